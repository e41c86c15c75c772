/**
 * The query cut into words of the index, without an analyser: the least costly path over its characters (Viterbi 1967,
 * as dictionary analysers of Korean and Japanese do it). A path's steps are words of the dictionary, particles and
 * endings, and what nobody knows. Spaces are hints, not walls: 배송 비 and 환불신청하고싶어요 find their words.
 */
import { isIdeograph, isJamo, isSyllable } from "./text.js";

const LONGEST = 12;
const START = 0;
const CONTENT = 1;
const STEM = 2;
const TAIL = 3;
const UNKNOWN = 4;
const COST = {
  word: 2,
  rarity: 0.25,
  longer: 0.3,
  single: 3.5,
  tail: 0.4,
  tailMore: 0.15,
  tailFirst: 2.5,
  tailWord: 1,
  unknown: 6,
  stray: 3,
  jamo: 4,
  unknownMore: 4,
  crossing: 1.2,
  glued: 0.8,
  afterTail: 1.5,
  bareStem: 1.5,
};
const VERB = 1;

/** A query without its spaces, `gaps[i]` telling that a written word begins at `i`, and the end of the run at `i`. */
export class Line {
  constructor(words) {
    this.text = words.join("");
    this.gaps = new Uint8Array(this.text.length + 1);
    this.ends = new Uint16Array(this.text.length + 1);
    let at = 0;
    for (const word of words) {
      this.gaps[at] = 1;
      at += word.length;
    }
    this.gaps[at] = 1;
    for (let i = at - 1; i >= 0; i--) this.ends[i] = this.runsOn(i) ? this.ends[i + 1] : i + 1;
  }

  runsOn(i) {
    const [c, next] = [this.text[i], this.text[i + 1]];
    if (this.gaps[i + 1] || isSyllable(c) || isIdeograph(c)) return false;
    return isJamo(c) ? isJamo(next) : !isJamo(next) && !isSyllable(next) && !isIdeograph(next);
  }

  /** Where the written word that holds `i` ends. */
  wordEnd(i) {
    let end = i + 1;
    while (!this.gaps[end]) end++;
    return end;
  }

  wordStart(i) {
    while (!this.gaps[i]) i--;
    return i;
  }

  /** A jamo left over after a syllable of the same word: a slip of the finger, or a syllable just begun. */
  isStray(i) {
    return !this.gaps[i] && isJamo(this.text[i]) && isSyllable(this.text[i - 1]);
  }

  crossings(from, to) {
    let count = 0;
    for (let i = from + 1; i < to; i++) count += this.gaps[i];
    return count;
  }
}

/**
 * Steps `{from, to, kind: "word" | "tail" | "unknown", entry?, weak?}` of the best path; a word without an entry is one
 * that no article uses, but the lexicon knows.
 * `more(i)` offers further steps at a place (mended words); in `open` stand the starts of written words in which a word
 * may begin after something unknown.
 */
export function findPath(line, lexis, more, open) {
  const { text } = line;
  const nodes = Array.from({ length: text.length + 1 }, () => []);
  nodes[0][START] = { cost: 0 };
  const closing = findClosings(line, lexis.tails);
  for (let i = 0; i < text.length; i++) {
    if (!nodes[i].some((node) => node)) continue;
    const steps = [...listSteps(line, lexis, closing, nodes[i], i, open), ...more(i)];
    for (const step of steps) nodes[i].forEach((node, state) => node && relax(line, nodes, node, state, step));
  }
  return { ...traceBack(nodes[text.length]), closing };
}

/** Places from which the rest of the written word can be nothing but particles and endings. */
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

function listSteps(line, lexis, closing, states, i, open) {
  const { text, gaps, ends } = line;
  const steps = [];
  const glued = !gaps[i];
  if (!(glued && closing[i]) || !states[CONTENT]) listWords(line, lexis, i, steps, open.has(line.wordStart(i)));
  if (!isSyllable(text[i]))
    return [
      ...steps,
      {
        from: i,
        to: ends[i],
        kind: "unknown",
        cost: line.isStray(i) ? COST.stray : isJamo(text[i]) ? COST.jamo * (ends[i] - i) : COST.unknown + 2,
      },
    ];
  for (let to = i + 1; to <= text.length && (to === i + 1 || !gaps[to - 1]) && to - i <= LONGEST; to++) {
    if (lexis.tails.has(text.slice(i, to)))
      steps.push({ from: i, to, kind: "tail", cost: COST.tail + COST.tailMore * (to - i) });
  }
  const end = line.wordEnd(i);
  if (open.has(line.wordStart(i))) steps.push({ from: i, to: i + 1, kind: "unknown", cost: COST.unknown });
  else steps.push({ from: i, to: end, kind: "unknown", cost: COST.unknown + (end - i - 1) * COST.unknownMore });
  return steps;
}

/** Of a written word that the index's words do not make up, also the lexicon's: 딜리버리, where articles say 배송. */
function listWords(line, lexis, i, steps, isOpen) {
  const { text, gaps, ends } = line;
  if (!gaps[i] && i && ends[i - 1] > i) return;
  for (let to = Math.min(text.length, i + LONGEST); to > i; to--) {
    if (to < text.length && to > i && ends[to - 1] > to) continue;
    const word = text.slice(i, to);
    const entry = lexis.word(word);
    const weak = lexis.weak.has(word);
    const meant = isOpen && !entry && !weak && to - i > 1 && !line.crossings(i, to) && lexis.phrase(word);
    if (entry || weak || meant)
      steps.push({
        from: i,
        to,
        kind: "word",
        entry,
        weak,
        cost: lexis.cost(entry, word) + line.crossings(i, to) * COST.crossing,
      });
  }
}

/** Cost of a word: one for being a word, more if rare, much more if it is a single syllable. */
export function wordCost(entry, word, documents) {
  const rarity = entry ? Math.log((documents + 1) / entry.documents) : 2;
  return (
    COST.word +
    COST.rarity * rarity -
    COST.longer * Math.max(0, word.length - 2) +
    (word.length === 1 && isSyllable(word) ? COST.single : 0)
  );
}

function relax(line, nodes, node, state, step) {
  const glued = !line.gaps[step.from];
  let cost = node.cost + step.cost;
  let next = UNKNOWN;
  if (step.kind === "tail") {
    if (state === UNKNOWN && glued) cost += 1;
    else if (!glued || state === START) cost += tailFirstCost(line, step);
    next = TAIL;
  } else if (step.kind === "word") {
    if (glued) cost += state === TAIL ? COST.afterTail : COST.glued;
    const stem = step.entry && step.entry.kind === VERB && !step.entry.form;
    next = stem ? STEM : CONTENT;
    if (stem && line.gaps[step.to]) cost += COST.bareStem;
  }
  if (state === STEM && step.kind === "word" && glued) cost += COST.afterTail;
  const known = nodes[step.to][next];
  if (!known || cost < known.cost) nodes[step.to][next] = { cost, step, before: node };
}

/** A written word may be nothing but an ending (하나요); the longer, the likelier. */
function tailFirstCost(line, { from, to }) {
  if (to - from === 1) return COST.tailFirst + 1;
  return to - from > 2 && line.gaps[to] ? COST.tailWord : COST.tailFirst;
}

function traceBack(last) {
  let best = last.filter(Boolean).sort((a, b) => a.cost - b.cost)[0];
  const path = { cost: best ? best.cost : 0, steps: [] };
  for (; best && best.step; best = best.before) path.steps.unshift(best.step);
  return path;
}
