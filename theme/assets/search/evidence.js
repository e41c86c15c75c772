/**
 * How well passages answer a question: signs, each 0–1 or near it, that `answer.js` adds up by fitted weights.
 *
 * A part of the question counts by its share of the question's mass times how rare it is among the passages compared:
 * what stands in each of them tells none from the others.
 */
import { listPairs, readPassages } from "./article_passages.js";
import { findForm } from "./asks.js";
import { makeMatcher, makeWindowMatcher, matchHead } from "./matching.js";
import { foldText } from "./text.js";

/** @import { Spell } from "./matching.js" */
/** @import { AnswerSource, Candidate, ReadPassage, ResolvedSlot } from "./types.d.ts" */

/** Sentences that give an example or send the reader elsewhere. */
const ASIDE = /^예를 들어|[을를서] (보|확인하|참고하)세요\.?$|에 있어요\.?$|정리했어요\.?$|^(for example|see) /i;
/** Sentences that only ask, or announce what the article, the page or the list below tells. */
const QUESTION = /[?？]["'”’」)]*$/u;
const ANNOUNCEMENT =
  /^이 (문서|글|페이지|기사|안내|가이드)|(에 대해|방법을) (설명|안내|소개|알아)|(방법|솔루션|수정 사항)을 제공|[:?]$|^(learn (how|more|about)|this (article|page|guide|document|section|topic))\b/i;
/** The least share of a passage that must be more than the question once again. */
const LEAST_NEWS = 0.1;
/** Characters of a usual sentence. */
const USUAL_LENGTH = 80;

/**
 * The passages of the sources with their signs, source after source:
 *
 * - `score`: the article's, as a share of the best one's
 * - `cover`: of the question, in the passage; `head`, `heading`, `before`, `after`: what the article's title, questions
 *   and keywords, the heading, the sentence or columns before and the passage after add to that
 * - `pairs`: pairs of letters of the question's words, in whatever form these stand in the passage
 * - `last`: the question's last word, mostly its verb
 * - `length`: log of characters per usual sentence
 * - `when`, `number`, …: that it has the form that is asked for
 * - `summary`, `aside`: what it is
 *
 * @param {string} query
 * @param {AnswerSource[]} sources best first; at least one
 * @param {Spell} spell
 * @returns {Candidate[]} of the passages that tell anything
 */
export function findCandidates(query, sources, spell) {
  const { matched, missed, score } = sources[0].found;
  const slots = [...matched.map(({ slot }) => slot), ...missed].filter((slot) => slot.mass > 0);
  const rows = matchPassages(sources, slots, spell);
  const weights = slots.map((slot, i) => slot.mass * findRarity(rows, ({ own }) => own[i] > 0));
  const asked = listPairs(foldText(query));
  const findPairs = makePairFinder([...asked], rows);
  const findFit = findForm(query);
  const last = findLast(slots);
  const candidates = rows.map(({ passage, source, own, head, heading, before }, place) => {
    const next = rows[place + 1];
    const after = next?.source === source && next.passage.block === passage.block ? next.own : [];
    /** @param {number[]} others */
    const addTo = (others) => share(weights, (i) => Math.max(0, (others[i] ?? 0) - own[i]));
    const features = {
      score: source.found.score / score,
      cover: share(weights, (i) => own[i]),
      pairs: findPairs(passage),
      head: addTo(head),
      heading: addTo(heading),
      before: addTo(before),
      after: addTo(after),
      last: own[last] ?? 0,
      length: Math.log(passage.text.length / USUAL_LENGTH),
      summary: Number(passage.form === "summary"),
      aside: Number(ASIDE.test(passage.text)),
      ...findFit(passage.text),
    };
    return { passage, source, features };
  });
  return candidates.filter(({ passage }) => tellsMore(passage, asked));
}

/**
 * Whether a passage tells anything that is not asked, and is no question itself, as a button's "취소할까요?".
 *
 * @param {ReadPassage} passage
 * @param {Set<string>} asked the question's pairs of letters
 */
function tellsMore({ text, pairs }, asked) {
  let news = 0;
  for (const pair of pairs) if (!asked.has(pair)) news++;
  return !ANNOUNCEMENT.test(text) && !QUESTION.test(text) && news > 0 && news >= LEAST_NEWS * pairs.size;
}

/**
 * What the passages, and what stands around them, hold of each slot.
 *
 * @param {AnswerSource[]} sources
 * @param {ResolvedSlot[]} slots
 * @param {Spell} spell
 */
function matchPassages(sources, slots, spell) {
  const matchers = slots.map((slot) => makeMatcher(slot, spell));
  /** @param {string} folded */
  const match = (folded) => (folded ? matchers.map((find) => find(folded)) : []);
  return sources.flatMap((source) => {
    const near = slots.map((slot) => makeWindowMatcher(source.found, slot, spell));
    const head = slots.map((slot) => matchHead(source.found, slot));
    return readPassages(source.article).map((passage) => ({
      passage,
      source,
      head,
      own: match(passage.folded).map((value, i) => Math.max(value, near[i](passage))),
      heading: match(passage.foldedHeading),
      before: match(passage.foldedBefore),
    }));
  });
}

/**
 * The share of the query's pairs of letters that a passage has, rare ones counting more.
 *
 * @param {string[]} pairs
 * @param {{ passage: ReadPassage }[]} rows
 */
function makePairFinder(pairs, rows) {
  const weights = pairs.map((pair) => findRarity(rows, ({ passage }) => passage.pairs.has(pair)));
  /** @param {ReadPassage} passage */
  return (passage) => share(weights, (i) => Number(passage.pairs.has(pairs[i])));
}

/**
 * @param {number[]} weights
 * @param {(place: number) => number} findValue
 */
function share(weights, findValue) {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return whole ? weights.reduce((sum, weight, i) => sum + (weight && weight * findValue(i)), 0) / whole : 0;
}

/**
 * @template T
 * @param {T[]} rows
 * @param {(row: T) => boolean} has
 */
function findRarity(rows, has) {
  const count = rows.reduce((sum, row) => sum + Number(has(row)), 0);
  return Math.max(0, Math.log((rows.length + 1) / (count + 0.5)));
}

/**
 * Place of the last slot that the index can answer; -1 if there is none.
 *
 * @param {ResolvedSlot[]} slots
 */
function findLast(slots) {
  const known = slots.filter((slot) => slot.alternatives.length);
  const end = Math.max(...known.map((slot) => slot.from));
  return slots.findIndex((slot) => slot.alternatives.length && slot.from === end);
}
