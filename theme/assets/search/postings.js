/** Where the terms stand: documents, how strongly, in which windows. One shard; a list is read when it is asked for. */
import { Reader } from "./bytes.js";
import { WINDOWS } from "./facts.js";

/** @import { PostingList } from "./types.d.ts" */

export class Postings {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    const reader = new Reader(bytes);
    this.bytes = bytes;
    this.lengths = reader.numbers(reader.number());
    this.start = reader.at;
    /** @type {PostingList[]} */
    this.lists = [];
  }

  /**
   * The list at this place of the shard.
   *
   * @param {number} place
   */
  list(place) {
    return (this.lists[place] ||= this.read(place));
  }

  /**
   * @param {number} place
   * @returns {PostingList}
   */
  read(place) {
    let from = this.start;
    for (let i = 0; i < place; i++) from += this.lengths[i];
    const reader = new Reader(this.bytes.subarray(from, from + this.lengths[place]));
    const count = reader.number();
    const documents = reader.numbers(count);
    for (let i = 1; i < count; i++) documents[i] += documents[i - 1] + 1;
    const impacts = reader.take(count);
    const windows = Int32Array.from(impacts, () => readWindows(reader));
    return { documents, impacts, windows };
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
