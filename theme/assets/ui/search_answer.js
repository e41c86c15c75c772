// The answer, quoted above the results: its words, and the article that they are from.
import { make } from "./dom.js";
import { text } from "./page.js";
import { hitUrl } from "./search_hit.js";

/** @import { Quote } from "../search/types.d.ts" */
/** @import { Child } from "./types.d.ts" */

/**
 * A figure that screen readers meet before the list, and Tab after the box: what it says, then where that stands.
 *
 * @param {Quote} quote
 * @param {HTMLAnchorElement} source as `buildSource` makes it
 */
export function buildAnswer(quote, source) {
  return make(
    "figure",
    { class: "hc-answer", "aria-label": text("search_answer") },
    make("blockquote", { class: "hc-answer__quote" }, buildWords(quote)),
    make("figcaption", {}, source),
  );
}

/**
 * The link to the section that the quote stands in.
 *
 * @param {Quote} quote
 * @param {string} [from] what an opening of the article is counted as
 */
export function buildSource(quote, from = "answer") {
  const where = [quote.title, quote.section].filter(Boolean).join(" › ");
  return make("a", { class: "hc-answer__source", href: hitUrl(quote), "data-from": from }, where);
}

/**
 * @param {Quote} quote
 * @returns {Child[]}
 */
function buildWords({ form, parts, columns, text: words }) {
  if (form === "row") return [buildRow(parts, columns)];
  if (parts.length > 1 && form === "step") return [make("ol", {}, ...parts.map((part) => make("li", {}, part)))];
  return [make("p", {}, words)];
}

/**
 * The cells of a row under the headings of their columns.
 *
 * @param {string[]} parts
 * @param {string[]} columns
 */
function buildRow(parts, columns) {
  const cells = parts.map((part, place) =>
    make("div", {}, columns[place] ? make("dt", {}, columns[place]) : null, make("dd", {}, part)),
  );
  return make("dl", {}, ...cells);
}
