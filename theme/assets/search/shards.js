/** The index's files as they arrive, and what is looked up in them. `hc_builder/search/index.py` cuts them. */
import { readArticles } from "./article.js";
import { Dictionary, readCommon } from "./dictionary.js";
import { Postings } from "./postings.js";

const READERS = {
  m: readCommon,
  d: (bytes) => new Dictionary(bytes),
  p: (bytes) => new Postings(bytes),
  a: readArticles,
};

/** All shards of one index: those at hand, and in `missing` the names of those that were looked for in vain. */
export class Shards {
  constructor(manifest) {
    this.manifest = manifest;
    this.missing = new Set();
    this.loaded = new Map();
    this.ranges = new Map();
    this.firsts = { d: manifest.words, m: [0], p: sums(manifest.lists), a: sums(manifest.articles) };
  }

  add(name, bytes) {
    this.loaded.set(name, READERS[name[0]](new Uint8Array(bytes)));
  }

  name(kind, place) {
    return `${kind}${place}-${this.manifest.build}.bin`;
  }

  /** The shard of `kind` at `place`, or undefined: not at hand, or there is none. */
  at(kind, place) {
    if (place < 0) return undefined;
    const name = this.name(kind, place);
    const shard = this.loaded.get(name);
    if (!shard) this.missing.add(name);
    return shard;
  }

  /** What the shard that covers `key` has of it: `take` gets the shard and the key it begins with. */
  find(kind, key, take) {
    const place = lastNotAfter(this.firsts[kind], key);
    const shard = this.at(kind, place);
    return shard && take(shard, this.firsts[kind][place]);
  }

  /** Entry of a word. */
  word(word) {
    return this.find("d", word.slice(0, 2), (dictionary) => dictionary.find(word));
  }

  phrase(phrase) {
    return this.find("d", phrase.slice(0, 2), (dictionary) => dictionary.phrases.get(phrase));
  }

  /** All entries that begin with `first`, with `last` or with anything between, in order. */
  between(first, last) {
    const known = this.ranges.get(first + last);
    if (known) return known;
    const end = lastNotAfter(this.firsts.d, `${last}\uffff`);
    const shards = [];
    for (let place = Math.max(0, lastNotAfter(this.firsts.d, first)); place <= end; place++)
      shards.push(this.at("d", place));
    if (!shards.every(Boolean)) return [];
    const entries = shards.flatMap((dictionary) => dictionary.between(first, `${last}\uffff`));
    this.ranges.set(first + last, entries);
    return entries;
  }

  /** The most used of the words that articles are about. */
  common() {
    return this.at("m", 0) || [];
  }

  postings(id) {
    return this.find("p", id, (postings, first) => postings.list(id - first));
  }

  /** What a result shows of an article. */
  article(document) {
    return this.find("a", document, (articles, first) => articles[document - first]);
  }

  /** The word of a term, as far as its shard is at hand. */
  wordOf(id) {
    for (const shard of this.loaded.values()) {
      const word = shard instanceof Dictionary && shard.wordOf(id);
      if (word) return word;
    }
    return "";
  }
}

function sums(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

function lastNotAfter(sorted, key) {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
