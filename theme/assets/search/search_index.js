/** A search index as the interpretation of a query asks it. */
import { splitSorted } from "./bytes.js";
import { wordCost } from "./lattice.js";
import { Shards } from "./shards.js";

/** @import { Entry } from "./dictionary.js" */
/** @import { Lexicon, Manifest } from "./types.d.ts" */

/** @implements {Lexicon} */
export class SearchIndex extends Shards {
  /** @param {Manifest} manifest */
  constructor(manifest) {
    super(manifest);
    this.documents = manifest.documents;
    this.tails = new Set(splitSorted(manifest.tails));
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
