/** The index's files as they arrive, and what is looked up in them. `hc_builder/search/index.py` writes them. */
import { readArticles } from "./article.js";
import { Dictionary, readCommon } from "./dictionary.js";
import { ARTICLES, COMMON, DICTIONARY, KEY_LENGTH, POSTINGS } from "./facts.js";
import { Postings } from "./postings.js";

/** @import { Article } from "./article.js" */
/** @import { Entry } from "./dictionary.js" */
/** @import { Manifest } from "./types.d.ts" */

/** @type {Record<string, (bytes: Uint8Array) => unknown>} */
const READERS = {
  [COMMON]: readCommon,
  [DICTIONARY]: (bytes) => new Dictionary(bytes),
  [POSTINGS]: (bytes) => new Postings(bytes),
  [ARTICLES]: readArticles,
};
/** Behind every character: the end of a range of words. */
const LAST = "\uffff";

/** All shards of one index: those at hand, and in `missing` the names of those that were asked for and are not. */
export class Shards {
  /** @param {Manifest} manifest */
  constructor(manifest) {
    this.manifest = manifest;
    /** @type {Set<string>} */
    this.missing = new Set();
    this.loaded = new Map();
    /** @type {Map<string, Entry[]>} */
    this.ranges = new Map();
    /**
     * What each shard of a table begins with: a word, a term id or a document.
     *
     * @type {Record<string, (string | number)[]>}
     */
    this.firsts = {
      [DICTIONARY]: manifest.words,
      [COMMON]: [0],
      [POSTINGS]: sums(manifest.lists),
      [ARTICLES]: sums(manifest.articles),
    };
  }

  /**
   * @param {string} name
   * @param {ArrayBuffer | Uint8Array} bytes
   */
  add(name, bytes) {
    this.loaded.set(name, READERS[name[0]](new Uint8Array(bytes)));
  }

  /**
   * The shard of a table at `place`, or undefined: not at hand, or there is none.
   *
   * @param {string} table
   * @param {number} place
   */
  at(table, place) {
    if (place < 0) return undefined;
    const name = `${table}${place}-${this.manifest.build}.bin`;
    const shard = this.loaded.get(name);
    if (!shard) this.missing.add(name);
    return shard;
  }

  /**
   * What the shard that covers `key` has of it: `take` gets the shard and the key it begins with.
   *
   * @template {string | number} K
   * @template S, T
   * @param {string} table
   * @param {K} key
   * @param {(shard: S, first: K) => T} take
   * @returns {T | undefined}
   */
  find(table, key, take) {
    const place = lastNotAfter(this.firsts[table], key);
    const shard = this.at(table, place);
    return shard && take(shard, /** @type {K} */ (this.firsts[table][place]));
  }

  /**
   * Entry of a word.
   *
   * @param {string} word
   */
  word(word) {
    /** @param {Dictionary} dictionary */
    const take = (dictionary) => dictionary.find(word);
    return this.find(DICTIONARY, word.slice(0, KEY_LENGTH), take);
  }

  /** @param {string} phrase */
  phrase(phrase) {
    /** @param {Dictionary} dictionary */
    const take = (dictionary) => dictionary.phrases.get(phrase);
    return this.find(DICTIONARY, phrase.slice(0, KEY_LENGTH), take);
  }

  /**
   * All entries that begin with `first`, with `last` or with anything between, in order.
   *
   * @param {string} first
   * @param {string} last
   */
  between(first, last) {
    const known = this.ranges.get(first + last);
    if (known) return known;
    const words = this.firsts[DICTIONARY];
    const end = lastNotAfter(words, last + LAST);
    /** @type {Dictionary[]} */
    const shards = [];
    for (let place = Math.max(0, lastNotAfter(words, first)); place <= end; place++) {
      shards.push(this.at(DICTIONARY, place));
    }
    if (!shards.every(Boolean)) return [];
    const entries = shards.flatMap((dictionary) => dictionary.between(first, last + LAST));
    this.ranges.set(first + last, entries);
    return entries;
  }

  /**
   * The most used of the words that articles are about.
   *
   * @returns {Entry[]}
   */
  common() {
    return this.at(COMMON, 0) || [];
  }

  /** @param {number} id */
  postings(id) {
    /**
     * @param {Postings} postings
     * @param {number} first
     */
    const take = (postings, first) => postings.list(id - first);
    return this.find(POSTINGS, id, take);
  }

  /**
   * What a result shows of an article.
   *
   * @param {number} document
   */
  article(document) {
    /**
     * @param {Article[]} articles
     * @param {number} first
     */
    const take = (articles, first) => articles[document - first];
    return this.find(ARTICLES, document, take);
  }

  /**
   * The word of a term, as far as its shard is at hand.
   *
   * @param {number} id
   * @returns {string}
   */
  wordOf(id) {
    for (const shard of this.loaded.values()) {
      const word = shard instanceof Dictionary && shard.wordOf(id);
      if (word) return word;
    }
    return "";
  }
}

/** @param {number[]} steps */
function sums(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/**
 * Place of the last element that is not after `key`; -1 if all are.
 *
 * @template {string | number} K
 * @param {K[]} sorted
 * @param {K} key
 */
function lastNotAfter(sorted, key) {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
