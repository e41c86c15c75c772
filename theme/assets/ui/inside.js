// The help center's pages inside the widget's panel: what led there comes in the frame's name, which is in no address.
/** @import { Told } from "./types.d.ts" */

const NAME = "hc-widget:";

/**
 * What the widget tells; null where the page is no part of it.
 *
 * @type {Told | null}
 */
export const inside = readName();

/** Links that leave the help center open beside the shop; Escape closes the panel. */
export function startInside() {
  if (!inside) return;
  document.addEventListener("click", leaveFrame, { capture: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) parent.postMessage("hc-widget:close", "*"); // holds nothing
  });
}

/** @returns {Told | null} */
function readName() {
  if (parent === window || !window.name.startsWith(NAME)) return null;
  try {
    const { session = "", page = "", query = "", queries = [] } = JSON.parse(window.name.slice(NAME.length));
    return { session: `${session}`, page: `${page}`, query: `${query}`, queries: queries.map(String) };
  } catch {
    return null;
  }
}

/** @param {Event} event */
function leaveFrame({ target }) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (target).closest?.("a[href]"));
  if (!link || link.origin === location.origin || !link.protocol.startsWith("http")) return;
  link.target = "_blank";
  link.rel = "noopener";
}
