/**
 * The answer itself: the passage that answers the question, quoted word for word from one of the first articles, or
 * nothing. Nothing is made up: what can't be quoted isn't answered.
 */
import { CONFIDENCE, LEAST_CONFIDENCE, SIGNS } from "./answer_weights.js";
import { FORMS, isQuestion } from "./asks.js";
import { countCertain } from "./belief.js";
import { findCandidates } from "./evidence.js";
import { CARD_TYPE } from "./facts.js";
import { LONGEST_QUOTE } from "./passages.js";

/** @import { SearchIndex } from "./search_index.js" */
/** @import { AnswerSource, Candidate, Quote, Ranked, ResolvedAlternative } from "./types.d.ts" */

/** Articles that may be quoted. Bound: in more the right passage was hardly ever the best. */
const SOURCES = 5;
/** The most by which the best passage is taken to lead. */
const MOST_MARGIN = 4;

/**
 * The passage that answers, if there is one and it may be trusted; none while articles are missing.
 *
 * @param {string} query as it was understood
 * @param {{ ranked: Ranked[], best: number }} reading
 * @param {SearchIndex} index
 * @param {number} [least] the least confidence
 * @returns {Quote | null}
 */
export function findAnswer(query, { ranked, best }, index, least = LEAST_CONFIDENCE) {
  if (!best || !asksSomething(query, ranked[0])) return null;
  const sources = listSources(ranked, index);
  if (!index.ready || !sources.length) return null;
  const candidates = findCandidates(query, sources, spellWords);
  if (!candidates.length) return null;
  const { quoted, signs } = choosePassages(candidates, best);
  const confidence = 1 / (1 + Math.exp(-addUp(CONFIDENCE, signs)));
  return confidence >= least ? makeQuote(quoted, confidence) : null;
}

/**
 * A single word names a matter and asks nothing of it.
 *
 * @param {string} query
 * @param {Ranked} first
 */
const asksSomething = (query, first) => isQuestion(query) || countCertain(first.matched, first.missed) > 1;

/**
 * The first articles with their texts.
 *
 * @param {Ranked[]} ranked
 * @param {SearchIndex} index
 * @returns {AnswerSource[]}
 */
export function listSources(ranked, index) {
  const sources = ranked.slice(0, SOURCES).map((found) => ({ found, article: index.article(found.document) }));
  return /** @type {AnswerSource[]} */ (sources.filter(({ article }) => article && article.row.type !== CARD_TYPE));
}

/**
 * The words by which a way to answer is found in a text.
 *
 * @param {ResolvedAlternative} alternative
 */
export function spellWords({ how, text, ids }) {
  return how === "synonym" ? ids : text.split(" ").filter(Boolean);
}

/**
 * The best passages of one article in their order, and the signs of how likely they answer.
 *
 * @param {Candidate[]} candidates at least one
 * @param {number} belief in the first articles
 */
export function choosePassages(candidates, belief) {
  const order = rankCandidates(candidates);
  const quoted = extend(candidates, order);
  return { quoted, signs: findSigns(order, quoted, belief) };
}

/**
 * The candidates with what their signs add up to, best first; of equal ones the first.
 *
 * @param {Candidate[]} candidates
 */
function rankCandidates(candidates) {
  const rated = candidates.map((candidate, place) => ({ candidate, place, sum: addUp(SIGNS, candidate.features) }));
  return rated.sort((a, b) => b.sum - a.sum || a.place - b.place);
}

/**
 * @param {Record<string, number>} weights
 * @param {Partial<Record<string, number>>} features
 */
const addUp = (weights, features) =>
  Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * (features[name] ?? 0), 0);

/**
 * The best passage, in its order with the sentence beside it if that is the second best, or with all steps of its list.
 *
 * @param {Candidate[]} candidates
 * @param {ReturnType<typeof rankCandidates>} order
 */
function extend(candidates, [best, second]) {
  /** @param {Candidate} other */
  const isBeside = (other) => isTogether(other, best.candidate);
  const { form } = best.candidate.passage;
  const wanted = form === "step" ? candidates.filter(isBeside) : [best.candidate];
  if (form === "sentence" && second && Math.abs(second.place - best.place) === 1 && isBeside(second.candidate)) {
    wanted[second.place < best.place ? "unshift" : "push"](second.candidate);
  }
  const length = wanted.reduce((sum, { passage }) => sum + passage.text.length + 1, 0);
  return length <= LONGEST_QUOTE ? wanted : [best.candidate];
}

/**
 * Whether two passages stand in the same block of an article.
 *
 * @param {Candidate} a
 * @param {Candidate} b
 */
const isTogether = (a, b) => a.source === b.source && a.passage.block === b.passage.block;

/**
 * What tells how likely the quote answers. An article's summary and its first block say the same, so neither counts as a
 * rival of the other.
 *
 * @param {ReturnType<typeof rankCandidates>} order
 * @param {Candidate[]} quoted
 * @param {number} belief
 */
function findSigns([best, ...others], quoted, belief) {
  const { source, passage, features } = best.candidate;
  /** @param {Candidate} other */
  const saysSame = (other) => passage.opens && other.passage.opens && other.source === source;
  const rival = others.find(({ candidate }) => !quoted.includes(candidate) && !saysSame(candidate));
  const margin = Math.min(MOST_MARGIN, rival ? best.sum - rival.sum : MOST_MARGIN);
  const fits = FORMS.some((form) => features[form]) ? 1 : 0;
  return { ...features, margin, belief, fits, constant: 1 };
}

/**
 * @param {Candidate[]} quoted in order
 * @param {number} confidence
 * @returns {Quote}
 */
export function makeQuote(quoted, confidence) {
  const { passage, source } = quoted[0];
  const { id, url, title, sections } = source.article.row;
  const [anchor, section] = sections[passage.section] || ["", ""];
  const { form, columns } = passage;
  const parts = quoted.flatMap((candidate) => candidate.passage.parts);
  const text = parts.filter(Boolean).join(" ");
  const rounded = Math.round(confidence * 100) / 100;
  return { kind: "quote", article: id, url, title, anchor, section, form, parts, columns, text, confidence: rounded };
}
