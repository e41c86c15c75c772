/** Other inflections of an English word: refunding where articles say refunded. No stemmer: the index's words decide. */

/** @import { Entry } from "./dictionary.js" */
/** @import { Lexicon } from "./types.d.ts" */

const ENDINGS = " s es ed d ing ly er ers or ion ions ation ment ments e al able y ies ied".split(" ");
const LONGEST_ENDING = 5;
const SHORTEST_STEM = 3;

/**
 * Up to two entries that share a stem of at least three letters with `word` and differ in the ending; the longest stem
 * first.
 *
 * @param {string} word
 * @param {Lexicon} lexicon
 * @returns {Entry[]}
 */
export function findInflected(word, lexicon) {
  if (!/^[a-z]{3,}$/.test(word)) return [];
  for (let length = word.length; length >= Math.max(SHORTEST_STEM, word.length - LONGEST_ENDING); length--) {
    if (!ENDINGS.includes(word.slice(length))) continue;
    const stem = word.slice(0, length);
    const found = ENDINGS.map((ending) => lexicon.word(stem + ending)).filter((entry) => !!entry);
    if (found.length) return found.slice(0, 2);
  }
  return [];
}
