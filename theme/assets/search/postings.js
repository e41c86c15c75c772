/** Where the terms stand: documents, how strongly, in which windows. One file; a list is read when it is asked for. */
import { Reader } from "./bytes.js";
import { GROUP_SEED, SLOT_SEED, WINDOWS } from "./facts.js";
import { hashWord, scatter } from "./places.js";

/** @import { PostingList } from "./types.d.ts" */

export class Postings {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    const reader = new Reader(bytes);
    this.bytes = bytes;
    this.basis = reader.number();
    this.seeds = reader.numbers(reader.number());
    this.lengths = reader.numbers(reader.number());
    this.starts = new Uint32Array(this.lengths.length);
    let start = reader.at;
    for (let i = 0; i < this.starts.length; start += this.lengths[i++]) this.starts[i] = start;
    /** @type {PostingList[]} */
    this.lists = [];
  }

  /**
   * The list of a term. One that has none here gets that of some other: only terms of the dictionary are asked for.
   *
   * @param {string} term
   */
  list(term) {
    const value = hashWord(term, this.basis);
    const seed = this.seeds[scatter(value, GROUP_SEED, this.seeds.length)];
    const slot = scatter(value, SLOT_SEED + seed, this.lengths.length);
    return (this.lists[slot] ||= this.read(slot));
  }

  /**
   * @param {number} slot
   * @returns {PostingList}
   */
  read(slot) {
    const from = this.starts[slot];
    const reader = new Reader(this.bytes.subarray(from, from + this.lengths[slot]));
    const count = reader.number();
    const documents = reader.numbers(count);
    for (let i = 1; i < count; i++) documents[i] += documents[i - 1] + 1;
    const impacts = reader.take(count);
    const windows = new Int32Array(count);
    const titles = new Uint8Array(count);
    for (let i = 0; i < count; i++) windows[i] = readWindows(reader);
    for (let i = 0; i < count; i++) titles[i] = windows[i] & 1 ? reader.number() : 0;
    return { documents, impacts, windows, titles };
  }
}

/**
 * The number of one window, or `WINDOWS` and then a mask of several.
 *
 * @param {Reader} reader
 */
function readWindows(reader) {
  const window = reader.number();
  return window < WINDOWS ? 1 << window : reader.number();
}
