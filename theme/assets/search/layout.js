/** A query cut into words, each in the alphabet it was meant in: `ghksqnf` is 환불 typed with the English layout. */
import { fromKeys, splitInitials, toKeys } from "./hangul.js";
import { findInflected } from "./latin.js";
import { findPath } from "./lattice.js";
import { Line } from "./line.js";
import { findByInitials, findCompletions, findMended } from "./mend.js";
import { foldText, isJamo, isSyllable, splitWords } from "./text.js";
import { MOST_COST_PER_LETTER } from "./weights.js";

/** @import { Lexicon } from "./types.d.ts" */

const LONGEST_QUERY = 120;
const NONE = new Set();
/** `E-1001`: letters and a number that are one code. */
const CODE = /(^|[^a-z0-9-])([a-z]{1,4})-(?=[0-9]+(?![0-9a-z-]))/g;

/**
 * Words of the query, those typed with the wrong language key turned into what their keys mean in the other; `turned`
 * tells whether there are any, and `names` which are no stop words.
 *
 * @param {string} query
 * @param {Lexicon} lexicon
 * @param {boolean} asTyped turn no word
 */
export function cutQuery(query, lexicon, asTyped) {
  const text = query.slice(0, LONGEST_QUERY);
  const raw = splitWords(foldText(text).replace(CODE, "$1$2")).map(splitInitials);
  const names = findNames(raw);
  if (asTyped) return { words: raw, names, turned: false };
  const typed = query.match(/[A-Za-z]+/g) || [];
  /** @param {string} word */
  const asStruck = (word) => typed.find((other) => other.toLowerCase() === word) || word; // Shift makes another jamo
  let words = raw.map((word) => turnLayout(word, asStruck(word), lexicon));
  if (words.some((word, i) => word !== raw[i] && isSyllable(word[0]))) {
    words = words.map((word) => turnShort(word, asStruck(word), lexicon));
  }
  return { words, names, turned: words.some((word, i) => word !== raw[i]) };
}

/**
 * The only word of Latin letters in a query is a name and never a stop word: A/S, `as 접수`.
 *
 * @param {string[]} words
 */
function findNames(words) {
  const latin = new Set(words.filter((word) => /^[a-z]{2,}$/.test(word)));
  return latin.size < 2 ? latin : NONE;
}

/**
 * @param {string} word
 * @param {string} struck the word before folding
 * @param {Lexicon} lexicon
 */
function turnLayout(word, struck, lexicon) {
  if (/^[a-z]+$/.test(word) && word.length > 2 && !isLatinWord(word, lexicon)) {
    return [fromKeys(struck), fromKeys(word)].find((turned) => turned && isKnown(turned, lexicon)) || word;
  }
  if ((isSyllable(word[0]) || isJamo(word[0])) && word.length > 1) {
    const latin = toKeys(word).toLowerCase();
    const isInitials = /^[ㄱ-ㅎ]{2,}$/.test(word) && findByInitials(word, lexicon, 1).length;
    const mayBeLatin = !isInitials && /[ㄱ-ㅣ]/.test(word) && /^[a-z0-9]+$/.test(latin);
    if (mayBeLatin && isLatinWord(latin, lexicon)) return latin;
  }
  return word;
}

/**
 * A short word beside one that was turned was typed with the same key: `dht ryghks` is 옷 교환.
 *
 * @param {string} word
 * @param {string} struck the word before folding
 * @param {Lexicon} lexicon
 */
const turnShort = (word, struck, lexicon) =>
  (/^[a-z]{2,4}$/.test(word) && !isLatinWord(word, lexicon) && fromKeys(struck)) || word;

/**
 * @param {string} word
 * @param {Lexicon} lexicon
 */
const isLatinWord = (word, lexicon) => lexicon.word(word) || findInflected(word, lexicon).length;

/**
 * Whether the index can make something of a text: words and endings throughout, or one word mended or unfinished.
 *
 * @param {string} text
 * @param {Lexicon} lexicon
 */
function isKnown(text, lexicon) {
  const line = new Line([text]);
  const { steps, cost } = findPath(line, lexicon, () => [], NONE);
  if (text.length < 2) return false;
  if (!steps.some((step) => step.role === "unknown")) return cost < MOST_COST_PER_LETTER * text.length;
  return findMended(text, lexicon, 1).length > 0 || findCompletions(text, lexicon, 1).length > 0;
}
