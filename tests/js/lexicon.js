/** A search index in memory, for tests: words, postings and articles as a real index would give them. */
import { Entry } from "../../theme/assets/search/dictionary.js";
import { FORM_BIT, PROMINENT_BIT, VERB } from "../../theme/assets/search/facts.js";
import { wordCost } from "../../theme/assets/search/lattice.js";

/** @import { Lexicon } from "../../theme/assets/search/types.d.ts" */

const TAILS = ["은", "는", "을", "를", "이", "가", "도", "하고", "하나요", "에서", "기", "해요"];

/**
 * A lexicon of these words; `!` before one: articles are about it, `+`: a verb's stem, `=`: a form. Each stands in ten
 * of 100 articles unless `documents` says otherwise.
 *
 * @param {string[]} words
 * @param {{ weak?: string[], phrases?: Record<string, string[]>, documents?: Record<string, number> }} [more]
 * @returns {Lexicon}
 */
export function makeLexicon(words, { weak = [], phrases = {}, documents = {} } = {}) {
  const entries = words.map((written) => {
    const word = written.replace(/[!+=]/g, "");
    const bits =
      (written.includes("!") ? PROMINENT_BIT : 0) |
      (written.includes("+") ? VERB : 0) |
      (written.includes("=") ? FORM_BIT : 0);
    return new Entry(word, bits, documents[word] ?? 10, word);
  });
  entries.sort((a, b) => (a.word < b.word ? -1 : 1));
  return {
    documents: 100,
    tails: new Set(TAILS),
    weak: new Set(weak),
    ready: true,
    word: (word) => entries.find((entry) => entry.word === word),
    phrase: (phrase) => (phrase in phrases ? [{ weight: 0.8, ids: phrases[phrase] }] : undefined),
    between: (first, last) => entries.filter(({ word }) => word >= first && word <= `${last}\uffff`),
    common: () => entries.filter(({ prominent }) => prominent),
    cost: (entry, word) => wordCost(entry, word, 100),
  };
}
