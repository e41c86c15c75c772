/**
 * How far two words stand apart in slips of the finger: wrong, missing, doubled and swapped keystrokes (Damerau 1964,
 * in the restricted form).
 */
import { toJamo, toKeys, toLetters } from "./hangul.js";
import { DOUBLED_SLIP, NEIGHBOUR_SLIP, SHIFT_SLIP, SWAPPED_SLIP } from "./weights.js";

/** Three rows of the matrix, reused for every comparison; longer than the longest word that is compared. */
const ROWS = [0, 1, 2].map(() => new Float32Array(80));
const CODES = 128;
/** Of letters that the words do not share; more are never within two slips. */
const MOST_LETTERS = 4;
/** 1 at `a * CODES + b` for keys that lie side by side. */
const NEIGHBOURS = new Uint8Array(CODES * CODES);
for (const row of ["qwertyuiop", "asdfghjkl", "zxcvbnm"]) {
  for (let i = 1; i < row.length; i++) {
    const [a, b] = [row.charCodeAt(i - 1), row.charCodeAt(i)];
    NEIGHBOURS[a * CODES + b] = 1;
    NEIGHBOURS[b * CODES + a] = 1;
  }
}

/** A word as it is typed; what a comparison seldom comes to is made when it does. */
export class Spelling {
  /** @param {string} word */
  constructor(word) {
    this.word = word;
    this.letters = toLetters(word);
    this.made = { keys: "", jamo: "" };
  }

  get keys() {
    return (this.made.keys ||= toKeys(this.word));
  }

  get jamo() {
    return (this.made.jamo ||= toJamo(this.word));
  }
}

/**
 * Slips that lead from `a` to `b`, a neighbouring key counting a little less; Infinity if there must be more than
 * `most`. Compared as keys and as jamo: a wrong ㅘ is two keys but one mistake. Letters that differ rule most words out.
 *
 * @param {Spelling} a
 * @param {Spelling} b
 * @param {number} most
 */
export function countSlips(a, b, most) {
  const letters = countBits(a.letters ^ b.letters);
  if (letters > MOST_LETTERS || Math.abs(a.keys.length - b.keys.length) > most) return Infinity;
  if (differByOne(a.jamo, b.jamo)) return 1;
  return letters > 2 * most ? Infinity : compareKeys(a.keys, b.keys, most);
}

/** @param {number} mask */
function countBits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}

/**
 * @param {string} a
 * @param {string} b
 */
function differByOne(a, b) {
  if (a.length !== b.length) return false;
  let count = 0;
  for (let i = 0; i < a.length && count < 2; i++) if (a[i] !== b[i]) count++;
  return count === 1;
}

/**
 * Row by row, and of a row only what lies within `most` of the diagonal: the rest is further away than that.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
function compareKeys(a, b, most) {
  if (a[0] !== b[0] && a[1] !== b[0] && a[0] !== b[1] && a[1] !== b[1]) return Infinity;
  let [before, last, row] = ROWS;
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, before];
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    row[from - 1] = from > 1 ? Infinity : i;
    if (to < b.length) row[to + 1] = Infinity;
    const drop = a[i - 1] === a[i - 2] ? DOUBLED_SLIP : 1;
    let least = row[from - 1];
    for (let j = from; j <= to; j++) {
      const swap = findSwapCost(a.charCodeAt(i - 1), b.charCodeAt(j - 1));
      let cost = Math.min(last[j] + drop, row[j - 1] + 1, last[j - 1] + swap);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) cost = Math.min(cost, before[j - 2] + SWAPPED_SLIP);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return Infinity;
  }
  return row[b.length];
}

/**
 * Cost of one key struck for another; codes that differ by 32 are a letter with and without Shift.
 *
 * @param {number} a
 * @param {number} b
 */
function findSwapCost(a, b) {
  if (a === b) return 0;
  if (a >= CODES || b >= CODES) return 1;
  if ((a ^ b) === 32) return SHIFT_SLIP;
  return NEIGHBOURS[a * CODES + b] ? NEIGHBOUR_SLIP : 1;
}
