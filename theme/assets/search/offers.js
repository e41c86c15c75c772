/**
 * Steps that the index's own words offer where the query's written words lead nowhere: what was meant by a mistyped
 * word, what a word half typed may become, which words a run of initials stands for, which ending a slip has hidden.
 */
import { VERB } from "./facts.js";
import { findInflected } from "./latin.js";
import { makeStep } from "./lattice.js";
import { findByInitials, findCompletions, findMended, findRuns, isLaughter, isNearTail } from "./mend.js";
import { isSyllable } from "./text.js";
import {
  BEGUN_STEM_COST,
  GROWING_COST,
  GROWING_NEXT_COST,
  INFLECTED_COST,
  MENDED_COST,
  MENDED_TAIL_COST,
  MOST_COMPLETIONS,
  MOST_MENDED,
  RUN_COST,
  SECOND_SLIP_COST,
  SLIP_COST,
  SPELLED_COST,
} from "./weights.js";

/** @import { Entry } from "./dictionary.js" */
/** @import { Line } from "./line.js" */
/** @import { StepHow, Lexicon, Path, Range, Step } from "./types.d.ts" */

/** Characters of the longest word that one of several groups of initials stands for. */
const LONGEST_SPELLED = 6;

/** @typedef {(from: number, to: number, entry: Entry, how: StepHow, cost: number) => void} Offer */

/**
 * Further steps by place: mended, completed and spelled-out words for the written words that the path fails on.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {Lexicon} lexicon
 * @param {boolean} typing
 */
export function offerMends(line, path, lexicon, typing) {
  /** @type {Map<number, Step[]>} */
  const offers = new Map();
  /** @type {Offer} */
  const offer = (from, to, entry, how, cost) => {
    const word = how === "typing" ? entry.word.slice(0, Math.max(2, to - from)) : entry.word; // no merit in what is yet to come
    addStep(offers, makeStep(from, to, "word", lexicon.cost(entry, word) + cost, entry, false, how));
  };
  const growing = typing && line.text && offerCompletions(line, path, lexicon, offer);
  for (const [from, to] of findDoubtfulWords(line, path)) {
    if (growing && to === line.text.length) continue;
    const text = line.text.slice(from, to);
    if (isGood(text, lexicon)) continue;
    if (/^[ㄱ-ㅎ]+$/.test(text)) offerInitials(line, from, lexicon, offer);
    else offerMended(line, path, from, to, lexicon, offer);
    offerTails(line, path, from, to, lexicon, offers);
    offerParts(line, from, to, lexicon, offers);
    if (isSyllable(text[0])) continue;
    for (const entry of findInflected(text, lexicon)) offer(from, to, entry, "word", INFLECTED_COST);
  }
  return offers;
}

/**
 * @param {Map<number, Step[]>} offers
 * @param {Step} step
 */
function addStep(offers, step) {
  offers.set(step.from, [...(offers.get(step.from) || []), step]);
}

/**
 * @param {Line} line
 * @param {Path} path
 * @param {number} from
 * @param {number} to
 * @param {Lexicon} lexicon
 * @param {Offer} offer
 */
function offerMended(line, path, from, to, lexicon, offer) {
  for (const [at, end] of findStretches(line, path, from, to, lexicon)) {
    const text = line.text.slice(at, end);
    if (isGood(text, lexicon)) continue;
    for (const { entry, slips } of findMended(text, lexicon, MOST_MENDED)) {
      offer(at, end, entry, "mended", MENDED_COST + SLIP_COST * slips + (slips > 1 ? SECOND_SLIP_COST : 0));
    }
  }
}

/**
 * A run of jamo may be the initials of one word or of several: ㅂㅅㅈㅎ is 배송 조회.
 *
 * @param {Line} line
 * @param {number} from
 * @param {Lexicon} lexicon
 * @param {Offer} offer
 */
function offerInitials(line, from, lexicon, offer) {
  const end = line.ends[from];
  if (isLaughter(line.text.slice(from, end))) return;
  for (let at = from; at < end; at++) {
    for (let to = at + 2; to <= Math.min(end, at + LONGEST_SPELLED); to++) {
      const whole = at === from && to === end;
      const [entry] = findByInitials(line.text.slice(at, to), lexicon, 1);
      if (!entry || !(whole || entry.prominent)) continue;
      offer(at, to, entry, whole ? "initials" : "spelled", whole ? 0 : SPELLED_COST);
    }
  }
  const [run] = findRuns(line.text.slice(from, end), lexicon);
  if (run) offer(from, end, run, "initials", RUN_COST);
}

/**
 * Names and codes written without their blank or hyphen: applepay, nodejs, p302, 15880000.
 *
 * @param {Line} line
 * @param {number} from
 * @param {number} to
 * @param {Lexicon} lexicon
 * @param {Map<number, Step[]>} offers
 */
function offerParts({ text, ends }, from, to, lexicon, offers) {
  const end = Math.min(to, ends[from]);
  if (!/^[a-z0-9]{4,}$/.test(text.slice(from, end))) return;
  for (let at = from + 1; at < end; at++) {
    const isCode = /[a-z][0-9]/.test(text.slice(at - 1, at + 1));
    if (!isCode && (at - from < 3 || end - at < 2)) continue;
    const head = lexicon.word(text.slice(from, at));
    const rest = head && lexicon.word(text.slice(at, end));
    if (!rest) continue;
    for (const entry of [head, rest]) {
      const start = entry === head ? from : at;
      addStep(offers, makeStep(start, start + entry.word.length, "word", lexicon.cost(entry, entry.word), entry));
    }
  }
}

/**
 * Endings with a slip in them: 환불흐고, 배송비넌.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {number} from
 * @param {number} to
 * @param {Lexicon} lexicon
 * @param {Map<number, Step[]>} offers
 */
function offerTails(line, path, from, to, lexicon, offers) {
  const first = path.steps.find((step) => step.role === "unknown" && step.from > from && step.from < to);
  if (!first) return;
  for (let at = from + 1; at <= to - 2; at++) {
    for (let end = Math.max(first.from + 1, at + 2); end <= to; end++) {
      const text = line.text.slice(at, end);
      if (isNearTail(text, lexicon)) addStep(offers, makeStep(at, end, "tail", MENDED_TAIL_COST));
    }
  }
}

/**
 * Written words that hold something unknown or a scrap: start → end.
 *
 * @param {Line} line
 * @param {Path} path
 */
function findDoubtfulWords(line, path) {
  /** @type {Map<number, number>} */
  const words = new Map();
  path.steps.forEach((step, i) => {
    const from = line.wordStart(step.from);
    if (step.role === "unknown" || isScrap(line, path, i)) words.set(from, line.wordEnd(from));
  });
  return words;
}

/**
 * Whether a stretch is good Korean, and so no slip: a word that the site does not write, or one with an ending (남+나요,
 * 검+은색). Of a single syllable that it does write and one more (주+서), nobody can tell.
 *
 * @param {string} text
 * @param {Lexicon} lexicon
 */
function isGood(text, lexicon) {
  for (let end = 1; end <= text.length; end++) {
    if (end < text.length && !lexicon.tails.has(text.slice(end))) continue;
    const head = text.slice(0, end);
    const entry = lexicon.word(head);
    const isSure = text.length - end > 1 || (entry?.speech === VERB && entry.everyday && end < text.length);
    if (entry ? isSure : lexicon.phrase(head)?.length === 0) return true;
  }
  return false;
}

/**
 * One syllable of a longer written word is a piece by chance, unless articles are about that verb and its ending
 * follows: 받+기.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {number} i
 */
function isScrap(line, path, i) {
  const { role, from, to, entry } = path.steps[i];
  if (role !== "word" || to - from > 1 || !isSyllable(line.text[from])) return false;
  const end = line.wordEnd(from);
  const next = path.steps[i + 1];
  const isEnded = next && next.role === "tail" && next.to === end;
  const isVerb = entry && isProminentVerb(entry) && line.gaps[from] && isEnded;
  return end - line.wordStart(from) > 1 && !isVerb;
}

/** @param {Entry} entry */
const isProminentVerb = (entry) => entry.speech === VERB && entry.prominent;

/**
 * Parts of a doubtful word that may be one mistyped word: from its start or from where the unknown begins.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {number} from
 * @param {number} to
 * @param {Lexicon} lexicon
 */
function findStretches(line, path, from, to, lexicon) {
  const starts = new Set([from]);
  for (const step of path.steps) if (step.from > from && step.from < to && step.role !== "tail") starts.add(step.from);
  /** @type {Range[]} */
  const found = [];
  for (const start of starts) {
    for (let end = to; end >= start + 2; end--) {
      if (end === to || path.closing[end] || beginsWord(line, end, to, lexicon)) found.push([start, end]);
    }
  }
  return found;
}

/**
 * @param {Line} line
 * @param {number} from
 * @param {number} to
 * @param {Lexicon} lexicon
 */
function beginsWord(line, from, to, lexicon) {
  for (let end = from + 1; end <= to; end++) if (lexicon.word(line.text.slice(from, end))) return true;
  return false;
}

/**
 * Offers what the last word may grow into; true if it is on its way to other words, and so no slip: 환ㅂ to 환불.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {Lexicon} lexicon
 * @param {Offer} offer
 */
function offerCompletions(line, path, lexicon, offer) {
  const end = line.text.length;
  const start = line.wordStart(end - 1);
  const grown = new Set();
  for (const from of findGrowingStarts(path, start)) {
    const text = line.text.slice(from, end);
    if (path.steps.some((step) => step.from === from && step.to === end && isFinished(step, start))) continue;
    const stem = lexicon.word(text);
    if (stem && isProminentVerb(stem)) offer(from, end, stem, "typing", BEGUN_STEM_COST);
    findCompletions(text, lexicon, MOST_COMPLETIONS).forEach((entry, i) => {
      offer(from, end, entry, "typing", GROWING_COST + i * GROWING_NEXT_COST);
      grown.add(from);
    });
  }
  return grown.has(start) || (line.isStray(end - 1) && (grown.size > 0 || !lexicon.ready));
}

/**
 * Where a word may begin in the last written word.
 *
 * @param {Path} path
 * @param {number} start
 */
function findGrowingStarts(path, start) {
  const inside = path.steps.filter((step, i) => step.from > start && path.steps[i - 1].role !== "unknown");
  return new Set([start, ...inside.map((step) => step.from)]);
}

/**
 * Whether a step at the end of the query is not taken for the beginning of a longer word: a stop word, or one syllable
 * that is a word or follows one.
 *
 * @param {Step} step
 * @param {number} start of the written word
 */
function isFinished({ from, to, weak, entry }, start) {
  return weak || (to - from === 1 && (!!entry || from > start));
}
