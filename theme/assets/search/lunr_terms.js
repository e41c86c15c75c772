/**
 * What a question asks of a lunr index of this site: its words cut into the index's terms. lunr.js itself looks up words
 * as they are typed, so 환불하고 would find nothing.
 *
 *     const index = lunr.Index.load(lunrJson);
 *     const findTerms = createTermFinder(index, lunrWordsJson);
 *     const terms = findTerms("환불하고 싶어요"); // none: lunr.js would find every article
 *     const hits = index.query((query) => {
 *       for (const { term, boost } of terms) query.term(term, { boost, usePipeline: false });
 *     });
 */
import { fromKeys, toInitials, toKeys } from "./hangul.js";
import { foldText, splitWords } from "./text.js";

/** @import { LunrIndex, LunrTerm, LunrWords } from "./types.d.ts" */

const LATIN = /^[a-z]+$/;
const LONGEST = 12;
const SHORTEST_MENDED = 4; // keys: 환불 has six
const LONGEST_MENDED = 20;
const MENDED = 0.6;
const WEAK = 0.2;
const SINGLE = 0.3;

/**
 * @param {LunrIndex} index
 * @param {LunrWords} words
 * @returns {(text: string) => LunrTerm[]}
 */
export function createTermFinder(index, words) {
  const finder = new TermFinder(index, words);
  return (text) => finder.find(text);
}

class TermFinder {
  #words;
  #known;
  #tails;
  #weak;
  #keys;

  /**
   * @param {LunrIndex} index
   * @param {LunrWords} words
   */
  constructor(index, words) {
    const terms = Object.keys(index.invertedIndex);
    this.#words = words;
    this.#known = new Set(terms);
    this.#tails = new Set(words.tails);
    this.#weak = new Set(words.weak);
    this.#keys = terms.filter((term) => term.length > 1).map((term) => ({ term, keys: toKeys(term) }));
  }

  /**
   * @param {string} text
   * @returns {LunrTerm[]}
   */
  find(text) {
    /** @type {Map<string, number>} */
    const found = new Map();
    const typed = splitWords(foldText(text));
    const meant = typed.map((word) => {
      const terms = this.#readWord(word);
      for (const { term, boost } of terms) raise(found, term, boost);
      return terms.length === 1 && terms[0].boost === MENDED ? terms[0].term : this.#fromLatin(word) || word;
    });
    for (const spelling of [typed, meant])
      for (const { term, boost } of findSynonyms(spelling, this.#words)) raise(found, term, boost);
    return [...found].map(([term, boost]) => ({ term, boost }));
  }

  /** @param {string} word */
  #readWord(word) {
    const cut = this.#known.has(word) || !LATIN.test(word) ? this.#cutWord(word) : [];
    if (cut.some(({ term }) => term.length > 1) || this.#known.has(word) || findSynonyms([word], this.#words).length)
      return cut;
    const meant = this.#cutWord(this.#fromLatin(word));
    const mended = meant.length ? meant : this.#mend(word);
    return mended.length ? mended : cut;
  }

  /**
   * `ghksqnf` → `환불`, if it is no word of the index.
   *
   * @param {string} word
   */
  #fromLatin(word) {
    return (LATIN.test(word) && !this.#known.has(word) && fromKeys(word)) || "";
  }

  /**
   * The cut that explains most of the word: terms and inflected forms, with particles and endings behind them.
   *
   * @param {string} word
   * @returns {LunrTerm[]}
   */
  #cutWord(word) {
    /** @type {{ score: number, terms: string[] }[]} */
    const best = [{ score: 0, terms: [] }];
    for (let to = 1; to <= word.length; to++) {
      best[to] = { score: best[to - 1].score - 2, terms: best[to - 1].terms };
      for (let from = Math.max(0, to - LONGEST); from < to; from++) {
        const part = word.slice(from, to);
        const term = this.#known.has(part) ? part : this.#words.forms[part];
        const size = part.length;
        if (term && this.#known.has(term))
          keep(to, best[from].score + size * size * (term === part ? 1 : 0.8), [...best[from].terms, term]);
        else if (from && this.#tails.has(part)) keep(to, best[from].score, best[from].terms);
      }
    }
    const cut = best[word.length].terms;
    const long = cut.filter((term) => term.length > 1);
    return cut.map((term) => ({
      term,
      boost: this.#weak.has(term) ? WEAK : term.length > 1 || !long.length ? 1 : SINGLE,
    }));

    /**
     * @param {number} to
     * @param {number} score
     * @param {string[]} path
     */
    function keep(to, score, path) {
      if (score > best[to].score) best[to] = { score, terms: path };
    }
  }

  /**
   * Terms of the initials ㅎㅂ, one key away from what was typed, or those that begin so.
   *
   * @param {string} word
   * @returns {LunrTerm[]}
   */
  #mend(word) {
    if (word.length > LONGEST_MENDED) return [];
    if (/^[ㄱ-ㅎ]+$/.test(word)) return this.#select((term) => toInitials(term) === word);
    for (let end = word.length; end > 1; end--) {
      if (end < word.length && !this.#tails.has(word.slice(end))) continue;
      const typed = toKeys(word.slice(0, end));
      const near = typed.length < SHORTEST_MENDED ? [] : this.#select((_, keys) => isNear(typed, keys));
      if (near.length) return near;
    }
    return this.#select((term) => term.startsWith(word));
  }

  /** @param {(term: string, keys: string) => boolean} fits */
  #select(fits) {
    return this.#keys.filter((each) => fits(each.term, each.keys)).map(({ term }) => ({ term, boost: MENDED }));
  }
}

/**
 * Phrases that begin where a word begins, the longest one there.
 *
 * @param {string[]} meant
 * @param {LunrWords} words
 * @returns {LunrTerm[]}
 */
function findSynonyms(meant, { phrases, targets }) {
  /** @param {number} place */
  const readTarget = (place) => {
    const [weight, ...terms] = targets[place];
    return terms.map((term) => ({ term, boost: weight / 100 }));
  };
  return meant.flatMap((_, first) => {
    const rest = meant.slice(first).join("");
    for (let end = Math.min(rest.length, LONGEST); end > 0; end--) {
      const phrase = rest.slice(0, end);
      if (Object.hasOwn(phrases, phrase)) return phrases[phrase].flatMap(readTarget);
    }
    return [];
  });
}

/**
 * @param {Map<string, number>} found
 * @param {string} term
 * @param {number} boost
 */
function raise(found, term, boost) {
  found.set(term, Math.max(found.get(term) || 0, boost));
}

/**
 * Whether one key is another, missing, too many, or in its neighbour's place.
 *
 * @param {string} a
 * @param {string} b
 */
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return Math.max(x.length, y.length) <= 1 || (x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0]);
}
