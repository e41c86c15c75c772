// What a page records goes through here: masked, kept over a reload, sent when it can be. Nothing here reaches the
// page: no exception, no message in the console, no waiting. The rules of masking are fetched where there is text to mask.
import { Delivery } from "./delivery.js";
import { EVENT_VERSION, MAX_COMMENT, MAX_PAGE, MAX_QUERY } from "./facts.js";
import { Outbox } from "./outbox.js";
import { adoptSession, makeId, noteView, touchSession } from "./session.js";

/** @import { PageEvent, QueueSettings, SentEvent } from "./types.d.ts" */
/** @typedef {(text: string, own?: string[]) => string} Mask */

const GATHER_MS = 1_000;
const LIMITS = { query: MAX_QUERY, comment: MAX_COMMENT, asked: MAX_PAGE };
// What a customer does on purpose; the rest is recorded silently, and not at all where the browser asks for that. With a
// vote goes the view of its article, unless the session has one: a vote on what was not seen does not count.
const DELIBERATE = new Set(["vote", "survey"]);

export class FeedbackQueue {
  #lang;
  #silent;
  /** @type {((event: PageEvent, maskText?: Mask) => void) | null} */
  #keep = null;

  /** @param {QueueSettings} settings */
  constructor({ endpoint, lang, mask = [], session = "", respectSignals = true, tellAbsent = () => {} }) {
    this.#lang = lang;
    this.#silent = !(respectSignals && asksForPrivacy());
    if (!endpoint) return;
    if (session) adoptSession(findStorage("sessionStorage"), session);
    const outbox = new Outbox(findStorage("localStorage"));
    const delivery = new Delivery(endpoint, outbox, tellAbsent);
    addEventListener("online", () => delivery.hurry());
    addEventListener("pagehide", () => delivery.leave());
    addEventListener("visibilitychange", () => document.visibilityState === "hidden" && delivery.leave());
    if (!outbox.isEmpty) delivery.schedule(GATHER_MS);
    /** @type {(event: PageEvent, maskText?: Mask) => void} */
    const keep = (event, maskText) => {
      const built = buildEvent(event, this.#lang, (text) => (maskText ? maskText(text, mask) : ""));
      if (event.type === "view" && !noteView(findStorage("sessionStorage"), built)) return;
      outbox.add(built);
      delivery.schedule(GATHER_MS);
    };
    this.#keep = (event, maskText) => {
      if (event.type === "vote") keep(viewOf(event));
      keep(event, maskText);
    };
  }

  /**
   * Records an event with the fields of its type; the common ones are added here. What a customer typed is kept only
   * as `maskText` leaves it. Throws nothing.
   *
   * @param {PageEvent} event
   * @param {Mask} [maskText]
   */
  record(event, maskText) {
    try {
      if (this.#silent || DELIBERATE.has(event.type)) this.#keep?.(event, maskText);
    } catch {
      // A page must never break for a statistic.
    }
  }
}

/** @param {PageEvent} event */
const isOfWidget = ({ from }) => from === "widget";

/** The tab's session, begun if there is none. */
export function openSession() {
  return touchSession(findStorage("sessionStorage"));
}

/** Whether the browser asks that nothing be recorded silently. */
export function asksForPrivacy() {
  const { doNotTrack, globalPrivacyControl } = /** @type {Navigator & { globalPrivacyControl?: boolean }} */ (
    navigator
  );
  return globalPrivacyControl === true || doNotTrack === "1";
}

/**
 * The view that goes with a vote.
 *
 * @param {PageEvent} vote
 * @returns {PageEvent}
 */
function viewOf({ article, at, page, salt }) {
  return { type: "view", article, at, page, salt: salt?.map((byte, i) => (i === 15 ? byte ^ 1 : byte)) };
}

/**
 * @param {PageEvent} event
 * @param {string} lang
 * @param {(text: string) => string} mask
 * @returns {SentEvent}
 */
function buildEvent(event, lang, mask) {
  const { salt, at = new Date().toISOString(), ...fields } = event;
  const masked = maskFields(fields, mask);
  const common = {
    v: EVENT_VERSION,
    id: makeId(Date.parse(at), salt),
    at,
    session: touchSession(findStorage("sessionStorage")),
    lang,
    page: [...(masked.page ?? location.pathname)].slice(0, MAX_PAGE).join("") || "/",
  };
  return { ...masked, ...common, ...(masked.asked ? { page: `${masked.asked}` } : {}) };
}

/**
 * The path of a page is the help center's own and is told as it is, but for what happened in the widget: a shop's may
 * hold names and numbers.
 *
 * @param {PageEvent} event
 * @param {(text: string) => string} mask
 */
function maskFields(event, mask) {
  const masked = { ...event };
  for (const [field, limit] of Object.entries(isOfWidget(event) ? { ...LIMITS, page: MAX_PAGE } : LIMITS)) {
    const typed = masked[field];
    if (typeof typed === "string") masked[field] = [...mask(typed)].slice(0, limit).join("");
  }
  return masked;
}

/** @param {"localStorage" | "sessionStorage"} name */
function findStorage(name) {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}
