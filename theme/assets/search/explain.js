/**
 * Why an article came and another did not, for writers. No page fetches this: `hc search --explain` runs it in V8, over
 * the very steps that customers' searches take.
 */
import { findBelief } from "./belief.js";
import { answer, chooseReading, createEngine, Progress } from "./engine.js";
import { CARD_TYPE } from "./facts.js";
import { cutQuery } from "./layout.js";
import { scoreDocuments } from "./score.js";
import { SearchIndex } from "./search_index.js";

/** @import { Line } from "./line.js" */
/** @import { Explained, ExplainedPart, Explanation, Manifest, Ranked, Reading, Slot } from "./types.d.ts" */

/** Synonyms that are named of one word. */
const MOST_MEANINGS = 5;

/**
 * `explain` gives what is known so far, with the names of the shards that it still needs.
 *
 * @param {Manifest} manifest
 */
export function createExplainer(manifest) {
  createEngine(manifest); // refuses another format
  const index = new SearchIndex(manifest);
  return {
    /**
     * @param {string} name
     * @param {ArrayBuffer} bytes
     */
    add: (name, bytes) => index.add(name, bytes),
    /**
     * @param {string} query
     * @param {number} limit
     * @param {string} id of an article to explain in any case, or ""
     */
    explain(query, limit, id) {
      index.missing.clear();
      const explanation = explainQuery(query, limit, id, index);
      return { missing: [...index.missing], explanation };
    },
  };
}

/**
 * @param {string} query
 * @param {number} limit
 * @param {string} id
 * @param {SearchIndex} index
 * @returns {Explanation | null}
 */
function explainQuery(query, limit, id, index) {
  const progress = new Progress(query, index);
  const options = { limit: index.documents || 1, answers: true };
  const found = answer(query, options, index, progress);
  const read =
    index.ready && !found.isNumber && index.documents ? chooseReading(query, options, index, progress) : null;
  const empty = {
    number: found.isNumber,
    isAnswered: found.hits.length > 0 || found.card !== null,
    words: [],
    hits: [],
    nearest: [],
    card: null,
    answer: found.answer,
    article: null,
  };
  if (!read) return empty;
  const ids = found.hits.map((hit) => hit.id);
  const reading = read.meant.best ? read.meant : progress.done.get("rank meant"); // of those that fail, the helpful one
  /** @param {string} wanted */
  const explainHit = (wanted) => explainArticle(wanted, ids.indexOf(wanted) + 1, reading, index);
  return {
    ...empty,
    words: explainWords(query, reading, index),
    hits: ids.slice(0, limit).map(explainHit),
    nearest: found.nearest.map((hit) => explainHit(hit.id)),
    card: found.card ? explainHit(found.card.id) : null,
    article: id ? explainHit(id) : null,
  };
}

/**
 * The written words of the query with what each of their parts was read as.
 *
 * @param {string} query
 * @param {Reading} reading
 * @param {SearchIndex} index
 */
function explainWords(query, { slots, line }, index) {
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

/** @param {Slot[]} slots */
const sumMass = (slots) => slots.reduce((sum, slot) => sum + slot.mass, 0);

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

/**
 * What an article has of the question; null if there is no such article.
 *
 * @param {string} id
 * @param {number} rank 0: it is not among the results
 * @param {Reading} reading
 * @param {SearchIndex} index
 * @returns {Explained | null}
 */
function explainArticle(id, rank, { slots, line }, index) {
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

/** @param {Slot} slot */
const isAsked = (slot) => slot.mass > 0;

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

/**
 * An unknown word, or what is left of a word behind its known beginning.
 *
 * @param {Slot[]} slots of one written word
 * @param {Line} line
 */
function nameUnknown(slots, line) {
  const pieces = slots.filter((slot) => slot.unknown);
  const known = slots.filter((slot) => !slot.unknown && slot.to < Math.max(...pieces.map(({ to }) => to)));
  const from = Math.max(Math.min(...pieces.map((slot) => slot.from)), ...known.map(({ to }) => to));
  return line.text.slice(from, Math.max(...pieces.map(({ to }) => to)));
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
