// What led to an article: noted on the click, recorded on arrival.
import { page } from "./page.js";
import { record } from "./record.js";
import { recall, remember } from "./tab_storage.js";

/** @import { Lead } from "./types.d.ts" */

const LED = "hc-led";
const STALE_MS = 60_000;

/**
 * Notes that a link leads on.
 *
 * @param {HTMLAnchorElement} link
 * @param {Lead} lead
 */
export function noteLead(link, lead) {
  remember(LED, { path: link.pathname, at: Date.now(), ...lead });
}

/** Watches the page's links, and records the article that this page shows. */
export function startJourney() {
  document.addEventListener("click", noteClick, { capture: true });
  if (page.article) recordOpen();
}

/** @param {Event} event */
function noteClick({ target }) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (target).closest?.("a[href]"));
  if (!link || link.origin !== location.origin || link.closest('[data-from="search"]')) return;
  const marked = /** @type {HTMLElement | null} */ (link.closest("[data-from]"))?.dataset.from;
  noteLead(link, { from: marked ?? (link.closest(".hc-body") ? "link" : "browse") });
}

function recordOpen() {
  const { path, at, ...lead } = recall(LED, { path: null, at: 0 });
  remember(LED, null);
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (visit?.type !== "navigate") return;
  const came =
    path === location.pathname && Date.now() - at < STALE_MS
      ? lead
      : { from: isWithinSite(document.referrer) ? "browse" : "link" };
  record({ type: "open", article: page.article, ...came });
}

/** @param {string} referrer */
function isWithinSite(referrer) {
  return referrer.startsWith(`${location.origin}/`);
}
