/**
 * Better no article than a wrong one: whether what an article holds of the question is enough to believe that it
 * answers it.
 *
 * Each part of the question adds its share times the chance that what was found is what was meant; what was not found
 * adds nothing. Certain words confirm one another, so each further one adds the same again. The numbers are the
 * coefficients of a logistic regression of true questions against nonsense (weights.js).
 */

import { HEAD_WINDOWS } from "./score.js";
import { isIdeograph, isSyllable } from "./text.js";
import { ALONE_CHANCE, CHANCE, CONFIRMED, ENOUGH, MOST_CONFIRMED, TORN } from "./weights.js";

/** @import { Match, Ranked, ResolvedSlot } from "./types.d.ts" */

/**
 * How far an article may be believed to answer; 0: not enough.
 *
 * @param {Pick<Ranked, "matched" | "missed" | "whole">} found
 */
export function findBelief({ matched, missed, whole }) {
  let sum = 0;
  for (const match of matched) sum += match.slot.mass * (findChance(match) - (isTorn(match.slot, missed) ? TORN : 0));
  const belief = sum / whole + CONFIRMED * countCertain(matched);
  return belief >= ENOUGH ? belief : 0;
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
 */
export function countCertain(matched) {
  const certain = new Set();
  for (const { slot, alternative } of matched) {
    if (slot.mass && !slot.weak && (alternative.sure || alternative.how === "initials")) certain.add(slot.from);
  }
  return Math.min(MOST_CONFIRMED, certain.size);
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
  const size = measure(text) + (how === "mended" && slot.strays ? 1 : 0); // a jamo left alone is a slip for certain
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
