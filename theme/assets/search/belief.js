/**
 * Better no article than a wrong one: whether what an article holds of the question is enough to believe that it
 * answers it.
 *
 * Each part of the question adds its share times the chance that what was found is what was meant: more in a title, less
 * for a word of everyday Korean, which stands in any text. What was not found adds nothing, and an everyday word that the
 * site never writes speaks against an answer: 선거 일정 asks of something else. Certain words confirm one another, so each
 * further one adds the same again. The numbers are the coefficients of a logistic regression of true questions against
 * others (weights.js).
 */

import { HEAD_WINDOWS } from "./score.js";
import { isIdeograph, isSyllable } from "./text.js";
import {
  ALONE_CHANCE,
  CHANCE,
  COMMONPLACE,
  CONFIRMED,
  ENOUGH,
  IN_TITLE,
  MOST_CONFIRMED,
  STRANGE,
  TELLING,
  TORN,
} from "./weights.js";

/** @import { Match, Ranked, ResolvedSlot } from "./types.d.ts" */

/**
 * How far an article may be believed to answer; 0: not enough.
 *
 * @param {Pick<Ranked, "matched" | "missed" | "whole">} found
 */
export function findBelief({ matched, missed, whole }) {
  const isWhole = !missed.some((slot) => slot.mass);
  if (!matched.filter(isStrangerMended).every(({ windows }) => isWhole && windows & HEAD_WINDOWS)) return 0;
  let sum = 0;
  for (const match of matched) sum += match.slot.mass * (findChance(match) + findMerits(match, missed));
  for (const slot of missed) if (slot.stranger) sum -= slot.mass * STRANGE;
  const telling = hasTelling(matched, missed) ? TELLING : 0;
  const belief = sum / whole + CONFIRMED * countCertain(matched, missed) + telling;
  return belief >= ENOUGH ? belief : 0;
}

/**
 * Good Korean is a slip only of what an article is about, and only where everything else fits: 반품 신정.
 *
 * @param {Match} match
 */
const isStrangerMended = ({ slot, alternative }) => slot.stranger && alternative.how === "mended";

/**
 * What a match gains and loses beside its chance.
 *
 * @param {Match} match
 * @param {ResolvedSlot[]} missed
 */
function findMerits({ slot, windows }, missed) {
  return (windows & 1 ? IN_TITLE : 0) - (slot.everyday ? COMMONPLACE : 0) - (isTorn(slot, missed) ? TORN : 0);
}

/**
 * Whether other pieces of the same written word are unknown or not in the article.
 *
 * @param {ResolvedSlot} slot
 * @param {ResolvedSlot[]} missed
 */
export function isTorn(slot, missed) {
  return slot.damaged || missed.some((other) => other.mass > 0 && other.word === slot.word);
}

/**
 * How many different words are certain, up to `MOST_CONFIRMED`.
 *
 * @param {Match[]} matched
 * @param {ResolvedSlot[]} missed
 */
export function countCertain(matched, missed) {
  const certain = new Set();
  for (const match of matched) if (isCertain(match, missed)) certain.add(match.slot.from);
  return Math.min(MOST_CONFIRMED, certain.size);
}

/**
 * Whether a certain word is one of the subject: three syllables or more, none of everyday Korean, and not in body text
 * alone.
 *
 * @param {Match[]} matched
 * @param {ResolvedSlot[]} missed
 */
export function hasTelling(matched, missed) {
  return matched.some((match) => {
    const { length, place } = classify(match);
    return length > 1 && place && !match.slot.everyday && isCertain(match, missed);
  });
}

/**
 * As typed, by initials, or a slip in a long word, which is hardly another.
 *
 * @param {Match} match
 * @param {ResolvedSlot[]} missed
 */
function isCertain(match, missed) {
  const { slot, alternative } = match;
  if (!slot.mass || slot.weak) return false;
  if (alternative.how !== "mended") return alternative.sure || alternative.how === "initials";
  return classify(match).length > 1 && !isTorn(slot, missed);
}

/** @param {Match} match */
function findChance(match) {
  const { how, length, place } = classify(match);
  return length < 0 ? ALONE_CHANCE : CHANCE[how][length][place];
}

/**
 * The row and the column of `CHANCE` for a match; `length` is -1 for `ALONE_CHANCE`.
 *
 * @param {Match} match
 */
export function classify({ slot, alternative: { how, text }, windows }) {
  const isMended = how === "mended" && isSyllable(text[0]); // a part of a compound was mended with all of it
  const size = (isMended ? slot.to - slot.from : measure(text)) + (how === "mended" && slot.strays ? 1 : 0); // a jamo left alone is a slip for certain
  const isAlone = how === "word" && size < 2 && slot.alone;
  const length = isAlone ? -1 : Math.max(0, Math.min(CHANCE[how].length, size) - 1);
  return { how, length, place: windows & HEAD_WINDOWS ? 1 : 0 };
}

/**
 * In syllables, as Chinese characters are; two Latin letters or digits say about as much as one.
 *
 * @param {string} text
 */
function measure(text) {
  let size = 0;
  for (const c of text) size += isSyllable(c) || isIdeograph(c) ? 1 : 0.5;
  return Math.floor(size);
}
