import { make } from "./dom.js";
import { findOpening, showMinute } from "./opening.js";
import { page, text } from "./page.js";
import { rememberOrigin } from "./reading.js";
import { QUERY_NOTED, recallQuery, record } from "./record.js";
import { takeAlong } from "./taking_along.js";

/** @import { Hours, Opening } from "./types.d.ts" */

const MINUTE_MS = 60_000;

/** The way to a person: says whether someone is there now, and records that a customer left for one. */
export class Contact extends HTMLElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer;
  #takeAlong = () => takeAlong(this);

  connectedCallback() {
    this.addEventListener("click", recordContact);
    this.#takeAlong();
    document.addEventListener(QUERY_NOTED, this.#takeAlong);
    const { hours } = page;
    const line = /** @type {HTMLElement | null} */ (this.querySelector("[data-now]"));
    if (!hours || !line) return;
    showNow(line, hours);
    this.timer = setInterval(() => showNow(line, hours), MINUTE_MS);
  }

  disconnectedCallback() {
    document.removeEventListener(QUERY_NOTED, this.#takeAlong);
    this.removeEventListener("click", recordContact);
    clearInterval(this.timer);
  }
}

/**
 * @param {HTMLElement} line
 * @param {Hours} hours
 */
function showNow(line, hours) {
  const opening = findOpening(hours);
  line.dataset.now = opening.state;
  line.replaceChildren(make("b", {}, text(`now_${opening.state}`)), " ", make("span", {}, describeNext(opening)));
  line.hidden = false;
}

/** @param {Opening} opening */
function describeNext(opening) {
  if (opening.state !== "closed") return text(`now_${opening.state}_until`, { time: showMinute(opening.until) });
  if (opening.days === undefined) return "";
  const { days, from, date } = opening;
  const time = showMinute(from);
  if (days < 2) return text(days === 0 ? "now_next_today" : "now_next_tomorrow", { time });
  const format = new Intl.DateTimeFormat(page.lang, {
    timeZone: "UTC",
    month: "long",
    day: "numeric",
    weekday: "long",
  });
  return text("now_next", { date: format.format(new Date(`${date}T00:00:00Z`)), time });
}

/** The guided flow that the page shows, as events call it, or null. */
function findFlow() {
  return /** @type {HTMLElement | null} */ (document.querySelector("hc-flow"))?.dataset.target ?? null;
}

/** @param {Event} event */
function recordContact({ target }) {
  const link = /** @type {HTMLElement | null} */ (
    /** @type {Element} */ (target).closest("[data-channel], [data-inquiry]")
  );
  if (!link) return;
  // Whoever goes to the form has not left for a person yet: an answer may be shown there.
  if (link.dataset.inquiry !== undefined) return rememberOrigin(page.article ?? findFlow());
  const article = page.article ? { article: page.article } : {};
  record({ type: "contact", channel: link.dataset.channel, ...article, ...recallQuery() });
}
