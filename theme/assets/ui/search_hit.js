// How one article looks in a list of results.
import { make } from "./dom.js";
import { page, text, toUrl } from "./page.js";

/** @import { Range, ShownHit } from "../search/types.d.ts" */
/** @import { Child } from "./types.d.ts" */

/**
 * The address of a hit or a quote, at its heading where the words stand under one.
 *
 * @param {Pick<ShownHit, "url" | "anchor">} hit
 */
export function hitUrl(hit) {
  return toUrl(hit.url) + (hit.anchor ? `#${encodeURIComponent(hit.anchor)}` : "");
}

/**
 * A result as an option of the list; a link all the same, so that it can be opened in another tab. What the article says
 * in short comes before where the words stand.
 *
 * @param {ShownHit} hit
 */
export function buildHit(hit) {
  const where = [categoryTitle(hit.category), hit.section].filter(Boolean).join(" › ");
  const badge = hit.type === "tutorial" ? make("span", { class: "hc-badge" }, text("type_tutorial")) : null;
  return make(
    "a",
    {
      class: "hc-hit",
      role: "option",
      href: hitUrl(hit),
      tabindex: "-1",
      "aria-selected": "false",
      "data-from": "search",
    },
    make("span", { class: "hc-hit__title" }, mark(hit.title, hit.titleMarks), badge && " ", badge),
    hit.summary ? make("span", { class: "hc-hit__summary" }, mark(hit.summary, hit.summaryMarks)) : null,
    tellsMore(hit) ? make("span", { class: "hc-hit__text" }, mark(hit.excerpt, hit.excerptMarks)) : null,
    where ? make("span", { class: "hc-hit__where" }, where) : null,
  );
}

/**
 * Whether the excerpt is not the summary once more: the summary of an article without one is where its text begins.
 *
 * @param {ShownHit} hit
 */
const tellsMore = ({ summary, excerpt }) => excerpt !== "" && !excerpt.startsWith(summary.replace(/…$/, ""));

/**
 * The title of the topic that an article's category lies in.
 *
 * @param {string} id
 */
function categoryTitle(id) {
  return page.categories[id.split("/")[0]] ?? "";
}

/**
 * `content` with its `marks` highlighted.
 *
 * @param {string} content
 * @param {Range[]} [marks]
 * @returns {Child[]}
 */
function mark(content, marks = []) {
  /** @type {Child[]} */
  const parts = [];
  let done = 0;
  for (const [start, end] of marks) {
    parts.push(content.slice(done, start), make("mark", {}, content.slice(start, end)));
    done = end;
  }
  return [...parts, content.slice(done)].filter((part) => part !== "");
}
