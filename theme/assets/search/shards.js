/** The index's files as they arrive, and what is looked up in them. `hc_builder/search/pack.py` writes them. */

const FORM_BIT = 4;
const PROMINENT_BIT = 8;
const MASKED = 30;

/** Bytes, read forward. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  text() {
    const end = this.number() + this.at;
    const text = decodeUtf8(this.bytes, this.at, end);
    this.at = end;
    return text;
  }

  words() {
    const count = this.number();
    const shared = this.at;
    this.at += count;
    const rests = this.text().split("\n");
    const words = new Array(count);
    for (let i = 0, before = ""; i < count; i++) words[i] = before = before.slice(0, this.bytes[shared + i]) + rests[i];
    return words;
  }
}

/** UTF-8 of the Basic Multilingual Plane and beyond; an embedded engine has no TextDecoder. */
export function decodeUtf8(bytes, from = 0, to = bytes.length) {
  const parts = [];
  let units = [];
  for (let i = from; i < to; ) {
    const byte = bytes[i++];
    if (byte < 0x80) units.push(byte);
    else if (byte < 0xe0) units.push(((byte & 31) << 6) | (bytes[i++] & 63));
    else if (byte < 0xf0) units.push(((byte & 15) << 12) | ((bytes[i++] & 63) << 6) | (bytes[i++] & 63));
    else {
      const code = (((byte & 7) << 18) | ((bytes[i++] & 63) << 12) | ((bytes[i++] & 63) << 6) | (bytes[i++] & 63)) - 0x10000;
      units.push(0xd800 | (code >> 10), 0xdc00 | (code & 1023));
    }
    if (units.length > 4096) parts.push(String.fromCharCode(...units.splice(0)));
  }
  return parts.join("") + String.fromCharCode(...units);
}

function readDictionary(bytes) {
  const reader = new Reader(bytes);
  const first = reader.number();
  const terms = [];
  const words = reader.words();
  const kinds = bytes.subarray(reader.at, (reader.at += words.length));
  const documents = words.map(() => reader.number());
  const entries = new Map();
  words.forEach((word, i) => {
    const form = !!(kinds[i] & FORM_BIT);
    entries.set(word, { word, kind: kinds[i] & 3, form, prominent: !!(kinds[i] & PROMINENT_BIT), documents: documents[i], id: form ? reader.number() : first + terms.length });
    if (!form) terms.push(word);
  });
  const phrases = new Map();
  for (const phrase of reader.words()) phrases.set(phrase, readTargets(reader));
  return { first, terms, entries, phrases, list: [...entries.values()] };
}

function readTargets(reader) {
  const targets = [];
  for (let left = reader.number(); left; left--) {
    const head = reader.bytes[reader.at++];
    targets.push({ weight: (head >> 2) / 10, ids: Array.from({ length: head & 3 }, () => reader.number()) });
  }
  return targets;
}

function readPostings(bytes) {
  const reader = new Reader(bytes);
  const lengths = Array.from({ length: reader.number() }, () => reader.number());
  const starts = [reader.at];
  lengths.forEach((length, i) => starts.push(starts[i] + length));
  return { bytes, starts, read: [] };
}

function readPosting(bytes) {
  const reader = new Reader(bytes);
  const count = reader.number();
  const documents = new Int32Array(count);
  for (let i = 0, document = -1; i < count; i++) documents[i] = document += reader.number() + 1;
  const impacts = bytes.subarray(reader.at, (reader.at += count));
  const windows = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const bit = bytes[reader.at++];
    windows[i] = bit < MASKED ? 1 << bit : reader.number();
  }
  return { documents, impacts, windows };
}

function readCommon(bytes) {
  const reader = new Reader(bytes);
  const words = reader.words();
  const documents = words.map(() => reader.number());
  return words.map((word, i) => ({ word, kind: 0, form: false, prominent: true, documents: documents[i], id: reader.number() }));
}

const READERS = { m: readCommon, d: readDictionary, p: readPostings, a: (bytes) => JSON.parse(decodeUtf8(bytes)) };

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

  /** The shard of `kind` that would hold `key`, or undefined: not at hand, or there is none. */
  find(kind, key) {
    const place = lastNotAfter(this.firsts[kind], key);
    return place < 0 ? undefined : this.at(kind, place);
  }

  at(kind, place) {
    const name = this.name(kind, place);
    const shard = this.loaded.get(name);
    if (!shard) this.missing.add(name);
    return shard;
  }

  /** Entry of a word. */
  word(word) {
    return this.find("d", word.slice(0, 2))?.entries.get(word);
  }

  phrase(phrase) {
    return this.find("d", phrase.slice(0, 2))?.phrases.get(phrase);
  }

  /** All entries that begin with `first`, with `last` or with anything between, in order. */
  between(first, last) {
    const known = this.ranges.get(first + last);
    if (known) return known;
    const end = lastNotAfter(this.firsts.d, `${last}\uffff`);
    const shards = [];
    for (let place = Math.max(0, lastNotAfter(this.firsts.d, first)); place <= end; place++) shards.push(this.at("d", place));
    const inside = ({ word }) => word >= first && word <= `${last}\uffff`;
    const entries = shards.flatMap((shard) => (shard ? shard.list.filter(inside) : []));
    if (shards.every(Boolean)) this.ranges.set(first + last, entries);
    return entries;
  }

  /** The most used of the words that articles are about. */
  common() {
    return this.at("m", 0) || [];
  }

  postings(id) {
    const place = lastNotAfter(this.firsts.p, id);
    const shard = this.at("p", place);
    if (!shard) return undefined;
    const i = id - this.firsts.p[place];
    return (shard.read[i] ||= readPosting(shard.bytes.subarray(shard.starts[i], shard.starts[i + 1])));
  }

  /** What a result shows of an article. */
  row(document) {
    return this.find("a", document)?.[document - this.firsts.a[lastNotAfter(this.firsts.a, document)]];
  }

  /** The word of a term, as far as its shard is at hand. */
  wordOf(id) {
    for (const shard of this.loaded.values()) {
      if (shard.terms && id >= shard.first && id < shard.first + shard.terms.length) return shard.terms[id - shard.first];
    }
    return "";
  }

  all(kind) {
    return this.firsts[kind].map((_, place) => this.name(kind, place)).filter((name) => !this.loaded.has(name));
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
