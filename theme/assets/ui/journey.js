// What led to an article or to a step of a flow: noted on the click, recorded on arrival.
import { inside } from "./inside.js";
import { page } from "./page.js";
import { addRead } from "./reading.js";
import { record } from "./record.js";
import { recall, remember } from "./tab_storage.js";
import { watchView } from "./viewing.js";

/** @import { Lead, Subject } from "./types.d.ts" */

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

/** Watches the page's links, and records what this page shows. */
export function startJourney() {
  document.addEventListener("click", noteClick, { capture: true });
  const { target } = /** @type {HTMLElement | null} */ (document.querySelector("hc-flow"))?.dataset ?? {};
  const subject = page.article ? { article: page.article } : target ? { target } : null;
  if (!subject) return;
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  recordOpen(subject, visit?.type === "navigate");
}

/**
 * Records that something is shown now. What is shown once more, after a reload or on the way back, was opened before.
 *
 * @param {Subject} subject
 * @param {boolean} isNew
 */
export function recordOpen(subject, isNew) {
  const lead = takeLead();
  if ("article" in subject) addRead({ id: subject.article, title: document.querySelector("h1")?.textContent ?? "" });
  if (isNew) record({ type: "open", ...subject, ...lead });
  watchView(subject);
}

/** @param {Event} event */
function noteClick({ target }) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (target).closest?.("a[href]"));
  if (!link || link.origin !== location.origin || link.closest('[data-from="search"]')) return;
  const marked = /** @type {HTMLElement | null} */ (link.closest("[data-from]"))?.dataset.from;
  noteLead(link, { from: marked ?? (link.closest(".hc-body") ? "link" : "browse") });
}

/** What led to the page's address; it is told once. */
function takeLead() {
  const { path, at, ...lead } = recall(LED, { path: null, at: 0 });
  remember(LED, null);
  if (path === location.pathname && Date.now() - at < STALE_MS) return lead;
  if (isWithinSite(document.referrer)) return { from: "browse" };
  return inside
    ? { from: "widget", page: inside.page, ...(inside.query && { query: inside.query }) }
    : { from: "link" };
}

/** @param {string} referrer */
function isWithinSite(referrer) {
  return referrer.startsWith(`${location.origin}/`);
}
