// Sends what is in the outbox: in batches, one tab at a time, with back-off and jitter. Never throws, never logs.
// Between here and the endpoint stand portals and proxies that answer in its place. So an event is forgotten only on
// the endpoint's own word: until then the outbox has it, and the endpoint keeps an event once however often it comes.
import { MAX_BODY_BYTES, MAX_EVENTS } from "./facts.js";
import { isSilent } from "./outbox.js";

/** @import { Outbox } from "./outbox.js" */
/** @import { Answer, Waiting } from "./types.d.ts" */

/** Left free in a request: what is sent while leaving may be counted with more than its body. */
const SPARE_BYTES = 5_536;
const MAX_BYTES = MAX_BODY_BYTES - SPARE_BYTES;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60 * 1000;
/** The longest that an answer can ask for; beyond 24 days a timer would run at once. */
const LONGEST_PAUSE_MS = 24 * 60 * 60 * 1000;
const PATIENCE_MS = 20_000;
const LOCK = "hc-events";
// Answers that will be the same next time: the batch is of no use. Everything else is tried again.
const HOPELESS = new Set([400, 413, 415, 422]);
/** There is no endpoint at this address: nothing that is sent will be heard. */
const ABSENT = new Set([404, 405, 501]);

export class Delivery {
  #endpoint;
  #outbox;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #failures = 0;
  #notBefore = 0;
  /** Most events of the next batch, and how many of the oldest it leaves for later: see `#take`. */
  #most = MAX_EVENTS;
  #skip = 0;
  /**
   * Keys of what this page has sent and has no answer for yet.
   *
   * @type {Set<string>}
   */
  #flying = new Set();
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
    this.#timer = setTimeout(() => this.#run(), Math.min(wait, LONGEST_PAUSE_MS));
  }

  /** Back online: what waits is tried at once. */
  hurry() {
    this.#notBefore = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.schedule(0);
  }

  /** The page may be gone at any moment: what waits is sent now; during a back-off only what would be gone with it. */
  leave() {
    const isPaused = Date.now() < this.#notBefore;
    this.#send(this.#peek(({ isKept }) => !(isPaused && isKept)));
  }

  async #run() {
    this.#timer = undefined;
    const delivered = await whileAlone(() => this.#send(this.#take()));
    if (!this.#outbox.isEmpty) this.schedule(delivered ? 0 : FIRST_WAIT_MS);
  }

  /**
   * The next batch. After a failure it is a single event, each time another one, and grows again while that goes well:
   * a text that a firewall on the way refuses must not hold up the others.
   */
  #take() {
    const waiting = this.#peek();
    const start = this.#skip % (waiting.length || 1);
    return waiting.slice(start, start + this.#most);
  }

  /** @param {(waiting: Waiting) => boolean} [isWanted] */
  #peek(isWanted = () => true) {
    return this.#outbox.peek(MAX_EVENTS, MAX_BYTES, (each) => !this.#flying.has(each.key) && isWanted(each));
  }

  /**
   * Whether the batch is done with.
   *
   * @param {Waiting[]} batch
   */
  async #send(batch) {
    if (batch.length === 0 || navigator.onLine === false) return false;
    for (const { key } of batch) this.#flying.add(key);
    const answer = await post(this.#endpoint, toBody(batch));
    for (const { key } of batch) this.#flying.delete(key);
    if (answer.isFinal) this.#succeed(batch);
    else this.#fail(batch, answer);
    return answer.isFinal;
  }

  /** @param {Waiting[]} batch */
  #succeed(batch) {
    this.#outbox.remove(batch);
    this.#failures = 0;
    this.#most = Math.min(MAX_EVENTS, this.#most * 2);
  }

  /**
   * Where there is no endpoint, only what the customer did on purpose is worth another try, on another page.
   *
   * @param {Waiting[]} batch
   * @param {Answer} answer
   */
  #fail(batch, { status, retryAfterSeconds }) {
    const isAbsent = ABSENT.has(status);
    if (isAbsent) this.#tellAbsent();
    if (isAbsent) this.#outbox.remove(batch.filter(({ text }) => isSilent(text)));
    this.#most = 1;
    this.#skip += 1;
    this.#backOff(isAbsent ? LONGEST_WAIT_MS : retryAfterSeconds * 1000);
  }

  /** @param {number} leastMs as the endpoint asks; 0: it does not */
  #backOff(leastMs) {
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures);
    this.#failures += 1;
    const jittered = ceiling * (0.5 + Math.random() / 2);
    this.#notBefore = Date.now() + Math.max(jittered, leastMs * (1 + Math.random() / 10));
  }
}

/** @param {Waiting[]} batch */
function toBody(batch) {
  return `[${batch.map(({ text }) => text).join(",")}]`;
}

/**
 * Sends it, also while the page is being left. As text/plain the request needs no preflight on another origin.
 *
 * @param {string} endpoint
 * @param {string} body
 * @returns {Promise<Answer>}
 */
async function post(endpoint, body) {
  try {
    const answer = await fetch(endpoint, {
      method: "POST",
      body,
      headers: { "Content-Type": "text/plain" },
      credentials: "omit",
      keepalive: true,
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const said = await answer.json().catch(() => null);
    const retryAfterSeconds = Number(answer.headers.get("Retry-After")) || 0;
    return { status: answer.status, isFinal: isFinal(answer.status, said), retryAfterSeconds };
  } catch {
    return { status: 0, isFinal: false, retryAfterSeconds: 0 };
  }
}

/**
 * Whether these are the endpoint's own words, and its last ones about the batch.
 *
 * @param {number} status
 * @param {{ accepted?: unknown, error?: unknown, hint?: unknown } | null} said
 */
function isFinal(status, said) {
  if (HOPELESS.has(status)) return typeof said?.error === "string" && typeof said.hint === "string";
  return status === 202 && typeof said?.accepted === "number";
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
