/** Synonyms: phrases of the lexicon in the query, and the slots that their targets may answer. */
import { VERB } from "./facts.js";
import { makeAlternative, makeSlot } from "./slots.js";
import { PHRASE_MASS, SPREAD_MASS, TRUST } from "./weights.js";

/** @import { Entry } from "./dictionary.js" */
/** @import { Line } from "./line.js" */
/** @import { Lexicon, Path, Slot, Target } from "./types.d.ts" */

/** Characters of the longest phrase that is looked up, and of the longest that begins with a Latin letter. */
const LONGEST_PHRASE = 14;
const LONGEST_LATIN_PHRASE = 24;

/**
 * Adds the targets of all phrases that begin where a word of the query begins, and end where one ends.
 *
 * @param {Slot[]} slots
 * @param {Line} line
 * @param {Path} path
 * @param {Lexicon} lexicon
 */
export function addSynonyms(slots, line, path, lexicon) {
  const begun = path.steps.filter((step) => step.role !== "tail" || line.gaps[step.from]);
  for (const from of new Set(begun.map((step) => step.from))) {
    for (const [phrase, to] of listPhrases(line, path, from)) {
      const targets = lexicon.phrase(phrase);
      const isGuess = path.steps.some((step) => step.how === "mended" && step.from >= from && step.to <= to);
      if (targets && endsWell(path, line, from, to)) attach(slots, line, path, from, to, targets, phrase, !isGuess);
    }
  }
  for (const { from, to, how, entry } of path.steps) {
    if (how && entry) attach(slots, line, path, from, to, lexicon.phrase(entry.word) || [], entry.word, false);
  }
}

/**
 * Phrases that may begin at `from` and their ends, longest first; also with the weak words between left out (결제가
 * (계속) 안 돼요), and with particles of one syllable left out (돈(을) 물려 주세요).
 *
 * @param {Line} line
 * @param {Path} path
 * @param {number} from
 */
function listPhrases(line, path, from) {
  /** @type {Map<string, number>} */
  const found = new Map();
  const inside = path.steps.filter((step) => step.from > from && line.gaps[step.to]);
  const weak = inside.filter((step) => step.weak && line.gaps[step.from]);
  const particles = inside.filter((step) => step.role === "tail" && step.to - step.from === 1);
  const longest = /[a-z]/.test(line.text[from]) ? LONGEST_LATIN_PHRASE : LONGEST_PHRASE;
  for (const skips of [[], weak, particles]) {
    let phrase = "";
    for (let i = from; i < line.text.length && phrase.length < longest; ) {
      const skip = skips.find((step) => step.from === i && line.text.slice(i, step.to) !== "안");
      const mended = path.steps.find((step) => step.from === i && step.how === "mended");
      if (!skip) phrase += mended ? /** @type {Entry} */ (mended.entry).word : line.text[i];
      i = (skip || mended)?.to ?? i + 1;
      if (!skip) found.set(phrase, i);
    }
  }
  return [...found].sort((a, b) => b[0].length - a[0].length);
}

/**
 * Whether a phrase ends where a word ends: not inside a run or a noun, and one character only before a space or a tail.
 *
 * @param {Path} path
 * @param {Line} line
 * @param {number} from
 * @param {number} to
 */
function endsWell(path, line, from, to) {
  if (line.runsOn(to - 1)) return false;
  const cut = path.steps.find((step) => step.from < to && to < step.to);
  const isVerb = cut?.entry && (cut.entry.speech === VERB || cut.entry.form);
  if (cut && cut.role === "word" && cut.from >= from && !isVerb) return false;
  return to - from > 1 || line.gaps[to] === 1 || path.steps.some((step) => step.from === to && step.role === "tail");
}

/**
 * @param {Slot[]} slots
 * @param {Line} line
 * @param {Path} path
 * @param {number} from
 * @param {number} to
 * @param {Target[]} targets
 * @param {string} text
 * @param {boolean} sure typed so, and not a guess
 */
function attach(slots, line, path, from, to, targets, text, sure) {
  if (!targets.length) return;
  const isSpread = line.crossings(from, to) > 0 && !path.steps.some((step) => step.from <= from && step.to >= to);
  const spanned = findSpanned(slots, from, to, isSpread);
  const share = !isSpread ? 1 / spanned.length : 1;
  const trust = TRUST.synonym * (sure ? 1 : TRUST.mended);
  for (const slot of spanned) {
    for (const { weight, ids } of targets) {
      slot.alternatives.push(makeAlternative("synonym", ids, text, { weight: weight * share, trust, sure }));
    }
  }
}

/**
 * Slots that a phrase may answer. One of several written words stands beside what is known of them, for what is not.
 *
 * @param {Slot[]} slots
 * @param {number} from
 * @param {number} to
 * @param {boolean} isSpread over several written words
 */
function findSpanned(slots, from, to, isSpread) {
  /** @param {Slot} slot */
  const isSpanned = (slot) =>
    slot.unknown ? slot.from >= from && slot.to <= to : !isSpread && slot.from < to && from < slot.to;
  const spanned = slots.filter((slot) => slot.mass > 0 && !slot.weak && isSpanned(slot));
  if (spanned.length) return spanned;
  const slot = makeSlot(from, to, isSpread ? SPREAD_MASS : PHRASE_MASS, []);
  slots.push(slot);
  return [slot];
}
