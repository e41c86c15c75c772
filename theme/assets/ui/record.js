// The page's events, through one queue that is fetched when the page has nothing better to do. Until the queue has them
// they wait in the tab: its script may come late, or not at all on this page.
import { inside } from "./inside.js";
import { once } from "./once.js";
import { page, toUrl } from "./page.js";
import { recall, remember } from "./tab_storage.js";

/** @import { PageEvent } from "../feedback/types.d.ts" */

const LAST_QUERY = "hc-query";
/** The event that tells the document of another query. */
export const QUERY_NOTED = "hc-query-noted";
const ABSENT = "hc-endpoint-absent";
const FORGET_MS = 30 * 60 * 1000;
const WAITING = "hc-waiting";
const MOST_WAITING = 50;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60 * 1000;
/** What says that it happened in the widget; an opening says what led to it. */
const FROM_WIDGET = new Set(["search", "contact"]);
const MASKING_MS = 1_000;

let retryMs = FIRST_RETRY_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;

const fetchQueue = once(() => import("../feedback/queue.js"));
const fetchRules = once(() => import("../feedback/masking.js"));

const openQueue = once(async () => {
  const { FeedbackQueue } = await fetchQueue();
  const endpoint = page.endpoint ? toUrl(page.endpoint) : null;
  return new FeedbackQueue({
    endpoint,
    lang: page.lang,
    mask: page.mask,
    session: inside?.session,
    tellAbsent: noteAbsence,
  });
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

/**
 * Fetches the queue, early so that a page that is being left need not wait for it, and hands over what waits. The page
 * works without it: where it can't be had, what waits is tried again later, here or on the tab's next page.
 */
export async function prepareQueue() {
  try {
    await handOver(await openQueue());
  } catch {
    if (listWaiting().length === 0) return;
    clearTimeout(retry);
    retry = setTimeout(prepareQueue, retryMs);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }
}

/**
 * What holds no text need not wait for the rules that mask.
 *
 * @param {import("../feedback/queue.js").FeedbackQueue} queue
 */
async function handOver(queue) {
  const waiting = listWaiting();
  for (const event of waiting.filter((each) => !holdsText(each))) queue.record(event);
  const texts = waiting.filter(holdsText);
  remember(WAITING, texts.length ? texts : null);
  if (!texts.length) return;
  const { maskText } = await fetchRules();
  for (const event of listWaiting()) queue.record(event, maskText);
  remember(WAITING, null);
}

/** @param {PageEvent} event */
const holdsText = (event) => event.query || event.comment || event.asked || event.from === "widget";

/** @returns {PageEvent[]} */
function listWaiting() {
  return recall(WAITING, []);
}

/**
 * What `fetched` gives; fails where it can't be had soon: nothing that a customer waits for waits for masking.
 *
 * @template T
 * @param {Promise<T>} fetched
 * @returns {Promise<T>}
 */
function soon(fetched) {
  return Promise.race([fetched, new Promise((_, fail) => setTimeout(fail, MASKING_MS))]);
}

/**
 * `query` with personal data replaced by tags such as `[주문번호]`; fails where the rules can't be had.
 *
 * @param {string} query
 */
export async function maskQuery(query) {
  return (await soon(fetchRules())).maskText(query, page.mask);
}

/**
 * `query` masked, for asking the endpoint; "" where the browser asks that nothing be sent silently.
 *
 * @param {string} query
 */
export async function maskForAsking(query) {
  return (await soon(fetchQueue())).asksForPrivacy() ? "" : maskQuery(query);
}

/**
 * Records an event; the queue adds the fields that all events have. Its `salt` makes its id, so that what waits is the
 * same event in a tab that is duplicated.
 *
 * @param {PageEvent} event
 */
export function record(event) {
  const salt = [...crypto.getRandomValues(new Uint8Array(16))];
  const where = inside && FROM_WIDGET.has(event.type) ? { from: "widget" } : {};
  const noted = { page: location.pathname, ...where, ...event, salt, at: new Date().toISOString() };
  remember(WAITING, [...listWaiting(), noted].slice(-MOST_WAITING));
  prepareQueue();
}

/**
 * Keeps what the customer asked last in this tab, for the events that follow from it.
 *
 * @param {string} query
 */
export function rememberQuery(query) {
  remember(LAST_QUERY, { query, at: Date.now() });
  document.dispatchEvent(new Event(QUERY_NOTED));
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
