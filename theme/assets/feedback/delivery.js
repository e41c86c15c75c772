// Sends what is in the outbox: in batches, one tab at a time, with back-off and jitter. Never throws, never logs.
import { MAX_BODY_BYTES, MAX_EVENTS } from "./facts.js";

/** @import { Outbox } from "./outbox.js" */
/** @import { Waiting } from "./types.d.ts" */

/** Left free in a request: `sendBeacon` may count more than the body. */
const SPARE_BYTES = 5_536;
const MAX_BYTES = MAX_BODY_BYTES - SPARE_BYTES;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60 * 1000;
const PATIENCE_MS = 20_000;
const LOCK = "hc-events";
// Answers that will be the same next time: the batch is of no use. Everything else is tried again.
const HOPELESS = new Set([400, 413, 415, 422]);
/** There is no endpoint at this address: nothing that is sent will ever be heard. */
const ABSENT = new Set([404, 405]);

export class Delivery {
  #endpoint;
  #outbox;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #failures = 0;
  #notBefore = 0;
  #tellAbsent;

  /**
   * @param {string} endpoint
   * @param {Outbox} outbox
   * @param {() => void} tellAbsent called when it turns out that there is no endpoint
   */
  constructor(endpoint, outbox, tellAbsent) {
    this.#endpoint = endpoint;
    this.#outbox = outbox;
    this.#tellAbsent = tellAbsent;
  }

  /**
   * Sends after `ms`, or when the back-off is over. Calls in between are one.
   *
   * @param {number} ms
   */
  schedule(ms) {
    if (this.#timer !== undefined) return;
    const wait = Math.max(ms, this.#notBefore - Date.now());
    this.#timer = setTimeout(() => this.#run(), wait);
  }

  /** Back online: what waits is tried at once. */
  hurry() {
    this.#notBefore = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.schedule(0);
  }

  /** The page is being left: hands over what waits. It stays in the outbox; the endpoint keeps an event once. */
  leave() {
    if (Date.now() < this.#notBefore) return;
    const batch = this.#outbox.peek(MAX_EVENTS, MAX_BYTES);
    if (batch.length === 0) return;
    try {
      navigator.sendBeacon(this.#endpoint, new Blob([toBody(batch)], { type: "text/plain" }));
    } catch {
      // The next page sends it.
    }
  }

  async #run() {
    this.#timer = undefined;
    const delivered = await whileAlone(() => this.#send());
    if (!this.#outbox.isEmpty) this.schedule(delivered ? 0 : FIRST_WAIT_MS);
  }

  async #send() {
    const batch = this.#outbox.peek(MAX_EVENTS, MAX_BYTES);
    if (batch.length === 0) return true;
    if (navigator.onLine === false) return false;
    const answer = await post(this.#endpoint, toBody(batch));
    const isAbsent = answer !== null && ABSENT.has(answer.status);
    if (isAbsent) this.#tellAbsent();
    if (answer && (answer.ok || isAbsent || HOPELESS.has(answer.status))) {
      this.#outbox.remove(batch);
      this.#failures = 0;
      return true;
    }
    this.#backOff(Number(answer?.headers.get("Retry-After")) || 0);
    return false;
  }

  /** @param {number} retryAfterSeconds as the endpoint asks; 0: it does not */
  #backOff(retryAfterSeconds) {
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures);
    this.#failures += 1;
    const jittered = ceiling * (0.5 + Math.random() / 2);
    this.#notBefore = Date.now() + Math.max(jittered, retryAfterSeconds * 1000 * (1 + Math.random() / 10));
  }
}

/** @param {Waiting[]} batch */
function toBody(batch) {
  return `[${batch.map(({ text }) => text).join(",")}]`;
}

/**
 * The answer, or null where none came. As text/plain the request needs no preflight on another origin.
 *
 * @param {string} endpoint
 * @param {string} body
 */
async function post(endpoint, body) {
  try {
    return await fetch(endpoint, {
      method: "POST",
      body,
      headers: { "Content-Type": "text/plain" },
      credentials: "omit",
      keepalive: true,
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    return null;
  }
}

/**
 * Runs `work` unless another tab is at it: then there is nothing done, to be tried later.
 *
 * @param {() => Promise<boolean>} work
 */
async function whileAlone(work) {
  if (!navigator.locks) return work();
  try {
    return await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? work() : false));
  } catch {
    return work();
  }
}
