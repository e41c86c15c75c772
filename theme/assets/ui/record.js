// The page's events, through one queue that is fetched when the page has nothing better to do.
import { once } from "./once.js";
import { page, toUrl } from "./page.js";
import { recall, remember } from "./tab_storage.js";

/** @import { PageEvent } from "../feedback/types.d.ts" */

const LAST_QUERY = "hc-query";
const ABSENT = "hc-endpoint-absent";
const FORGET_MS = 30 * 60 * 1000;

const fetchFeedback = once(() => import("../feedback/queue.js"));

const openQueue = once(async () => {
  const { FeedbackQueue } = await fetchFeedback();
  const endpoint = page.endpoint ? toUrl(page.endpoint) : null;
  return new FeedbackQueue({ endpoint, lang: page.lang, mask: page.mask, tellAbsent: noteAbsence });
});

/** Kept for the tab, so that the next page need not ask first. */
function noteAbsence() {
  remember(ABSENT, true);
  document.dispatchEvent(new Event(ABSENT));
}

/**
 * Calls `leave` once it is known, now or later, that nobody hears what this page records.
 *
 * @param {() => void} leave
 */
export function whenUnheard(leave) {
  if (!page.endpoint || recall(ABSENT, false)) leave();
  else document.addEventListener(ABSENT, leave, { once: true });
}

/** Fetches the queue; asked for early so that a page that is being left need not wait for it. */
export function prepareQueue() {
  openQueue().catch(() => {}); // the page works without it
}

/**
 * `query` with personal data replaced by tags such as `[주문번호]`; fails when the rules can't be had.
 *
 * @param {string} query
 */
export async function maskQuery(query) {
  return (await fetchFeedback()).maskQuery(query, page.mask);
}

/**
 * `query` masked, for asking the endpoint; "" where the browser asks that nothing be sent silently.
 *
 * @param {string} query
 */
export async function maskForAsking(query) {
  const feedback = await fetchFeedback();
  return feedback.asksForPrivacy() ? "" : feedback.maskQuery(query, page.mask);
}

/**
 * Records an event; the queue adds the fields that all events have.
 *
 * @param {PageEvent} event
 */
export function record(event) {
  openQueue().then(
    (ready) => ready.record(event),
    () => {}, // the queue could not be fetched: the page works without it
  );
}

/**
 * Keeps what the customer asked last in this tab, for the events that follow from it.
 *
 * @param {string} query
 */
export function rememberQuery(query) {
  remember(LAST_QUERY, { query, at: Date.now() });
}

/**
 * The query of the search that led here, if there was one.
 *
 * @returns {{ query?: string }}
 */
export function recallQuery() {
  const last = recall(LAST_QUERY, null);
  return last && Date.now() - last.at < FORGET_MS ? { query: last.query } : {};
}
