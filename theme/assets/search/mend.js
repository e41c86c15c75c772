/**
 * Words as they were meant: a wrong, missing, doubled or swapped keystroke, initials alone, a word not yet finished.
 * Everything is compared as keystrokes (hangul.js), so that one slip of the finger is one step however many syllables
 * it changes: 환불 with two keys swapped is 홥눌.
 */
import { BIGRAM_MARK, RUN_MARK } from "./facts.js";
import { fromKey, initialRange, toInitials, toKeys, unfinishedRange } from "./hangul.js";
import { countSlips, Spelling } from "./slips.js";
import { isJamo, isSyllable } from "./text.js";
import {
  FEWEST_KEYS,
  FEWEST_MIXED_KEYS,
  GROWTH,
  MOST_KEYS,
  MOST_RUNS,
  MOST_TAIL_KEYS,
  PROMINENT_BONUS,
  TWO_SLIP_KEYS,
  USED_BONUS,
} from "./weights.js";

/** @import { Entry } from "./dictionary.js" */
/** @import { Lexicon } from "./types.d.ts" */

/** @typedef {{ entry: Entry, slips: number }} Mend */

const LAUGHTER = /^(.)\1{2,}$|^([ㅋㅠㅜ])\2$/;
/** Characters by which words that are two slips apart may differ in length. */
const MOST_LONGER = 2;

/**
 * Up to `limit` words that stand a slip away from `text`, best first.
 *
 * @param {string} text
 * @param {Lexicon} lexicon
 * @param {number} limit
 */
export function findMended(text, lexicon, limit) {
  const keys = toKeys(text);
  const most = keys.length >= TWO_SLIP_KEYS ? 2 : 1;
  const mixed = /[ㄱ-ㅣ]/.test(text);
  if (keys.length < (mixed ? FEWEST_MIXED_KEYS : FEWEST_KEYS) || keys.length > MOST_KEYS) return [];
  if (!isSyllable(text[0]) && !mixed && !/^[a-z]+$/.test(text)) return [];
  const found = compare(text, mixed ? listNearKeys(keys, lexicon) : lexicon.between(text[0], text[0]), most, lexicon);
  if (lexicon.ready && !mixed && !found.some(({ entry }) => entry.prominent)) {
    const near = compare(text, listNear(text[0], lexicon), most, lexicon);
    found.push(...near.filter(({ entry }) => entry.word[0] !== text[0]));
  }
  if (lexicon.ready && !found.length) found.push(...compare(text, lexicon.common(), 1, lexicon));
  return found.sort(compareMends).slice(0, limit);
}

/**
 * @param {Mend} a
 * @param {Mend} b
 */
const compareMends = (a, b) =>
  a.slips - b.slips || b.entry.documents - a.entry.documents || (a.entry.word < b.entry.word ? -1 : 1);

/**
 * Those that stand a slip away; used words and those that articles are about a little nearer.
 *
 * @param {string} text
 * @param {Iterable<Entry>} entries
 * @param {number} most
 * @param {Lexicon} lexicon
 */
function compare(text, entries, most, lexicon) {
  const typed = new Spelling(text);
  /** @type {Mend[]} */
  const found = [];
  for (const entry of entries) {
    const { word } = entry;
    if (Math.abs(word.length - text.length) > MOST_LONGER || word[0] === BIGRAM_MARK || word.length < 2) continue;
    const slips = countSlips(typed, spell(entry), most);
    if (slips === 0 || slips > most) continue;
    const used = Math.min(USED_BONUS, entry.documents / lexicon.documents);
    found.push({ entry, slips: slips - used - (entry.prominent ? PROMINENT_BONUS : 0) });
  }
  return found;
}

/** @param {Entry} entry */
const spell = (entry) => (entry.spelling ||= new Spelling(entry.word));

/**
 * Jamo left alone show that keys were swapped or lost: the word may begin with the first key or with the second.
 *
 * @param {string} keys
 * @param {Lexicon} lexicon
 */
function listNearKeys(keys, lexicon) {
  return [...new Set(keys.slice(0, 2))].flatMap((key) => {
    const range = initialRange(fromKey(key));
    return range ? lexicon.between(range[0], range[1]) : [];
  });
}

/**
 * Entries that begin with the same initial: the first keystroke is the surest.
 *
 * @param {string} c
 * @param {Lexicon} lexicon
 */
function listNear(c, lexicon) {
  const [first, last] = initialRange(c) || [c, c];
  return lexicon.between(first, last);
}

/**
 * Whether a particle or an ending stands a slip away from `text`.
 *
 * @param {string} text
 * @param {Lexicon} lexicon
 */
export function isNearTail(text, lexicon) {
  const typed = new Spelling(text);
  if (typed.keys.length > MOST_TAIL_KEYS) return false;
  lexicon.spelledTails ||= [...lexicon.tails].filter((tail) => tail.length > 1).map((tail) => new Spelling(tail));
  return lexicon.spelledTails.some((tail) => countSlips(typed, tail, 1) <= 1);
}

/**
 * ㅋㅋㅋ, ㅠㅠ, ㅇㅇㅇ: initials of nothing.
 *
 * @param {string} jamo
 */
export const isLaughter = (jamo) => LAUGHTER.test(jamo);

/**
 * Words whose initials are these jamo (`ㅎㅂ`): those that articles are about first, then the most used.
 *
 * @param {string} jamo
 * @param {Lexicon} lexicon
 * @param {number} limit
 */
export function findByInitials(jamo, lexicon, limit) {
  const range = initialRange(jamo[0]);
  if (!range || ![...jamo].every(isJamo) || isLaughter(jamo)) return [];
  const found = lexicon
    .between(range[0], range[1])
    .filter((entry) => !entry.form && entry.word.length === jamo.length && toInitials(entry.word) === jamo);
  return found
    .sort((a, b) => +b.prominent - +a.prominent || b.documents - a.documents || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}

/**
 * Titles, from one of their words on, that begin with these initials (`ㅎㅇㄱㅇㅂ`): the shortest first.
 *
 * @param {string} jamo
 * @param {Lexicon} lexicon
 */
export function findRuns(jamo, lexicon) {
  if (jamo.length < 3 || isLaughter(jamo)) return [];
  const found = lexicon.between(RUN_MARK + jamo, `${RUN_MARK + jamo}\uffff`);
  return found.sort((a, b) => a.word.length - b.word.length || (a.word < b.word ? -1 : 1)).slice(0, MOST_RUNS);
}

/**
 * Words that `text` may grow into, its last syllable still being composed (`환부` → 환불). Shorter and more used ones
 * first; of one character only words that articles are about.
 *
 * @param {string} text
 * @param {Lexicon} lexicon
 * @param {number} limit
 */
export function findCompletions(text, lexicon, limit) {
  const keys = toKeys(text);
  /** @type {Entry[]} */
  const found = [];
  for (const entry of listUnfinished(text, lexicon)) {
    const { word } = entry;
    if ((entry.form && isSyllable(word[0])) || word === text || word[0] === BIGRAM_MARK) continue;
    if (text.length === 1 && !entry.prominent) continue;
    if (spell(entry).keys.startsWith(keys)) found.push(entry);
  }
  /** @param {Entry} entry */
  const worth = (entry) => Math.log(1 + entry.documents) - GROWTH * (spell(entry).keys.length - keys.length) ** 0.5;
  return found.sort((a, b) => worth(b) - worth(a) || (a.word < b.word ? -1 : 1)).slice(0, limit);
}

/**
 * Only the last syllable is still being composed. One jamo alone may become too much: the words articles are about.
 *
 * @param {string} text
 * @param {Lexicon} lexicon
 */
function listUnfinished(text, lexicon) {
  if (text.length === 1 && isJamo(text)) return lexicon.common();
  const start = text.slice(0, -1);
  const c = text[start.length];
  const [first, last] = unfinishedRange(c) || [c, c];
  return lexicon.between(start + first, start + last);
}
