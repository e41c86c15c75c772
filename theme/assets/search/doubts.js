/**
 * Second thoughts, where no article answers the query as it was read: a slip can make another word (일본 → 인본), so each
 * word may also be one that stands a slip away. Only an article that holds the rest of the query can show which.
 */
import { findMended } from "./mend.js";

const DOUBTS_EACH = 2;

/** The query may then be taken for another; the words as typed stay first. False if there is nothing to doubt. */
export function addDoubts(slots, line, lexis, { weight, trust }) {
  const doubted = slots.filter(
    (slot) => slot.mass && !slot.weak && !slot.unknown && slot.alternatives.some((other) => other.kind === "word"),
  );
  if (new Set(slots.filter((slot) => slot.mass).map((slot) => slot.word)).size < 2) return;
  for (const slot of doubted) {
    for (const to of new Set([slot.to, line.wordEnd(slot.from)])) {
      for (const { entry } of findMended(line.text.slice(slot.from, to), lexis, DOUBTS_EACH)) {
        slot.alternatives.push({ ids: [entry.id], weight, trust, kind: "mended", text: entry.word, to });
      }
    }
  }
}

/** The query with the words that the article's matches have in place of the typed ones; null if it is as typed. */
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
