import { make } from "./dom.js";
import { findOpening, showMinute } from "./opening.js";
import { page, text } from "./page.js";
import { recallQuery, record } from "./record.js";

const MINUTE_MS = 60_000;

/** The way to a person: says whether someone is there now, and records that a customer left for one. */
export class Contact extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", recordContact);
    if (!page.hours) return;
    this.#showNow();
    this.timer = setInterval(() => this.#showNow(), MINUTE_MS);
  }

  disconnectedCallback() {
    this.removeEventListener("click", recordContact);
    clearInterval(this.timer);
  }

  #showNow() {
    const line = this.querySelector("[data-now]");
    const opening = findOpening(page.hours);
    line.dataset.now = opening.state;
    line.replaceChildren(make("b", {}, text(`now_${opening.state}`)), " ", make("span", {}, describeNext(opening)));
    line.hidden = false;
  }
}

function describeNext({ state, until, days, from, date }) {
  if (state !== "closed") return text(`now_${state}_until`, { time: showMinute(until) });
  if (days === undefined) return "";
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

function recordContact(event) {
  const link = event.target.closest("[data-channel]");
  if (!link) return;
  const article = page.article ? { article: page.article } : {};
  record({ type: "contact", channel: link.dataset.channel, ...article, ...recallQuery() });
}
