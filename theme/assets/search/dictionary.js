/** Words of the index and their synonyms: one shard of the dictionary, its entries made when they are asked for. */
import { Reader } from "./bytes.js";
import { EVERYDAY_SHIFT, FORM_BIT, LEVELS, PROMINENT_BIT, SPEECH_BITS, TARGET_BITS } from "./facts.js";

/** @import { Target } from "./types.d.ts" */
/** @import { Spelling } from "./slips.js" */

export class Dictionary {
  /**
   * @param {Uint8Array} bytes
   * @param {number} documents in the index
   */
  constructor(bytes, documents) {
    const reader = new Reader(bytes);
    this.words = reader.words();
    this.bits = reader.take(this.words.length);
    this.documents = readLevels(reader, this.words.length, documents);
    this.terms = readTerms(reader, this.words, this.bits);
    /** @type {Entry[]} */
    this.entries = [];
    const phrases = reader.words();
    const targets = reader.words();
    this.phrases = new Map(phrases.map((phrase) => [phrase, readTargets(reader, targets)]));
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
    return (this.entries[i] ||= new Entry(this.words[i], this.bits[i], this.documents[i], this.terms[i]));
  }
}

/**
 * A word, how common it is in everyday Korean (0–3), about how many documents it stands in, and its term: itself, or of a
 * form the stem.
 */
export class Entry {
  /**
   * @param {string} word
   * @param {number} bits
   * @param {number} documents
   * @param {string} id
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
 * Only a form says what it shares with its stem, and the rest of that.
 *
 * @param {Reader} reader
 * @param {string[]} words
 * @param {Uint8Array} bits
 */
function readTerms(reader, words, bits) {
  const forms = [...words.keys()].filter((i) => bits[i] & FORM_BIT);
  const shared = reader.numbers(forms.length);
  const rests = reader.text().split("\n");
  const terms = [...words];
  for (const [i, form] of forms.entries()) terms[form] = words[form].slice(0, shared[i]) + rests[i];
  return terms;
}

/**
 * Numbers of documents on a scale of `LEVELS` for each doubling; never more than there are.
 *
 * @param {Reader} reader
 * @param {number} count
 * @param {number} documents
 */
const readLevels = (reader, count, documents) =>
  Array.from(reader.take(count), (level) => Math.min(documents, Math.round(2 ** (level / LEVELS))));

/**
 * @param {Reader} reader
 * @param {string[]} terms all that the shard's phrases lead to
 * @returns {Target[]}
 */
function readTargets(reader, terms) {
  const targets = [];
  for (let left = reader.number(); left; left--) {
    const [head] = reader.take(1);
    const ids = reader.numbers(head & ((1 << TARGET_BITS) - 1));
    targets.push({ weight: (head >> TARGET_BITS) / 10, ids: Array.from(ids, (id) => terms[id]) });
  }
  return targets;
}

/**
 * The most used of the words that articles are about.
 *
 * @param {Uint8Array} bytes
 * @param {number} documents in the index
 */
export function readCommon(bytes, documents) {
  const reader = new Reader(bytes);
  const words = reader.words();
  const counts = readLevels(reader, words.length, documents);
  return words.map((word, i) => new Entry(word, PROMINENT_BIT, counts[i], word));
}
