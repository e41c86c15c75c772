/**
 * The query cut into words of the index without an analyser: the cheapest path over its characters (Viterbi 1967, as
 * dictionary analysers of Korean and Japanese do it). A path's steps are words of the dictionary, particles and
 * endings, and what nobody knows. Spaces are hints, not walls: 배송 비 and 환불신청하고싶어요 find their words.
 */
import { VERB } from "./facts.js";
import { isJamo, isSyllable } from "./text.js";
import {
  ABSENT_RARITY_COST,
  AFTER_TAIL_COST,
  ALONE_GAIN,
  BARE_STEM_COST,
  CROSSING_COST,
  GLUED_COST,
  JAMO_COST,
  LONGER_COST,
  RARITY_COST,
  SINGLE_COST,
  STRANGER_COST,
  STRAY_COST,
  TAIL_AFTER_UNKNOWN_COST,
  TAIL_COST,
  TAIL_FIRST_COST,
  TAIL_FIRST_SINGLE_COST,
  TAIL_MORE_COST,
  TAIL_WORD_COST,
  UNKNOWN_COST,
  UNKNOWN_MORE_COST,
  UNKNOWN_RUN_COST,
  WORD_COST,
} from "./weights.js";

/** @import { Entry } from "./dictionary.js" */
/** @import { Line } from "./line.js" */
/** @import { StepHow, Lexicon, Path, Step } from "./types.d.ts" */

/** Characters of the longest word or tail. */
const LONGEST = 12;

/** States of a path: what its last step was. */
const START = 0;
const CONTENT = 1;
const STEM = 2;
const TAIL = 3;
const UNKNOWN = 4;

/**
 * The cheapest way to reach a place in a state; the first node has no step.
 *
 * @typedef {{ cost: number, step?: Step, before?: Node }} Node
 */

/**
 * @param {number} from
 * @param {number} to
 * @param {Step["role"]} role
 * @param {number} cost
 * @param {Entry} [entry]
 * @param {boolean} [weak]
 * @param {StepHow | ""} [how]
 * @returns {Step}
 */
export const makeStep = (from, to, role, cost, entry, weak = false, how = "") => ({
  from,
  to,
  role,
  cost,
  entry,
  weak,
  how,
  stranger: false,
});

/**
 * The cheapest path. `more(i)` offers further steps at a place (mended words); `open` holds the starts of written words
 * in which a word may begin after something unknown.
 *
 * @param {Line} line
 * @param {Lexicon} lexicon
 * @param {(i: number) => Step[]} more
 * @param {Set<number>} open
 * @returns {Path}
 */
export function findPath(line, lexicon, more, open) {
  const { text } = line;
  /** @type {(Node | undefined)[][]} */
  const nodes = Array.from({ length: text.length + 1 }, () => []);
  nodes[0][START] = { cost: 0 };
  const closing = findClosings(line, lexicon.tails);
  for (let i = 0; i < text.length; i++) {
    if (!nodes[i].some((node) => node)) continue;
    const steps = [...listSteps(line, lexicon, closing, nodes[i], i, open), ...more(i)];
    for (const step of steps) {
      nodes[i].forEach((node, state) => {
        if (node) relax(line, nodes, node, state, step);
      });
    }
  }
  return { ...traceBack(nodes[text.length]), closing };
}

/**
 * Places from which the rest of the written word can be nothing but particles and endings.
 *
 * @param {Line} line
 * @param {ReadonlySet<string>} tails
 */
function findClosings({ text, gaps }, tails) {
  const closing = new Uint8Array(text.length + 1);
  for (let i = text.length - 1; i >= 0; i--) {
    for (let to = i + 1; to <= text.length && to <= i + LONGEST; to++) {
      if (tails.has(text.slice(i, to)) && (gaps[to] || closing[to])) closing[i] = 1;
      if (gaps[to]) break;
    }
  }
  return closing;
}

/**
 * All steps from `i`, in a fixed order: of equally cheap ones the first wins.
 *
 * @param {Line} line
 * @param {Lexicon} lexicon
 * @param {Uint8Array} closing
 * @param {(Node | undefined)[]} states
 * @param {number} i
 * @param {Set<number>} open
 */
function listSteps(line, lexicon, closing, states, i, open) {
  const { text, gaps, ends } = line;
  /** @type {Step[]} */
  const steps = [];
  const isOpen = open.has(line.wordStart(i));
  const isClosing = !gaps[i] && closing[i];
  if (!isClosing || !states[CONTENT]) listWords(line, lexicon, i, steps, isOpen);
  if (!isSyllable(text[i])) return [...steps, makeStep(i, ends[i], "unknown", findRunCost(line, i))];
  for (let to = i + 1; to <= text.length && (to === i + 1 || !gaps[to - 1]) && to - i <= LONGEST; to++) {
    if (lexicon.tails.has(text.slice(i, to))) {
      steps.push(makeStep(i, to, "tail", TAIL_COST + TAIL_MORE_COST * (to - i)));
    }
  }
  const end = isOpen ? i + 1 : line.wordEnd(i);
  steps.push(makeStep(i, end, "unknown", UNKNOWN_COST + (end - i - 1) * UNKNOWN_MORE_COST));
  return steps;
}

/**
 * Cost of a run of jamo, letters or digits that is no word.
 *
 * @param {Line} line
 * @param {number} i
 */
function findRunCost(line, i) {
  if (line.isStray(i)) return STRAY_COST;
  return isJamo(line.text[i]) ? JAMO_COST * (line.ends[i] - i) : UNKNOWN_COST + UNKNOWN_RUN_COST;
}

/**
 * Adds the words at `i`: of the index, stop words and words of everyday Korean that the site does not write; in an open
 * written word, which those do not make up, also the lexicon's (딜리버리, where articles say 배송).
 *
 * @param {Line} line
 * @param {Lexicon} lexicon
 * @param {number} i
 * @param {Step[]} steps
 * @param {boolean} isOpen
 */
function listWords(line, lexicon, i, steps, isOpen) {
  const { text, gaps, ends } = line;
  if (!gaps[i] && i && ends[i - 1] > i) return;
  for (let to = Math.min(text.length, i + LONGEST); to > i; to--) {
    if (to < text.length && ends[to - 1] > to) continue;
    const word = text.slice(i, to);
    const entry = lexicon.word(word);
    const weak = line.isWeak(word, lexicon);
    const targets = entry || weak || to - i < 2 || line.crossings(i, to) ? undefined : lexicon.phrase(word);
    const isStranger = targets?.length === 0;
    if (!entry && !weak && !isStranger && !(targets && isOpen)) continue;
    const isAlone = !weak && to - i === 1 && gaps[i] && gaps[to] && isSyllable(word);
    const more = (isStranger ? STRANGER_COST : 0) - (isAlone ? ALONE_GAIN : 0);
    const cost = lexicon.cost(entry, word) + line.crossings(i, to) * CROSSING_COST + more;
    steps.push({ ...makeStep(i, to, "word", cost, entry, weak), stranger: isStranger });
  }
}

/**
 * Cost of a word: one for being a word, more if rare, much more if it is a single syllable.
 *
 * @param {Entry | undefined} entry
 * @param {string} word
 * @param {number} documents
 */
export function wordCost(entry, word, documents) {
  const rareness = entry ? Math.log((documents + 1) / entry.documents) : ABSENT_RARITY_COST;
  const single = word.length === 1 && isSyllable(word) ? SINGLE_COST : 0;
  return WORD_COST + RARITY_COST * rareness - LONGER_COST * Math.max(0, word.length - 2) + single;
}

/**
 * Takes a step from a node, and keeps it where it ends if nothing cheaper leads to the same state.
 *
 * @param {Line} line
 * @param {(Node | undefined)[][]} nodes
 * @param {Node} node
 * @param {number} state
 * @param {Step} step
 */
function relax(line, nodes, node, state, step) {
  const glued = !line.gaps[step.from];
  let cost = node.cost + step.cost;
  let next = UNKNOWN;
  if (step.role === "tail") {
    if (state === UNKNOWN && glued) cost += TAIL_AFTER_UNKNOWN_COST;
    else if (!glued || state === START) cost += findFirstTailCost(line, step);
    next = TAIL;
  } else if (step.role === "word") {
    if (glued) cost += state === TAIL ? AFTER_TAIL_COST : GLUED_COST;
    const stem = step.entry && step.entry.speech === VERB && !step.entry.form;
    next = stem ? STEM : CONTENT;
    if (stem && line.gaps[step.to]) cost += BARE_STEM_COST;
    if (state === STEM && glued) cost += AFTER_TAIL_COST;
  }
  const known = nodes[step.to][next];
  if (!known || cost < known.cost) nodes[step.to][next] = { cost, step, before: node };
}

/**
 * A written word may be nothing but an ending (하나요); the longer, the likelier.
 *
 * @param {Line} line
 * @param {Step} step
 */
function findFirstTailCost(line, { from, to }) {
  if (to - from === 1) return TAIL_FIRST_COST + TAIL_FIRST_SINGLE_COST;
  return to - from > 2 && line.gaps[to] ? TAIL_WORD_COST : TAIL_FIRST_COST;
}

/** @param {(Node | undefined)[]} last */
function traceBack(last) {
  const [best] = last.filter((node) => !!node).sort((a, b) => a.cost - b.cost);
  /** @type {Step[]} */
  const steps = [];
  for (let node = best; node?.step; node = /** @type {Node} */ (node.before)) steps.unshift(node.step);
  return { cost: best ? best.cost : 0, steps };
}
