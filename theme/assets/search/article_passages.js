/** The passages of an article, made once: an article that is shown is mostly shown again at the next key. */
import { FIRST_BODY } from "./facts.js";
import { cutPassages } from "./passages.js";
import { foldText, splitWords } from "./text.js";

/** @import { Article } from "./article.js" */
/** @import { ArticleRow, Passage, ReadPassage } from "./types.d.ts" */

/** @type {WeakMap<Article, ReadPassage[]>} */
const read = new WeakMap();

/**
 * The writer's summary, unless the text begins with it, and the passages of the text.
 *
 * @param {Article} article
 */
export function readPassages(article) {
  const known = read.get(article);
  if (known) return known;
  const { text, summary } = article.row;
  const passages = cutPassages(text);
  const isOwn = summary && !summary.endsWith("…") && !text.startsWith(summary); // else the index made it of the text
  const all = isOwn ? [makeSummary(summary), ...passages] : passages;
  const made = all.map((passage) => readPassage(passage, article.row, passages[0]?.block));
  read.set(article, made);
  return made;
}

/**
 * @param {string} text
 * @returns {Passage}
 */
const makeSummary = (text) => ({
  form: "summary",
  text,
  parts: [text],
  columns: [],
  section: 0,
  block: 0,
  place: 0,
  before: "",
});

/**
 * @param {Passage} passage
 * @param {ArticleRow} row
 * @param {number} firstBlock
 * @returns {ReadPassage}
 */
function readPassage(passage, { sections, sectionOf }, firstBlock) {
  const folded = foldText(passage.text);
  return {
    ...passage,
    opens: passage.form === "summary" || passage.block === firstBlock,
    folded,
    pairs: listPairs(folded),
    foldedBefore: foldText([passage.before, ...passage.columns].join(" ").trim()),
    foldedHeading: foldText(sections[passage.section]?.[1] ?? ""),
    window: findWindow(passage, sectionOf),
  };
}

/**
 * The pairs of letters inside the words of a text.
 *
 * @param {string} folded
 */
export function listPairs(folded) {
  /** @type {Set<string>} */
  const pairs = new Set();
  for (const word of splitWords(folded)) for (let i = 1; i < word.length; i++) pairs.add(word.slice(i - 1, i + 1));
  return pairs;
}

/**
 * The window of the index that a passage stands in, as a bit; by its place, since windows are cut by words.
 *
 * @param {Passage} passage
 * @param {number[]} sectionOf
 */
function findWindow({ section, place }, sectionOf) {
  const first = sectionOf.indexOf(section);
  const count = sectionOf.lastIndexOf(section) - first + 1;
  return first < 0 ? 0 : 1 << (FIRST_BODY + first + Math.floor(place * count));
}
