// The error page of an address speaks that address's language, also on hosts that know a single error page.
import { page, toUrl } from "./page.js";

/** From the host's one error page to the one below the language that the address begins with. */
export function findErrorLanguage() {
  if (page.kind !== "error") return;
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".hc-tool--lang"));
  const root = new URL(toUrl(".")).pathname;
  for (const { href, pathname } of links) {
    const folder = pathname.replace(/[^/]*$/u, "");
    if (folder !== root && location.pathname.startsWith(folder) && location.pathname !== pathname)
      location.replace(href);
  }
}
