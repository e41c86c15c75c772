/** What one article has of a question, and what it lacks. */
import { findBelief } from "./belief.js";
import { isAsked, nameUnknown, sumMass } from "./explained_slots.js";
import { scoreDocuments } from "./score.js";

/** @import { Line } from "./line.js" */
/** @import { SearchIndex } from "./search_index.js" */
/** @import { Explained, Ranked, Reading, Slot } from "./types.d.ts" */

/**
 * What an article has of the question; null if there is no such article.
 *
 * @param {string} id
 * @param {number} rank 0: it is not among the results
 * @param {Reading} reading
 * @param {SearchIndex} index
 * @returns {Explained | null}
 */
export function explainArticle(id, rank, { slots, line }, index) {
  const document = findDocument(id, index);
  const row = document < 0 ? undefined : index.article(document)?.row;
  if (!row) return null;
  const [found] = scoreDocuments(slots, index, (other) => other === document);
  const about = { id, title: row.title, url: row.url, rank };
  const whole = sumMass(slots) || 1;
  /** @param {Slot} slot */
  const name = (slot) => ({ text: nameSlot(slot, slots, line), share: slot.mass / whole });
  const nothing = {
    score: 0,
    coverage: 0,
    isBelieved: false,
    matched: [],
    missed: mergeParts(slots.filter(isAsked).map(name)),
  };
  return { ...about, ...(found ? explainRanked(found, name) : nothing) };
}

/**
 * @param {Ranked} found
 * @param {(slot: Slot) => { text: string, share: number }} name
 */
function explainRanked(found, name) {
  const matched = found.matched.map(({ slot, alternative: { how, text, ids }, windows }) => {
    const term = how === "synonym" ? ids.join(" ") : text;
    return { ...name(slot), how, term, windows };
  });
  const { score, coverage } = found;
  const missed = mergeParts(found.missed.filter(isAsked).map(name));
  return { score, coverage, isBelieved: findBelief(found) > 0, matched, missed };
}

/**
 * A known word as the index has it; an unknown one as a whole, and not by its pairs of syllables.
 *
 * @param {Slot} slot
 * @param {Slot[]} slots
 * @param {Line} line
 */
function nameSlot(slot, slots, line) {
  const [first] = slot.alternatives;
  if (!slot.unknown) return first?.how === "word" ? first.text : line.text.slice(slot.from, slot.to);
  return nameUnknown(
    slots.filter((other) => other.word === slot.word),
    line,
  );
}

/** @param {{ text: string, share: number }[]} parts */
function mergeParts(parts) {
  /** @type {Map<string, number>} */
  const shares = new Map();
  for (const { text, share } of parts) shares.set(text, (shares.get(text) || 0) + share);
  return [...shares].map(([text, share]) => ({ text, share }));
}

/**
 * The number of the article with that id, or -1.
 *
 * @param {string} id
 * @param {SearchIndex} index
 */
function findDocument(id, index) {
  const category = id.includes("/") ? id.slice(0, id.lastIndexOf("/")) : "";
  for (const [own, , steps] of index.groups()) {
    let document = 0;
    for (const step of own === category || own === id ? steps : []) {
      document += step;
      if (index.article(document)?.row.id === id) return document;
    }
  }
  return -1;
}
