/**
 * What a query asks for: its words as slots, each with the ways to answer it in falling order of trust: the word itself,
 * its parts, a synonym, the word that was meant, one that begins so, and at last pairs of its syllables.
 */
import { addDoubts } from "./doubts.js";
import { findPath } from "./lattice.js";
import { cutQuery } from "./layout.js";
import { Line } from "./line.js";
import { findByInitials, findCompletions, findRuns } from "./mend.js";
import { offerMends } from "./offers.js";
import { addSynonyms } from "./phrases.js";
import { makeAlternative, makeSlot } from "./slots.js";
import {
  LIKELY_TRUST,
  LIKELY_WEIGHT,
  LITERAL,
  MOST_COMPLETIONS,
  MOST_INITIALS,
  RIVAL,
  TRUST,
  UNLIKELY_TRUST,
  UNLIKELY_WEIGHT,
  WEIGHT,
} from "./weights.js";
import { buildStepSlots } from "./word_slots.js";

/** @import { Alternative, StepHow, Interpretation, Lexicon, Path, Slot, Step } from "./types.d.ts" */

const NOTHING_OPEN = new Set();

/**
 * Slots of a query. There are none while shards are missing that the next step depends on: a word not yet looked up is
 * not an unknown word. `asTyped` takes every word as it stands, `doubting` also considers that each may be a slip.
 *
 * @param {string} query
 * @param {Lexicon} lexicon
 * @param {{ typing: boolean, asTyped?: boolean, doubting?: boolean }} reading
 * @returns {Interpretation}
 */
export function interpret(query, lexicon, { typing, asTyped = false, doubting = false }) {
  const unfinished = typing && !/[\s.,?!]$/.test(query);
  const { words, names, turned } = cutQuery(query, lexicon, asTyped);
  const line = new Line(words, names);
  /** @returns {Step[]} */
  const none = () => [];
  const unready = { slots: [], line, mended: null };
  let path = findPath(line, lexicon, none, NOTHING_OPEN);
  if (!lexicon.ready) return unready;
  const open = new Set(path.steps.filter((step) => step.role === "unknown").map((step) => line.wordStart(step.from)));
  if (open.size) path = findPath(line, lexicon, none, open);
  if (!lexicon.ready) return unready;
  const offers = asTyped ? new Map() : offerMends(line, path, lexicon, unfinished);
  const meant = offers.size ? findPath(line, lexicon, (i) => offers.get(i) || [], open) : path;
  if (!lexicon.ready) return unready;
  const slots = buildSlots(line, meant, path, lexicon);
  if (unfinished && !asTyped) addGrown(slots, line, meant, lexicon);
  addSynonyms(slots, line, meant, lexicon);
  if (doubting) addDoubts(slots, line, lexicon);
  return { slots, line, mended: spellMeant(line, meant, turned) };
}

/**
 * @param {Line} line
 * @param {Path} meant
 * @param {Path} literal
 * @param {Lexicon} lexicon
 */
function buildSlots(line, meant, literal, lexicon) {
  /** @type {Slot[]} */
  const slots = [];
  for (const step of meant.steps) slots.push(...buildStepSlots(line, meant, step, slots, lexicon));
  for (const slot of slots) placeSlot(slot, line, meant);
  addWhole(slots, line, meant, lexicon);
  for (const { role, entry, from, to } of literal.steps) {
    if (role !== "word" || !entry || slots.some((slot) => slot.from === from && slot.to === to)) continue;
    const more = { weight: LITERAL, trust: LITERAL };
    addAlternative(slots, from, to, makeAlternative("word", [entry.id], entry.word, more));
  }
  for (const step of meant.steps)
    if (step.how && step.how !== "mended") addRivals(slots, step, step.how, line, lexicon);
  return slots;
}

/**
 * A written word that is cut in two may be one of the index all the same: 이동기 is no 이동 with an ending.
 *
 * @param {Slot[]} slots
 * @param {Line} line
 * @param {Path} path
 * @param {Lexicon} lexicon
 */
function addWhole(slots, line, path, lexicon) {
  for (const { role, from, to, how } of path.steps) {
    const whole = role === "word" && !how && line.gaps[from] && !line.gaps[to] ? line.wordEnd(from) : to;
    const entry = whole > to ? lexicon.word(line.text.slice(from, whole)) : undefined;
    const slot = slots.find((other) => other.from === from && other.to === to);
    if (!entry || entry.form || !slot) continue;
    slot.alternatives.push(makeAlternative("word", [entry.id], entry.word, { weight: 1, trust: 1, sure: true }));
  }
}

/**
 * Tells a slot how it stands in the query.
 *
 * @param {Slot} slot
 * @param {Line} line
 * @param {Path} path
 */
function placeSlot(slot, line, path) {
  slot.strays = /[ㄱ-ㅣ]/.test(line.text.slice(slot.from, slot.to));
  slot.damaged = isDamaged(line, path, slot);
  slot.word = line.wordStart(slot.from);
  slot.alone = !!(line.gaps[slot.from] && line.gaps[slot.to]);
  if (slot.damaged) for (const alternative of slot.alternatives) distrust(line, slot, alternative);
}

/**
 * A piece of a written word of which the rest is unknown, or could only follow another, says little: it may be another.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {Slot} slot
 */
function isDamaged(line, path, slot) {
  const from = line.wordStart(slot.from);
  const to = line.wordEnd(slot.from);
  /** @param {Step} step */
  const isOdd = (step) =>
    step.role === "unknown" || (step.role === "tail" && step.from === from && step.to <= slot.from);
  return !slot.unknown && path.steps.some((step) => step.from >= from && step.to <= to && isOdd(step));
}

/**
 * … unless it begins the word and some article is about it: then the rest is likelier a mistyped ending.
 *
 * @param {Line} line
 * @param {Slot} slot
 * @param {Alternative} alternative
 */
function distrust(line, slot, alternative) {
  const isLikely = line.gaps[slot.from] === 1 && slot.to - slot.from > 1 && slot.prominent;
  alternative.weight *= isLikely ? LIKELY_WEIGHT : UNLIKELY_WEIGHT;
  alternative.trust *= isLikely ? LIKELY_TRUST : UNLIKELY_TRUST;
  alternative.sure &&= isLikely;
}

/**
 * To the first slot that it overlaps, or to one of its own that is not asked for.
 *
 * @param {Slot[]} slots
 * @param {number} from
 * @param {number} to
 * @param {Alternative} alternative
 */
function addAlternative(slots, from, to, alternative) {
  const slot = slots.find((other) => other.from < to && from < other.to);
  if (slot) slot.alternatives.push(alternative);
  else slots.push(makeSlot(from, to, 0, [alternative]));
}

/**
 * The last word, of Latin letters or one syllable, is a word, and may be the beginning of another: go on the way to gov.
 *
 * @param {Slot[]} slots
 * @param {Line} line
 * @param {Path} path
 * @param {Lexicon} lexicon
 */
function addGrown(slots, line, path, lexicon) {
  const last = path.steps[path.steps.length - 1];
  if (!last?.entry || last.how || last.weak || line.isWeak(last.entry.word, lexicon)) return;
  const isSingle = line.gaps[last.from] && last.to - last.from === 1;
  if (isSingle || /[a-z]/.test(line.text[last.from])) addRivals(slots, last, "typing", line, lexicon);
}

/**
 * A word half typed, or only its initials, may mean others as well.
 *
 * @param {Slot[]} slots
 * @param {Step} step
 * @param {StepHow} how
 * @param {Line} line
 * @param {Lexicon} lexicon
 */
function addRivals(slots, step, how, line, lexicon) {
  const text = line.text.slice(step.from, step.to);
  const entries =
    how === "typing"
      ? findCompletions(text, lexicon, MOST_COMPLETIONS)
      : [...findByInitials(text, lexicon, MOST_INITIALS), ...findRuns(text, lexicon)];
  for (const entry of entries) {
    if (entry === step.entry) continue;
    const more = { weight: WEIGHT[how] * RIVAL, trust: TRUST[how], open: true };
    addAlternative(slots, step.from, step.to, makeAlternative(how, [entry.id], entry.word, more));
  }
}

/**
 * The query as understood, if that differs from what was typed.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {boolean} turned
 */
function spellMeant(line, path, turned) {
  if (!turned && !path.steps.some((step) => step.how === "mended")) return null;
  let text = "";
  for (const { from, to, how, entry } of path.steps) {
    if (line.gaps[from] && from) text += " ";
    text += how === "mended" ? entry?.word : spaceOut(line, from, to);
  }
  return text;
}

/**
 * A stretch with the spaces that stood in it.
 *
 * @param {Line} line
 * @param {number} from
 * @param {number} to
 */
function spaceOut(line, from, to) {
  let text = "";
  for (let i = from; i < to; i++) text += (line.gaps[i] && i > from ? " " : "") + line.text[i];
  return text;
}
