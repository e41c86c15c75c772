/** Where the terms stand: documents, how strongly, and in which windows; one shard, a list of it read when it is asked for. */
import { Reader } from "./bytes.js";

const MASKED = 30;

export class Postings {
  constructor(bytes) {
    const reader = new Reader(bytes);
    this.bytes = bytes;
    this.lengths = reader.numbers(reader.number());
    this.start = reader.at;
    this.read = [];
  }

  /** `{documents, impacts, windows}` of the list at this place. */
  list(place) {
    return (this.read[place] ||= this.readList(place));
  }

  readList(place) {
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

function readWindows(reader) {
  const bit = reader.number();
  return bit < MASKED ? 1 << bit : reader.number();
}
