/**
 * Rather nothing than a wrong article: how sure it is that an article answers what was asked.
 *
 * Each part of the question adds its share times the chance that the way it was found is what was meant; what was not
 * found adds nothing. Words that stand there together say more than each alone. The chances are the coefficients,
 * rounded, of a logistic regression of true questions against nonsense on the half of KorQuAD that is tuned on and on
 * the example shop, moved and scaled so that what was not found is 0 and a long word is 1.
 */
import { HEAD_WINDOWS } from "./score.js";
import { isSyllable } from "./text.js";


/** `[in text, in a title, question, keyword or heading]`, for words by their length: one syllable, two, more. */
const CHANCES = {
  word: [[0, 0], [0.42, 0.72], [0.95, 1]],
  mended: [[0, 0], [0.16, 0.45], [0.52, 0.8]],
};
const CHANCE = { synonym: [0.43, 0.43], initials: [0.63, 0.63], typing: [0.65, 0.7], spelled: [0.3, 0.7], part: [0.5, 0.5], pair: [0.4, 0.6] };
/** A word of one syllable that stands by itself is no piece of a longer one. */
const ALONE = 0.8;
const DAMAGED = 0.13;
const TOGETHER = 0.22;
const MOST_TOGETHER = 3;
const ENOUGH = 0.44;

/** `matched` and `whole` are those of `scoreDocuments`. */
export function isAnswer({ matched, whole }) {
  let sum = 0;
  const certain = new Set();
  for (const match of matched) {
    const { slot, alternative } = match;
    sum += slot.mass * findChance(match);
    if (slot.mass && !slot.weak && (alternative.sure || alternative.kind === "initials")) certain.add(slot.from);
  }
  return sum / whole + TOGETHER * Math.min(MOST_TOGETHER, certain.size) >= ENOUGH;
}

function findChance({ slot, alternative: { kind, text }, windows }) {
  const place = windows & HEAD_WINDOWS ? 1 : 0;
  const size = Math.min(3, Math.floor(measure(text)));
  const chances = CHANCES[kind];
  const chance = !chances ? CHANCE[kind][place] : slot.alone && size < 2 && kind === "word" ? ALONE : (chances[size - 1] || chances[0])[place];
  return chance - (slot.damaged ? DAMAGED : 0);
}

/** In syllables; two Latin letters or digits say about as much as one. */
function measure(text) {
  let size = 0;
  for (const c of text) size += isSyllable(c) ? 1 : 0.5;
  return size;
}
