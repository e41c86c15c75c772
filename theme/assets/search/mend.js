/**
 * Words as they were meant: a wrong, missing, doubled or swapped keystroke, initials alone, a word not yet finished.
 * Everything is compared as keystrokes (hangul.js), so that one slip of the finger is one step however many syllables
 * it changes: 환불 with two keys swapped is 홥눌.
 */
import { fromKey, initialRange, toInitials, toKeys, unfinishedRange } from "./hangul.js";
import { countSlips, Spelling } from "./slips.js";
import { isJamo, isSyllable } from "./text.js";

const LAUGHTER = /^(.)\1{2,}$|^([ㅋㅠㅜ])\2$/;

/** Up to `limit` words that stand a slip away from `text`: `{entry, slips}`, best first. */
export function findMended(text, lexis, limit) {
  const keys = toKeys(text);
  const most = keys.length >= 9 ? 2 : 1;
  const mixed = /[ㄱ-ㅣ]/.test(text);
  if (keys.length < (mixed ? 3 : 4) || keys.length > 60 || (!isSyllable(text[0]) && !mixed && !/^[a-z]+$/.test(text)))
    return [];
  const found = compare(text, mixed ? [...nearbyKeys(keys, lexis)] : lexis.between(text[0], text[0]), most, lexis);
  if (lexis.ready && !mixed && !found.some(({ entry }) => entry.prominent))
    found.push(...compare(text, nearby(text[0], lexis), most, lexis).filter(({ entry }) => entry.word[0] !== text[0]));
  if (lexis.ready && !found.length) found.push(...compare(text, lexis.common(), 1, lexis));
  return found
    .sort(
      (a, b) => a.slips - b.slips || b.entry.documents - a.entry.documents || (a.entry.word < b.entry.word ? -1 : 1),
    )
    .slice(0, limit);
}

/** `{entry, slips}` of those that stand a slip away; used ones and those that articles are about a little nearer. */
function compare(text, entries, most, lexis) {
  const typed = new Spelling(text);
  const found = [];
  for (const entry of entries) {
    const { word } = entry;
    if (Math.abs(word.length - text.length) > 2 || word[0] === "~" || word.length < 2) continue;
    const slips = countSlips(typed, (entry.spelling ||= new Spelling(word)), most);
    if (slips > 0 && slips <= most)
      found.push({
        entry,
        slips: slips - Math.min(0.3, entry.documents / lexis.documents) - (entry.prominent ? 0.2 : 0),
      });
  }
  return found;
}

/** Jamo left alone show that keys were swapped or lost: the word may begin with the first key or with the second. */
function* nearbyKeys(keys, lexis) {
  for (const key of new Set(keys.slice(0, 2))) {
    const range = initialRange(fromKey(key));
    if (range) yield* lexis.between(range[0], range[1]);
  }
}

/** Entries that begin with the same initial: the first keystroke is the surest. */
function nearby(c, lexis) {
  const range = initialRange(c);
  return range ? lexis.between(range[0], range[1]) : lexis.between(c, c);
}

/** Whether a slip away from `text` there is a particle or an ending. */
export function isNearTail(text, lexis) {
  const typed = new Spelling(text);
  if (typed.keys.length > 24) return false;
  lexis.spelledTails ||= [...lexis.tails].filter((tail) => tail.length > 1).map((tail) => new Spelling(tail));
  return lexis.spelledTails.some((tail) => countSlips(typed, tail, 1) <= 1);
}

/** ㅋㅋㅋ, ㅠㅠ, ㅇㅇㅇ: initials of nothing. */
export const isLaughter = (jamo) => LAUGHTER.test(jamo);

/** Words whose initials are these jamo (`ㅎㅂ`), the most used first. */
export function findByInitials(jamo, lexis, limit) {
  const range = initialRange(jamo[0]);
  if (!range || ![...jamo].every(isJamo) || isLaughter(jamo)) return [];
  const found = [];
  for (const entry of lexis.between(range[0], range[1])) {
    if (!entry.form && entry.word.length === jamo.length && toInitials(entry.word) === jamo) found.push(entry);
  }
  return found
    .sort((a, b) => b.prominent - a.prominent || b.documents - a.documents || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}

/**
 * Words that `text` may grow into, its last syllable still being composed (`환부` → 환불). Shorter and more used first; of
 * one character only words that articles are about.
 */
export function findCompletions(text, lexis, limit) {
  const keys = toKeys(text);
  const found = [];
  for (const entry of nearbyUnfinished(text, lexis)) {
    if ((entry.form && isSyllable(entry.word[0])) || entry.word === text || entry.word[0] === "~") continue;
    if (text.length === 1 && !entry.prominent) continue;
    if ((entry.spelling ||= new Spelling(entry.word)).keys.startsWith(keys)) found.push(entry);
  }
  const worth = (entry) => Math.log(1 + entry.documents) - 0.5 * (entry.spelling.keys.length - keys.length) ** 0.5;
  return found.sort((a, b) => worth(b) - worth(a) || (a.word < b.word ? -1 : 1)).slice(0, limit);
}

/** Only the last syllable is still being composed. One jamo alone may become too much: the words articles are about. */
function nearbyUnfinished(text, lexis) {
  if (text.length === 1 && isJamo(text)) return lexis.common();
  const start = text.slice(0, -1);
  const [first, last] = unfinishedRange(text[start.length]) || [text[start.length], text[start.length]];
  return lexis.between(start + first, start + last);
}
