/**
 * Second thoughts, where no article answers the query as it was read: a slip can make another word (일본 → 인본), so
 * each word may also be one that stands a slip away. Only an article that holds the rest of the query can show which.
 */
import { findMended } from "./mend.js";
import { makeAlternative } from "./slots.js";
import { MOST_DOUBTS, TRUST, WEIGHT } from "./weights.js";

/** @import { Line } from "./line.js" */
/** @import { Lexicon, Match, Slot } from "./types.d.ts" */

/**
 * Adds the words a slip away from each word to its alternatives; the words as typed stay first. A query of one word is
 * left alone.
 *
 * @param {Slot[]} slots
 * @param {Line} line
 * @param {Lexicon} lexicon
 */
export function addDoubts(slots, line, lexicon) {
  if (new Set(slots.filter((slot) => slot.mass).map((slot) => slot.from)).size < 2) return;
  for (const slot of slots.filter(isDoubtful)) {
    for (const to of new Set([slot.to, line.wordEnd(slot.from)])) {
      for (const { entry } of findMended(line.text.slice(slot.from, to), lexicon, MOST_DOUBTS)) {
        if (slot.stranger && !entry.prominent) continue; // good Korean: a slip only of what articles are about
        const more = { weight: WEIGHT.mended, trust: TRUST.mended, to };
        slot.alternatives.push(makeAlternative("mended", [entry.id], entry.word, more));
      }
    }
  }
}

/** @param {Slot} slot */
function isDoubtful(slot) {
  const isWord = slot.stranger || (!slot.unknown && slot.alternatives.some((other) => other.how === "word"));
  return isWord && slot.mass && !slot.weak;
}

/**
 * The query with the words that the article's matches have in place of the typed ones; null if it is as typed.
 *
 * @param {Line} line
 * @param {Match[]} matched
 */
export function spellMatched(line, matched) {
  const mends = matched.filter(({ alternative }) => alternative.to).sort((a, b) => a.slot.from - b.slot.from);
  if (!mends.length) return null;
  let text = "";
  for (let i = 0; i < line.text.length; ) {
    if (line.gaps[i] && i) text += " ";
    const mend = mends.find(({ slot }) => slot.from === i);
    text += mend ? mend.alternative.text : line.text[i];
    i = mend ? mend.alternative.to : i + 1;
  }
  return text;
}
