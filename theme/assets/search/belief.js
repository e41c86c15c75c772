/**
 * Rather nothing than a wrong article: whether what an article holds of the question is enough to believe that it
 * answers it.
 *
 * Each part of the question adds its share times the chance that what was found is what was meant; what was not found
 * adds nothing. Certain words confirm one another, so each more of them adds the same again. The constants are the
 * coefficients of a logistic regression of true questions against nonsense, on the half of KorQuAD that is for tuning
 * and on the example shop; moved and scaled so that what was not found has 0 and a long word 1.
 */
import { HEAD_WINDOWS } from "./score.js";
import { isSyllable } from "./text.js";

/** By kind of match, and words by their length (one syllable, two, more): `[in body text, in a title, question, keyword or heading]`. */
const CHANCES = {
  word: [
    [0, 0],
    [0.5, 0.8],
    [1, 1],
  ],
  mended: [
    [0, 0],
    [0.15, 0.5],
    [0.7, 0.8],
  ],
  synonym: [[0.4, 0.7]],
  initials: [[0.65, 0.65]],
  spelled: [[0.5, 0.75]],
  typing: [[0.7, 0.7]],
  part: [[0.6, 0.6]],
  pair: [[0.45, 0.8]],
};
/** One syllable that stands by itself is no piece of another word. */
const ALONE = 0.8;
/** Taken off where other pieces of the same written word are unknown or not in the article. */
const TORN = 0.2;
const CONFIRMED = 0.2;
const MOST_CONFIRMED = 3;
const ENOUGH = 0.48;

/** How far an article may be believed to answer; 0: not enough. `matched`, `missed` and `whole` are those of `scoreDocuments`. */
export function findBelief({ matched, missed, whole }) {
  let sum = 0;
  const certain = new Set();
  const isTorn = (slot) => slot.damaged || missed.some((other) => other.mass > 0 && other.word === slot.word);
  for (const match of matched) {
    const { slot, alternative } = match;
    sum += slot.mass * (findChance(match) - (isTorn(slot) ? TORN : 0));
    if (slot.mass && !slot.weak && (alternative.sure || alternative.kind === "initials")) certain.add(slot.from);
  }
  const belief = sum / whole + CONFIRMED * Math.min(MOST_CONFIRMED, certain.size);
  return belief >= ENOUGH ? belief : 0;
}

/** A jamo left alone is a slip for certain: such a word counts as one longer. */
function findChance({ slot, alternative: { kind, text }, windows }) {
  const size = Math.floor(measure(text)) + (kind === "mended" && slot.strays ? 1 : 0);
  if (kind === "word" && size < 2 && slot.alone) return ALONE;
  const byLength = CHANCES[kind];
  return byLength[Math.max(0, Math.min(byLength.length, size) - 1)][windows & HEAD_WINDOWS ? 1 : 0];
}

/** In syllables; two Latin letters or digits say about as much as one. */
function measure(text) {
  let size = 0;
  for (const c of text) size += isSyllable(c) ? 1 : 0.5;
  return size;
}
