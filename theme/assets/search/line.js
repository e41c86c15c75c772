/** A query as the characters between which paths run: its written words put together, and where each began. */
import { isIdeograph, isJamo, isSyllable } from "./text.js";

/** @import { Lexicon } from "./types.d.ts" */

/** A query without its spaces: `gaps[i]` is 1 where a written word begins, `ends[i]` the end of the run at `i`. */
export class Line {
  /**
   * @param {string[]} words
   * @param {Set<string>} [names] that are no stop words here
   */
  constructor(words, names = new Set()) {
    this.names = names;
    this.text = words.join("");
    this.gaps = new Uint8Array(this.text.length + 1);
    this.ends = new Uint16Array(this.text.length + 1);
    let at = 0;
    for (const word of words) {
      this.gaps[at] = 1;
      at += word.length;
    }
    this.gaps[at] = 1;
    for (let i = at - 1; i >= 0; i--) this.ends[i] = this.runsOn(i) ? this.ends[i + 1] : i + 1;
  }

  /**
   * Whether a word is a stop word.
   *
   * @param {string} word
   * @param {Lexicon} lexicon
   */
  isWeak(word, lexicon) {
    return lexicon.weak.has(word) && !this.names.has(word);
  }

  /**
   * Whether no word ends between `i` and the next character: inside Latin words, numbers and runs of jamo.
   *
   * @param {number} i
   */
  runsOn(i) {
    const [c, next] = [this.text[i], this.text[i + 1]];
    if (this.gaps[i + 1] || isSyllable(c) || isIdeograph(c)) return false;
    return isJamo(c) ? isJamo(next) : !isJamo(next) && !isSyllable(next) && !isIdeograph(next);
  }

  /**
   * Where the written word that holds `i` ends.
   *
   * @param {number} i
   */
  wordEnd(i) {
    let end = i + 1;
    while (!this.gaps[end]) end++;
    return end;
  }

  /**
   * Where the written word that holds `i` begins.
   *
   * @param {number} i
   */
  wordStart(i) {
    let start = i;
    while (!this.gaps[start]) start--;
    return start;
  }

  /**
   * Whether a jamo is left over after a syllable of the same word: a slip of the finger, or a syllable just begun.
   *
   * @param {number} i
   */
  isStray(i) {
    return !this.gaps[i] && isJamo(this.text[i]) && isSyllable(this.text[i - 1]);
  }

  /**
   * Spaces inside a stretch.
   *
   * @param {number} from
   * @param {number} to
   */
  crossings(from, to) {
    let count = 0;
    for (let i = from + 1; i < to; i++) count += this.gaps[i];
    return count;
  }
}
