/** The index's files as they arrive, and what is looked up in them. `hc_builder/search/index.py` writes them. */
import { readArticle } from "./article.js";
import { decodeUtf8, splitSorted } from "./bytes.js";
import { Dictionary, readCommon } from "./dictionary.js";
import {
  ARTICLE_BITS,
  ARTICLES,
  COMMON,
  DICTIONARY,
  GROUPS,
  HASH_LENGTH,
  KEY_LENGTH,
  POSTING_NAMES,
  POSTINGS,
} from "./facts.js";
import { hashWord, scatter } from "./places.js";
import { Postings } from "./postings.js";

/** @import { Article } from "./article.js" */
/** @import { Entry } from "./dictionary.js" */
/** @import { Manifest, PostingList } from "./types.d.ts" */

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
    /** Word that each shard of the dictionary begins with. */
    this.firsts = splitSorted(manifest.words);
    /** @type {Map<string, number>} */
    this.places = new Map();
    /** @type {string[]} */
    this.names = [];
    /** @type {(Dictionary | undefined)[]} */
    this.dictionaries = [];
    /** @type {import("./score.js").Sums | undefined} */
    this.sums = undefined;
    let sum = 0;
    /** Of each shard of the dictionary, how many hashes of postings stand before its own. */
    this.hashes = manifest.lists.map(
      (count) => (sum += Math.min(count, POSTING_NAMES)) - Math.min(count, POSTING_NAMES),
    );
    /** No article has this number or a higher one. */
    this.room = (manifest.names[ARTICLES].length / HASH_LENGTH) << ARTICLE_BITS;
  }

  /**
   * @param {string} name
   * @param {ArrayBuffer | Uint8Array} bytes
   */
  add(name, bytes) {
    this.loaded.set(name, this.read(name[0], new Uint8Array(bytes)));
  }

  /**
   * @param {string} table
   * @param {Uint8Array} bytes
   */
  read(table, bytes) {
    const { documents } = this.manifest;
    if (table === DICTIONARY) return new Dictionary(bytes, documents);
    if (table === POSTINGS) return new Postings(bytes);
    if (table === ARTICLES) return readArticle(bytes);
    return table === COMMON ? readCommon(bytes, documents) : JSON.parse(decodeUtf8(bytes));
  }

  /**
   * A file of a table by its own name and the place of its hash; undefined: not at hand.
   *
   * @param {string} table
   * @param {string | number} name
   * @param {number} place
   */
  at(table, name, place) {
    const hash = this.manifest.names[table].substr(place * HASH_LENGTH, HASH_LENGTH);
    const file = `${table}${name}-${hash}.bin`;
    const shard = this.loaded.get(file);
    if (!shard) this.missing.add(file);
    return shard;
  }

  /**
   * Place of the shard of the dictionary in which a word would be; -1: in none.
   *
   * @param {string} word
   */
  placeOf(word) {
    const key = word.slice(0, KEY_LENGTH);
    let place = this.places.get(key);
    if (place === undefined) this.places.set(key, (place = lastNotAfter(this.firsts, key)));
    return place;
  }

  /**
   * @param {number} place
   * @returns {Dictionary | undefined}
   */
  dictionary(place) {
    if (place < 0) return undefined;
    return (this.dictionaries[place] ??= this.at(DICTIONARY, this.nameOf(place), place));
  }

  /** @param {number} place */
  nameOf(place) {
    return (this.names[place] ??= hashWord(this.firsts[place]).toString(16));
  }

  /**
   * Entry of a word.
   *
   * @param {string} word
   */
  word(word) {
    return this.dictionary(this.placeOf(word))?.find(word);
  }

  /** @param {string} phrase */
  phrase(phrase) {
    return this.dictionary(this.placeOf(phrase))?.phrases.get(phrase);
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
    const end = lastNotAfter(this.firsts, last + LAST);
    const shards = [];
    for (let place = Math.max(0, lastNotAfter(this.firsts, first)); place <= end; place++) {
      shards.push(this.dictionary(place));
    }
    if (!shards.every((shard) => !!shard)) return [];
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
    return this.at(COMMON, "", 0) || [];
  }

  /**
   * @param {string} term that the dictionary has
   * @returns {PostingList | undefined}
   */
  postings(term) {
    const { lists, lengths } = this.manifest;
    const place = this.placeOf(term);
    const file = scatter(hashWord(term.slice(0, +lengths[place])), 0, lists[place]);
    return this.postingFile(place, file)?.list(term);
  }

  /**
   * @param {number} place of the shard of the dictionary
   * @param {number} file
   * @returns {Postings | undefined}
   */
  postingFile(place, file) {
    return this.at(POSTINGS, `${this.nameOf(place)}.${file}`, this.hashes[place] + (file % POSTING_NAMES));
  }

  /**
   * What a result shows of an article.
   *
   * @param {number} document
   * @returns {Article | undefined}
   */
  article(document) {
    return this.at(ARTICLES, document, document >> ARTICLE_BITS);
  }

  /**
   * Of each category and type the articles, as steps from number to number.
   *
   * @returns {[category: string, type: string, steps: number[]][]}
   */
  groups() {
    return this.at(GROUPS, "", 0) || [];
  }
}

/**
 * Place of the last element that is not after `key`; -1 if all are.
 *
 * @param {string[]} sorted
 * @param {string} key
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
