/** How well a text holds a part of the question, 0–1. Numbers stand in the order of the slots. */
import { HEAD_WINDOWS } from "./score.js";
import { isSyllable } from "./text.js";

/** @import { Ranked, ReadPassage, ResolvedAlternative, ResolvedSlot } from "./types.d.ts" */
/** @typedef {(alternative: ResolvedAlternative) => string[]} Spell the words of an alternative; none if they are not known */

const NO_LETTER = /[^\p{L}\p{N}]/gu;
/** Syllables with the same consonant and vowel: without a final consonant, and with each of 27. */
const FINALS = 27;

/**
 * For folded texts: the trust of the best alternative whose words all stand there.
 *
 * @param {ResolvedSlot} slot
 * @param {Spell} spell
 * @returns {(folded: string) => number}
 */
export function makeMatcher({ alternatives }, spell) {
  const ways = alternatives
    .map((alternative) => ({ trust: alternative.trust, patterns: spell(alternative).map(makePattern) }))
    .filter(({ patterns }) => patterns.length)
    .sort((a, b) => b.trust - a.trust);
  return (folded) => ways.find(({ patterns }) => patterns.every((pattern) => pattern.test(folded)))?.trust ?? 0;
}

/**
 * A word whose last syllable may have taken on a final consonant: 만나 in 만났다.
 *
 * @param {string} word
 */
function makePattern(word) {
  const quote = (/** @type {string} */ text) => text.replace(NO_LETTER, "\\$&");
  const last = word.charCodeAt(word.length - 1);
  const isOpen = word.length > 1 && isSyllable(word[word.length - 1]) && (last - 0xac00) % (FINALS + 1) === 0;
  if (!isOpen) return new RegExp(quote(word));
  return new RegExp(`${quote(word.slice(0, -1))}[${String.fromCharCode(last)}-${String.fromCharCode(last + FINALS)}]`);
}

/**
 * What the title, questions and keywords of an article hold of a slot.
 *
 * @param {Ranked} found
 * @param {ResolvedSlot} slot
 */
export function matchHead({ matched }, slot) {
  const match = matched.find((other) => other.slot === slot);
  return match && match.windows & HEAD_WINDOWS ? match.alternative.trust : 0;
}

/**
 * For passages of an article: the trust of a synonym whose words are not known, where it stands in the same window.
 *
 * @param {Ranked} found
 * @param {ResolvedSlot} slot
 * @param {Spell} spell
 * @returns {(passage: ReadPassage) => number}
 */
export function makeWindowMatcher({ matched }, slot, spell) {
  const match = matched.find((other) => other.slot === slot);
  if (!match || spell(match.alternative).length) return () => 0;
  return ({ window }) => (match.windows & window ? match.alternative.trust : 0);
}
