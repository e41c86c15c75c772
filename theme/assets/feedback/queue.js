// What a page records goes through here: masked, kept over a reload, sent when it can be. Nothing here reaches the
// page: no exception, no message in the console, no waiting.
import { Delivery } from "./delivery.js";
import { maskText } from "./masking.js";
import { Outbox } from "./outbox.js";
import { makeId, touchSession } from "./session.js";

const GATHER_MS = 1_000;
const LIMITS = { query: 200, comment: 1000 };
// What a customer does on purpose; the rest is recorded silently, and not at all where the browser asks for that.
const DELIBERATE = new Set(["vote", "survey"]);

export class FeedbackQueue {
  #lang;
  #silent;
  #outbox;
  #delivery;

  /**
   * `endpoint` is the address of /v1/events, or null to record nothing; `respectSignals` honours Do Not Track and
   * Global Privacy Control.
   */
  constructor({ endpoint, lang, respectSignals = true }) {
    this.#lang = lang;
    this.#silent = !(respectSignals && asksForPrivacy());
    if (!endpoint) return;
    this.#outbox = new Outbox(findStorage("localStorage"));
    this.#delivery = new Delivery(endpoint, this.#outbox);
    addEventListener("online", () => this.#delivery.hurry());
    addEventListener("pagehide", () => this.#delivery.leave());
    addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#delivery.leave());
    if (!this.#outbox.isEmpty) this.#delivery.schedule(GATHER_MS);
  }

  /** Records `{type, …}` with the fields of its type; the common ones are added here. Returns nothing, throws nothing. */
  record(event) {
    try {
      if (this.#outbox && (this.#silent || DELIBERATE.has(event.type))) this.#keep(event);
    } catch {
      // A page must never break for a statistic.
    }
  }

  #keep(event) {
    this.#outbox.add(buildEvent(event, this.#lang));
    this.#delivery.schedule(GATHER_MS);
  }
}

/** A query as it may be looked at: personal data replaced by tags such as `[주문번호]`. */
export function maskQuery(query) {
  return maskText(query);
}

/** Whether the browser asks that nothing be recorded silently. */
export function asksForPrivacy() {
  return navigator.globalPrivacyControl === true || navigator.doNotTrack === "1";
}

function buildEvent(event, lang) {
  const common = {
    v: 1,
    id: makeId(),
    at: new Date().toISOString(),
    session: touchSession(findStorage("sessionStorage")),
    lang,
    page: [...location.pathname].slice(0, 300).join(""),
  };
  return { ...maskFields(event), ...common };
}

function maskFields(event) {
  const masked = { ...event };
  for (const [field, limit] of Object.entries(LIMITS)) {
    if (typeof masked[field] === "string") masked[field] = [...maskText(masked[field])].slice(0, limit).join("");
  }
  return masked;
}

function findStorage(name) {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}
