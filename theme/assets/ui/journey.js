// What led to an article: noted on the click, recorded on arrival.
import { page } from "./page.js";
import { record } from "./record.js";
import { recall, remember } from "./tab_storage.js";

const LED = "hc-led";
const STALE_MS = 60_000;

/** Notes that the link leads on, as the event's `from` (and `rank` and `query` of a search) tells. */
export function noteLead(link, lead) {
  remember(LED, { path: link.pathname, at: Date.now(), ...lead });
}

/** Watches the page's links, and records the article that this page shows. */
export function startJourney() {
  document.addEventListener("click", noteClick, { capture: true });
  if (page.article) recordOpen();
}

function noteClick(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.origin !== location.origin || link.closest('[data-from="search"]')) return;
  const marked = link.closest("[data-from]")?.dataset.from;
  noteLead(link, { from: marked ?? (link.closest(".hc-body") ? "link" : "browse") });
}

function recordOpen() {
  const { path, at, ...lead } = recall(LED, { path: null, at: 0 });
  remember(LED, null);
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
  const came =
    path === location.pathname && Date.now() - at < STALE_MS
      ? lead
      : { from: isWithinSite(document.referrer) ? "browse" : "link" };
  record({ type: "open", article: page.article, ...came });
}

function isWithinSite(referrer) {
  return referrer.startsWith(`${location.origin}/`);
}
