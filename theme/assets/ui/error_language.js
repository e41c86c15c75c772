// The error page of an address speaks that address's language, also on hosts that know a single error page.
import { page, toUrl } from "./page.js";
import { remember } from "./tab_storage.js";

/** Of the tab: what was asked for, while another error page is fetched. */
export const ASKED_PATH = "hc-asked";

/** From the host's one error page to the one below the language that the address begins with; whether it goes there. */
export function findErrorLanguage() {
  if (page.kind !== "error") return false;
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".hc-tool--lang"));
  const root = new URL(toUrl(".")).pathname;
  for (const { href, pathname } of links) {
    const folder = pathname.replace(/[^/]*$/u, "");
    if (folder !== root && location.pathname.startsWith(folder) && location.pathname !== pathname) {
      remember(ASKED_PATH, location.pathname);
      location.replace(href);
      return true;
    }
  }
  return false;
}
