/**
 * Words in quotation marks: "반품 완료", “…”, ‘…’, 「…」. Articles that hold them one after the other, however spaced, come
 * before those that don't. These are not dropped: people quote what a screen or a message said, from memory.
 */
import { foldText, splitWords } from "./text.js";

/** @import { SearchIndex } from "./search_index.js" */
/** @import { ArticleRow, Ranked } from "./types.d.ts" */

const QUOTED = /"([^"]+)"|“([^”]+)”|‘([^’]+)’|「([^」]+)」|『([^』]+)』/g;
/** Bound: articles that are looked through. */
const MOST_READ = 30;

/** @param {string} text */
export const squeeze = (text) => splitWords(foldText(text)).join("");

/**
 * The articles with those first that hold all that is quoted; both in their order.
 *
 * @param {Ranked[]} ranked
 * @param {string} query
 * @param {SearchIndex} index
 */
export function putQuotedFirst(ranked, query, index) {
  const quoted = [...query.matchAll(QUOTED)].map((found) => squeeze(found.slice(1).join(""))).filter(Boolean);
  if (!quoted.length) return ranked;
  const read = ranked.slice(0, MOST_READ);
  const holding = new Set(read.filter(({ document }) => holdsAll(index.article(document)?.row, quoted)));
  return [...holding, ...ranked.filter((found) => !holding.has(found))];
}

/**
 * @param {ArticleRow | undefined} row
 * @param {string[]} quoted
 */
function holdsAll(row, quoted) {
  if (!row) return false;
  const parts = [row.title, row.summary, row.text, ...row.sections.map(([, title]) => title)].map(squeeze);
  return quoted.every((phrase) => parts.some((part) => part.includes(phrase)));
}
