/** A search index as the interpretation of a query asks it. */
import { splitSorted } from "./bytes.js";
import { wordCost } from "./lattice.js";
import { Shards } from "./shards.js";

/** @import { Entry } from "./dictionary.js" */
/** @import { Lexicon, Manifest } from "./types.d.ts" */

/** How 요 is written in chats, at the end of a sentence. */
const CHAT_ENDINGS = ["여", "염", "욤", "용"];

/**
 * An ending, also as it is written in chats: 나여, 되염.
 *
 * @param {string} tail
 */
function listSpellings(tail) {
  if (tail.length < 2 || !tail.endsWith("요")) return [tail];
  return [tail, ...CHAT_ENDINGS.map((ending) => tail.slice(0, -1) + ending)];
}

/** @implements {Lexicon} */
export class SearchIndex extends Shards {
  /** @param {Manifest} manifest */
  constructor(manifest) {
    super(manifest);
    this.documents = manifest.documents;
    this.tails = new Set(splitSorted(manifest.tails).flatMap(listSpellings));
    this.weak = new Set(splitSorted(manifest.weak));
  }

  /** Whether all that was asked for so far was at hand. */
  get ready() {
    return !this.missing.size;
  }

  /**
   * @param {Entry | undefined} entry
   * @param {string} word
   */
  cost(entry, word) {
    return wordCost(entry, word, this.documents);
  }
}
