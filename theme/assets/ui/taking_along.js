// What the customer has searched and read, taken along to a person, so that it need not be told again: into the body of a
// mail, or a chat whose address takes it. It is shown first, and can be left out.
import { make, on } from "./dom.js";
import { page, text } from "./page.js";
import { listRead } from "./reading.js";
import { recallQuery } from "./record.js";
import { recall, remember } from "./tab_storage.js";

const LEFT_OUT = "hc-along-off";
const PLACE = "{summary}";

/**
 * Fills the links of `contact` that can carry it, as things stand now.
 *
 * @param {HTMLElement} contact
 */
export function takeAlong(contact) {
  const line = /** @type {HTMLElement | null} */ (contact.querySelector("[data-summary]"));
  if (!line) return;
  const tried = recall(LEFT_OUT, false) ? "" : describeTried();
  fillLinks(contact, tried && text("along_mail", { tried }));
  line.hidden = !tried;
  line.replaceChildren(...(tried ? [text("along_shown", { tried }), " ", buildRemove(contact, line)] : []));
}

/**
 * @param {HTMLElement} contact
 * @param {HTMLElement} line
 */
function buildRemove(contact, line) {
  const leave = () => {
    remember(LEFT_OUT, true);
    fillLinks(contact, "");
    line.replaceChildren(make("span", { role: "status", tabindex: "-1" }, text("along_removed")));
    /** @type {HTMLElement} */ (line.firstElementChild).focus();
  };
  return on(make("button", { type: "button", class: "hc-plain" }, text("along_remove")), "click", leave);
}

/**
 * @param {HTMLElement} contact
 * @param {string} summary
 */
function fillLinks(contact, summary) {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (contact.querySelectorAll("a[data-along]"))) {
    link.dataset.plain ??= link.href;
    const whole = /** @type {string} */ (link.dataset.along).replace(PLACE, () => encodeURIComponent(summary));
    link.href = summary ? whole : link.dataset.plain;
  }
}

/** The last search and the article, in a few words; "" where there was neither. */
function describeTried() {
  const { query } = recallQuery();
  const [last] = listRead();
  const own = page.article ? (document.querySelector("h1")?.textContent ?? "") : "";
  const title = own || (last?.title ?? "");
  return [query && text("along_query", { query }), title && text("along_article", { title })]
    .filter(Boolean)
    .join(", ");
}
