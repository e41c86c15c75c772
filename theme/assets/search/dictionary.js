/** Words of the index and what the shop's customers call them: one shard of the dictionary, its entries made when asked for. */
import { Reader } from "./bytes.js";

const FORM_BIT = 4;
const PROMINENT_BIT = 8;

export class Dictionary {
  constructor(bytes) {
    const reader = new Reader(bytes);
    this.first = reader.number();
    this.words = reader.words();
    this.kinds = reader.take(this.words.length);
    this.documents = reader.numbers(this.words.length);
    this.ids = readIds(reader, this.kinds, this.first);
    this.entries = [];
    this.phrases = new Map(reader.words().map((phrase) => [phrase, readTargets(reader)]));
  }

  /** Entry of a word. */
  find(word) {
    const place = this.place(word);
    return this.words[place] === word ? this.entry(place) : undefined;
  }

  /** Entries from `first` up to `last`. */
  between(first, last) {
    const entries = [];
    for (let i = this.place(first); i < this.words.length && this.words[i] <= last; i++) entries.push(this.entry(i));
    return entries;
  }

  /** The word of a term, if it is one of this shard. */
  wordOf(id) {
    if (id < this.first || id >= this.first + this.words.length) return undefined;
    return this.words[this.ids.findIndex((other, i) => other === id && !(this.kinds[i] & FORM_BIT))];
  }

  /** Of the first word that is not before `word`. */
  place(word) {
    let low = 0;
    for (let high = this.words.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  entry(i) {
    return (this.entries[i] ||= new Entry(this.words[i], this.kinds[i], this.documents[i], this.ids[i]));
  }
}

/** A word, in how many documents it stands, and the id of its term; a form's term is that of its stem. */
class Entry {
  constructor(word, kind, documents, id) {
    this.word = word;
    this.kind = kind & 3;
    this.form = !!(kind & FORM_BIT);
    this.prominent = !!(kind & PROMINENT_BIT);
    this.documents = documents;
    this.id = id;
    this.spelling = null;
  }
}

/** Terms are numbered in order; only a form says whose it is. */
function readIds(reader, kinds, first) {
  let next = first;
  return Uint32Array.from(kinds, (kind) => (kind & FORM_BIT ? reader.number() : next++));
}

function readTargets(reader) {
  const targets = [];
  for (let left = reader.number(); left; left--) {
    const [head] = reader.take(1);
    targets.push({ weight: (head >> 2) / 10, ids: [...reader.numbers(head & 3)] });
  }
  return targets;
}

/** The most used of the words that articles are about. */
export function readCommon(bytes) {
  const reader = new Reader(bytes);
  const words = reader.words();
  const documents = reader.numbers(words.length);
  const ids = reader.numbers(words.length);
  return words.map((word, i) => new Entry(word, PROMINENT_BIT, documents[i], ids[i]));
}
