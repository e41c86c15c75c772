/** A stretch of an article's text around the words that were found, with the ranges to mark. */
import { CELL, COLUMNS, ITEM, PICTURE, SECTION_END, STEP } from "./facts.js";
import { foldText } from "./text.js";

/** @import { Excerpt, Range } from "./types.d.ts" */

/** Characters of an excerpt, of what it shows before the first word found, and the most words marked. */
const LENGTH = 140;
const LEAD = 20;
const MOST_MARKS = 200;

/** Inside a run of these no word begins: `as` is none of `SaaS`, nor `3일` of `13일`. */
const RUNS = [/[a-z]/, /\d/];

/** What keeps the form of the text and is none of its words. */
const FORM = new RegExp(`[\n${ITEM}${STEP}${COLUMNS}${CELL}${PICTURE}${SECTION_END}]`, "g");
/** Characters that folding takes together: a letter and its accents, the jamo of a syllable. */
const CLUSTER = /[\u1100-\u115f][\u1160-\u11ff]*|.[\u0300-\u036f]*/gs;

/**
 * About `LENGTH` characters of an article that hold most of `words`.
 *
 * @param {{ text: string, folded: string }} article
 * @param {string[]} words folded
 * @returns {Excerpt}
 */
export function findExcerpt({ text, folded }, words) {
  const places = findPlaces(text, words, folded);
  const start = snapToWord(text, findBestStart(places));
  const end = Math.min(text.length, start + LENGTH);
  const shown = text.slice(start, end).replace(FORM, " ");
  const lead = start > 0 ? "…" : "";
  const shift = lead.length - start;
  /** @type {Range[]} */
  const ranges = places
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]) => [from + shift, to + shift]);
  return { text: lead + shown + (end < text.length ? "…" : ""), ranges };
}

/**
 * Where the words stand in a text, overlapping places merged.
 *
 * @param {string} text
 * @param {string[]} words folded; of several joined by spaces each is looked for
 * @param {string} [folded] `text` folded
 */
export function findPlaces(text, words, folded = foldText(text)) {
  /** @type {Range[]} */
  const places = [];
  for (const word of new Set(words.flatMap((phrase) => phrase.split(" ")))) {
    if (!word) continue;
    for (let at = folded.indexOf(word); at >= 0 && places.length < MOST_MARKS; ) {
      const end = at + word.length;
      if (!isInside(folded, at)) places.push([at, end]);
      at = folded.indexOf(word, end);
    }
  }
  const isMoved = places.length && folded !== text.toLowerCase();
  return mergeRanges((isMoved ? moveBack(places, text, folded) : places).sort((a, b) => a[0] - b[0] || b[1] - a[1]));
}

/**
 * @param {string} folded
 * @param {number} at
 */
const isInside = (folded, at) => at > 0 && RUNS.some((run) => run.test(folded[at - 1]) && run.test(folded[at]));

/**
 * Places in the folded text as places in the text: folding drops the comma of `50,000` and joins what was taken apart.
 *
 * @param {Range[]} places
 * @param {string} text
 * @param {string} folded
 * @returns {Range[]}
 */
function moveBack(places, text, folded) {
  /** @type {Range[]} */
  const ranges = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const part = cluster === folded[ranges.length] ? cluster : foldText(cluster);
    if (!folded.startsWith(part, ranges.length)) continue; // dropped
    for (let i = 0; i < part.length; i++) ranges.push([index, index + cluster.length]);
  }
  return places.filter(([, to]) => to <= ranges.length).map(([from, to]) => [ranges[from][0], ranges[to - 1][1]]);
}

/** @param {Range[]} ranges sorted */
function mergeRanges(ranges) {
  /** @type {Range[]} */
  const merged = [];
  for (const [from, to] of ranges) {
    const last = merged[merged.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/**
 * The start of the stretch in which most characters are marked.
 *
 * @param {Range[]} places
 */
function findBestStart(places) {
  let best = 0;
  let most = 0;
  places.forEach(([from], i) => {
    let count = 0;
    for (let j = i; j < places.length && places[j][1] <= from + LENGTH - LEAD; j++)
      count += places[j][1] - places[j][0];
    if (count > most) [best, most] = [from, count];
  });
  return Math.max(0, best - LEAD);
}

/**
 * Forward to the beginning of a word, if one is near.
 *
 * @param {string} text
 * @param {number} start
 */
function snapToWord(text, start) {
  if (start <= 0) return 0;
  const space = text.slice(start, start + LEAD).search(/[\s.!?]/);
  return space < 0 ? start : start + space + 1;
}
