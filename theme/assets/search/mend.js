/**
 * Words as they were meant: a wrong, missing, doubled or swapped keystroke, initials alone, a word not yet finished.
 * Everything is compared as keystrokes (hangul.js), so that one slip of the finger is one step however many syllables
 * it changes: 환불 with two keys swapped is 홥눌. Distance: Damerau 1964, in the restricted form.
 */
import { fromKey, initialRange, toInitials, toJamo, toKeys } from "./hangul.js";
import { isJamo, isSyllable } from "./text.js";

const LAUGHTER = /^(.)\1{2,}$|^([ㅋㅠㅜ])\2$/;
const ROWS = [0, 1, 2].map(() => new Float32Array(80));
const NEIGHBOURS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** Up to `limit` words that stand a slip away from `text`: `{entry, slips}`, best first. */
export function findMended(text, lexis, limit) {
  const keys = toKeys(text);
  const most = keys.length >= 9 ? 2 : 1;
  const mixed = /[ㄱ-ㅣ]/.test(text);
  if (keys.length < 4 || keys.length > 60 || (!isSyllable(text[0]) && !mixed && !/^[a-z]+$/.test(text))) return [];
  const found = compare(text, keys, mixed ? [...nearbyKeys(keys, lexis)] : lexis.between(text[0], text[0]), most, lexis);
  if (lexis.ready && !mixed && !found.some(({ entry }) => entry.prominent)) found.push(...compare(text, keys, nearby(text[0], lexis), most, lexis).filter(({ entry }) => entry.word[0] !== text[0]));
  if (lexis.ready && !found.length) found.push(...compare(text, keys, lexis.common(), 1, lexis));
  return found.sort((a, b) => a.slips - b.slips || b.entry.documents - a.entry.documents || (a.entry.word < b.entry.word ? -1 : 1)).slice(0, limit);
}

/** Both as keystrokes and as jamo: a wrong ㅘ is two keys but one mistake. */
function compare(text, keys, entries, most, lexis) {
  const jamo = toJamo(text);
  const mask = toMask(keys);
  const found = [];
  for (const entry of entries) {
    if (Math.abs(entry.word.length - text.length) > 2 || entry.word[0] === "~" || entry.word.length < 2) continue;
    const other = (entry.keys ||= toKeys(entry.word));
    if (Math.abs(other.length - keys.length) > most + 1 || countBits((entry.mask ||= toMask(other)) ^ mask) > 4) continue;
    if (other === keys) continue;
    const slips = differByOne(jamo, (entry.jamo ||= toJamo(entry.word))) ? 1 : countSlips(keys, other, most);
    if (slips <= most) found.push({ entry, slips: slips - Math.min(0.3, entry.documents / lexis.documents) - (entry.prominent ? 0.2 : 0) });
  }
  return found;
}

/** A bit for each letter: keys that differ in more letters than slips can change need no closer look. */
function toMask(keys) {
  let mask = 0;
  for (let i = 0; i < keys.length; i++) mask |= 1 << (keys.charCodeAt(i) & 31);
  return mask;
}

function countBits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}

function differByOne(a, b) {
  if (a.length !== b.length) return false;
  let count = 0;
  for (let i = 0; i < a.length && count < 2; i++) count += a[i] !== b[i];
  return count === 1;
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
  const keys = toKeys(text);
  if (keys.length > 24) return false;
  const mask = toMask(keys);
  const jamo = toJamo(text);
  lexis.tailKeys ||= [...lexis.tails].filter((tail) => tail.length > 1).map((tail) => ({ keys: toKeys(tail), jamo: toJamo(tail), mask: toMask(toKeys(tail)) }));
  return lexis.tailKeys.some((tail) => Math.abs(tail.keys.length - keys.length) < 3 && countBits(tail.mask ^ mask) < 5 && (differByOne(jamo, tail.jamo) || countSlips(keys, tail.keys, 1) <= 1));
}

/** Slips that lead from `a` to `b`; a neighbouring key costs a little less. Infinity once there must be more than `most`. */
export function countSlips(a, b, most) {
  if (a[0] !== b[0] && a[1] !== b[0] && a[0] !== b[1] && a[1] !== b[1]) return Infinity;
  let [before, last, row] = ROWS;
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, before];
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j] + dropCost(a, i), row[j - 1] + 1, last[j - 1] + (same ? 0 : swapCost(a[i - 1], b[j - 1])));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 0.9);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return Infinity;
  }
  return row[b.length];
}

const dropCost = (keys, i) => (keys[i - 1] === keys[i - 2] ? 0.8 : 1);

function swapCost(a, b) {
  if (a.toLowerCase() === b.toLowerCase()) return 0.6;
  const row = NEIGHBOURS.find((keys) => keys.includes(a));
  return row && Math.abs(row.indexOf(a) - row.indexOf(b)) === 1 && row.includes(b) ? 0.9 : 1;
}

/** Words whose initials are these jamo (`ㅎㅂ`), the most used first. */
export function findByInitials(jamo, lexis, limit) {
  const range = initialRange(jamo[0]);
  if (!range || ![...jamo].every(isJamo) || LAUGHTER.test(jamo)) return [];
  const found = [];
  for (const entry of lexis.between(range[0], range[1])) {
    if (!entry.form && entry.word.length === jamo.length && toInitials(entry.word) === jamo) found.push(entry);
  }
  return found.sort((a, b) => b.prominent - a.prominent || b.documents - a.documents || (a.word < b.word ? -1 : 1)).slice(0, limit);
}

/** Words that `text` may grow into, its last syllable still being composed (`환부` → 환불). Shorter and more used first. */
export function findCompletions(text, lexis, limit) {
  const keys = toKeys(text);
  const found = [];
  for (const entry of nearbyUnfinished(text, lexis)) {
    if (entry.form || entry.word === text || entry.word[0] === "~") continue;
    if ((entry.keys ||= toKeys(entry.word)).startsWith(keys)) found.push(entry);
  }
  const worth = (entry) => Math.log(1 + entry.documents) - 0.5 * (entry.keys.length - keys.length) ** 0.5;
  return found.sort((a, b) => worth(b) - worth(a) || (a.word < b.word ? -1 : 1)).slice(0, limit);
}

/** Only the last syllable is still being composed: of one syllable all that shares its initial, of more all with the same start. */
function nearbyUnfinished(text, lexis) {
  const range = text.length === 1 && initialRange(text);
  const start = isSyllable(text[0]) && text.length > 1 ? text.slice(0, -1) : text;
  return range ? lexis.between(range[0], range[1]) : lexis.between(start, start);
}
