/** What each written word of a question was read as. */
import { isAsked, nameUnknown, sumMass } from "./explained_slots.js";
import { CARD_TYPE } from "./facts.js";
import { cutQuery } from "./layout.js";

/** @import { Line } from "./line.js" */
/** @import { SearchIndex } from "./search_index.js" */
/** @import { ExplainedPart, Reading, Slot } from "./types.d.ts" */

/** Synonyms that are named of one word. */
const MOST_MEANINGS = 5;

/**
 * The written words of the query with what each of their parts was read as.
 *
 * @param {string} query
 * @param {Reading} reading
 * @param {SearchIndex} index
 */
export function explainWords(query, { slots, line }, index) {
  const typed = cutQuery(query, index, true).words;
  const whole = sumMass(slots);
  const words = [];
  for (let from = 0; from < line.text.length; from = line.wordEnd(from)) {
    const to = line.wordEnd(from);
    const inside = slots.filter((slot) => slot.from >= from && slot.from < to);
    words.push({
      typed: typed[words.length],
      read: line.text.slice(from, to),
      parts: listParts(inside, line, from, to, whole, index),
    });
  }
  return words;
}

/**
 * Slots as stretches in order, and what lies between them: particles, endings and words that say nothing.
 *
 * @param {Slot[]} slots
 * @param {Line} line
 * @param {number} from
 * @param {number} to
 * @param {number} whole
 * @param {SearchIndex} index
 */
function listParts(slots, line, from, to, whole, index) {
  /** @type {ExplainedPart[]} */
  const parts = [];
  let done = from;
  for (const group of joinStretches(slots)) {
    const start = Math.min(...group.map((slot) => slot.from));
    const end = Math.max(...group.map((slot) => slot.to));
    if (start > done) parts.push(makeRest(line.text.slice(done, start)));
    parts.push(...explainStretch(group, line, whole, index));
    done = Math.max(done, end);
  }
  if (done < to) parts.push(makeRest(line.text.slice(done, to)));
  return parts;
}

/**
 * Slots that overlap belong together: the pairs of an unknown word, a compound and its pieces.
 *
 * @param {Slot[]} slots
 */
function joinStretches(slots) {
  /** @type {Slot[][]} */
  const groups = [];
  let end = -1;
  for (const slot of [...slots].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (slot.from < end) groups[groups.length - 1].push(slot);
    else groups.push([slot]);
    end = Math.max(end, slot.to);
  }
  return groups;
}

/**
 * @param {string} text
 * @returns {ExplainedPart}
 */
const makeRest = (text) => ({ text, kind: "rest", how: "", term: "", share: 0, articles: 0, meanings: [] });

/**
 * Each slot that is asked for; what is unknown is one part.
 *
 * @param {Slot[]} group
 * @param {Line} line
 * @param {number} whole
 * @param {SearchIndex} index
 */
function explainStretch(group, line, whole, index) {
  const known = group.filter((slot) => !slot.unknown);
  const asked = known.filter(isAsked).sort((a, b) => isPhrase(a) - isPhrase(b));
  const unknown = group.filter((slot) => slot.unknown);
  const parts = (asked.length ? asked : known.slice(0, 1)).map((slot) => explainKnown(slot, line, whole, index));
  if (unknown.length) parts.push(makePart(nameUnknown(group, line), "unknown", "", "", unknown, whole, index));
  return parts;
}

/**
 * 1 for a stretch that is asked for by its synonyms alone.
 *
 * @param {Slot} slot
 */
const isPhrase = ({ alternatives }) => (alternatives[0]?.how === "synonym" ? 1 : 0);

/**
 * @param {Slot} slot
 * @param {Line} line
 * @param {number} whole
 * @param {SearchIndex} index
 */
function explainKnown(slot, line, whole, index) {
  const { how, text: term } = slot.alternatives[0];
  const kind = slot.weak ? "weak" : "word";
  return makePart(line.text.slice(slot.from, slot.to), kind, how, term, [slot], whole, index);
}

/**
 * @param {string} text
 * @param {ExplainedPart["kind"]} kind
 * @param {ExplainedPart["how"]} how
 * @param {string} term
 * @param {Slot[]} slots
 * @param {number} whole
 * @param {SearchIndex} index
 * @returns {ExplainedPart}
 */
function makePart(text, kind, how, term, slots, whole, index) {
  const share = whole ? sumMass(slots) / whole : 0;
  return { text, kind, how, term, share, articles: countArticles(slots, index), meanings: listMeanings(slots) };
}

/**
 * The words that also count as the word asked for.
 *
 * @param {Slot[]} slots
 */
function listMeanings(slots) {
  const found = slots.flatMap((slot) => slot.alternatives.filter((other) => other.how === "synonym"));
  const words = found.map(({ ids }) => ids.join(" "));
  return [...new Set(words)].slice(0, MOST_MEANINGS);
}

/**
 * Articles, and no cards, in which any of the ways to answer stands.
 *
 * @param {Slot[]} slots
 * @param {SearchIndex} index
 */
function countArticles(slots, index) {
  const documents = new Set();
  for (const { ids } of slots.flatMap((slot) => slot.alternatives)) {
    const [first, ...others] = ids.map((id) => new Set(index.postings(id)?.documents));
    for (const document of first) if (others.every((other) => other.has(document))) documents.add(document);
  }
  for (const card of listCards(index)) documents.delete(card);
  return documents.size;
}

/** @param {SearchIndex} index */
function* listCards(index) {
  for (const [, type, steps] of index.groups()) {
    let document = 0;
    for (const step of type === CARD_TYPE ? steps : []) yield (document += step);
  }
}
