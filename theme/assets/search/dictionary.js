/** Words of the index and their synonyms: one shard of the dictionary, its entries made when they are asked for. */
import { Reader } from "./bytes.js";
import { EVERYDAY_SHIFT, FORM_BIT, PROMINENT_BIT, SPEECH_BITS, TARGET_BITS } from "./facts.js";

/** @import { Target } from "./types.d.ts" */
/** @import { Spelling } from "./slips.js" */

export class Dictionary {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    const reader = new Reader(bytes);
    this.first = reader.number();
    this.words = reader.words();
    this.bits = reader.take(this.words.length);
    this.documents = reader.numbers(this.words.length);
    this.ids = readIds(reader, this.bits, this.first);
    /** @type {Entry[]} */
    this.entries = [];
    this.phrases = new Map(reader.words().map((phrase) => [phrase, readTargets(reader)]));
  }

  /**
   * Entry of a word.
   *
   * @param {string} word
   */
  find(word) {
    const place = this.place(word);
    return this.words[place] === word ? this.entry(place) : undefined;
  }

  /**
   * Entries from `first` up to `last`.
   *
   * @param {string} first
   * @param {string} last
   */
  between(first, last) {
    const entries = [];
    for (let i = this.place(first); i < this.words.length && this.words[i] <= last; i++) entries.push(this.entry(i));
    return entries;
  }

  /**
   * The word of a term, if it is one of this shard.
   *
   * @param {number} id
   */
  wordOf(id) {
    if (id < this.first || id >= this.first + this.words.length) return undefined;
    return this.words[this.ids.findIndex((other, i) => other === id && !(this.bits[i] & FORM_BIT))];
  }

  /**
   * Place of the first word that is not before `word`.
   *
   * @param {string} word
   */
  place(word) {
    let low = 0;
    for (let high = this.words.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {number} i */
  entry(i) {
    return (this.entries[i] ||= new Entry(this.words[i], this.bits[i], this.documents[i], this.ids[i]));
  }
}

/**
 * A word, how common it is in everyday Korean (0–3), the number of documents it stands in, and the id of its term; a
 * form's term is that of its stem.
 */
export class Entry {
  /**
   * @param {string} word
   * @param {number} bits
   * @param {number} documents
   * @param {number} id
   */
  constructor(word, bits, documents, id) {
    this.word = word;
    this.speech = bits & SPEECH_BITS;
    this.form = !!(bits & FORM_BIT);
    this.prominent = !!(bits & PROMINENT_BIT);
    this.everyday = bits >> EVERYDAY_SHIFT;
    this.documents = documents;
    this.id = id;
    /**
     * Made when the word is first compared.
     *
     * @type {Spelling | null}
     */
    this.spelling = null;
  }
}

/**
 * Terms are numbered in order; only a form says whose it is.
 *
 * @param {Reader} reader
 * @param {Uint8Array} bits
 * @param {number} first
 */
function readIds(reader, bits, first) {
  let next = first;
  return Uint32Array.from(bits, (bit) => (bit & FORM_BIT ? reader.number() : next++));
}

/**
 * @param {Reader} reader
 * @returns {Target[]}
 */
function readTargets(reader) {
  const targets = [];
  for (let left = reader.number(); left; left--) {
    const [head] = reader.take(1);
    const count = head & ((1 << TARGET_BITS) - 1);
    targets.push({ weight: (head >> TARGET_BITS) / 10, ids: [...reader.numbers(count)] });
  }
  return targets;
}

/**
 * The most used of the words that articles are about.
 *
 * @param {Uint8Array} bytes
 */
export function readCommon(bytes) {
  const reader = new Reader(bytes);
  const words = reader.words();
  const documents = reader.numbers(words.length);
  const ids = reader.numbers(words.length);
  return words.map((word, i) => new Entry(word, PROMINENT_BIT, documents[i], ids[i]));
}
