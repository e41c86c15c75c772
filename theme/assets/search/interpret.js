/**
 * What a query asks for: its words as slots, each with the ways to answer it in falling order of trust: the word itself,
 * its parts, a synonym, the word that was meant, one that begins so, and at last pairs of its syllables.
 */
import { splitCompound } from "./compounds.js";
import { addDoubts } from "./doubts.js";
import { BIGRAM_MARK } from "./facts.js";
import { findPath, Line } from "./lattice.js";
import { cutQuery } from "./layout.js";
import { findByInitials, findCompletions, findRuns } from "./mend.js";
import { offerMends } from "./offers.js";
import { addSynonyms } from "./phrases.js";
import { rarity } from "./score.js";
import { makeAlternative, makeSlot } from "./slots.js";
import { isJamo, isSyllable } from "./text.js";
import {
  EVERYDAY,
  LIKELY_TRUST,
  LIKELY_WEIGHT,
  LITERAL,
  MOST_COMPLETIONS,
  MOST_INITIALS,
  RIVAL,
  SINGLE,
  TRUST,
  UNKNOWN_REST,
  UNKNOWN_SHARE,
  UNLIKELY_TRUST,
  UNLIKELY_WEIGHT,
  WEAK,
  WEAK_RARITY,
  WEIGHT,
} from "./weights.js";

/** @import { Entry } from "./dictionary.js" */
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
  for (const step of meant.steps) {
    if (step.role === "word") slots.push(...buildWordSlots(line, step, lexicon));
    else if (step.role === "unknown") slots.push(...buildUnknownSlots(line, step, slots, lexicon));
    else if (isPatchwork(line, meant, step)) {
      slots.push(makeUnknownSlot(step.from, line.wordEnd(step.from), weighUnknown(lexicon)));
    }
  }
  for (const slot of slots) placeSlot(slot, line, meant);
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
 * A slot for a word, with its parts as further alternatives; or, if words make it up without a rest, a slot for each of
 * them and one for the whole that is not asked for.
 *
 * @param {Line} line
 * @param {Step} step
 * @param {Lexicon} lexicon
 */
function buildWordSlots(line, { from, to, entry, weak, stranger, how }, lexicon) {
  if (!entry) return weak ? [] : [{ ...makeUnknownSlot(from, to, weighUnknown(lexicon)), stranger }];
  const kind = how || "word";
  const isWeak = weak || line.isWeak(entry.word, lexicon);
  const factor = isWeak ? weighWeak(entry, lexicon) : entry.word.length === 1 && isSyllable(entry.word) ? SINGLE : 1;
  const fixed = { sure: kind === "word", open: !!how && how !== "mended" };
  /**
   * @param {Entry} other
   * @param {number} mass
   * @param {number} weight
   */
  const make = (other, mass, weight) => {
    const more = { ...fixed, weight: weight * factor, trust: TRUST[kind] };
    const alternative = makeAlternative(kind, [other.id], other.word, more);
    const { prominent } = entry;
    return makeSlot(from, to, mass, [alternative], { weak: isWeak, prominent, everyday: other.everyday });
  };
  const own = make(entry, weighWord(entry, lexicon) * factor, WEIGHT[kind]);
  const { parts, whole } = splitCompound(entry.word, from, to, line, lexicon);
  if (!parts.length) return [own];
  if (!whole) {
    const pieces = parts.map((part) => make(part, 0, WEIGHT[kind] * WEIGHT.part).alternatives[0]);
    for (const piece of pieces) own.alternatives.push({ ...piece, trust: TRUST.part * TRUST[kind], how: "part" });
    return [own];
  }
  const pieces = parts.map((part) => make(part, weighWord(part, lexicon), WEIGHT[kind] * WEIGHT.tiled));
  for (const { alternatives } of pieces) alternatives.push({ ...alternatives[0], ids: [entry.id], text: entry.word });
  own.mass = 0;
  own.alternatives[0].weight *= WEIGHT.whole;
  return [own, ...pieces];
}

/**
 * @param {Entry} entry
 * @param {Lexicon} lexicon
 */
const weighWeak = (entry, lexicon) => WEAK * Math.min(1, WEAK_RARITY / rarity(entry.documents, lexicon.documents));

/**
 * What is common in all Korean says less, however rare it is here: 어제 주문한 거 취소 asks of 취소.
 *
 * @param {Entry} entry
 * @param {Lexicon} lexicon
 */
const weighWord = (entry, lexicon) => rarity(entry.documents, lexicon.documents) * EVERYDAY[entry.everyday];

/** @param {Lexicon} lexicon */
const weighUnknown = (lexicon) => UNKNOWN_SHARE * rarity(1, lexicon.documents);

/**
 * @param {number} from
 * @param {number} to
 * @param {number} mass
 * @param {Alternative[]} [alternatives]
 */
const makeUnknownSlot = (from, to, mass, alternatives = []) =>
  makeSlot(from, to, mass, alternatives, { unknown: true });

/**
 * A written word of endings that are one syllable each and nothing else (과+음, 여+의+도) is a word that nobody knows.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {Step} step
 */
function isPatchwork(line, path, step) {
  if (!line.gaps[step.from]) return false;
  const end = line.wordEnd(step.from);
  const inside = path.steps.filter((other) => other.from >= step.from && other.to <= end);
  return inside.length > 1 && inside.every((other) => other.role === "tail" && other.to - other.from === 1);
}

/**
 * What nobody knows still weighs in the question, and its pairs of syllables may stand inside longer words.
 *
 * @param {Line} line
 * @param {Step} step
 * @param {Slot[]} slots those before it
 * @param {Lexicon} lexicon
 */
function buildUnknownSlots(line, { from, to }, slots, lexicon) {
  const start = line.wordStart(from);
  const text = line.text.slice(start, line.wordEnd(from));
  const headed = slots.some(
    (slot) => (slot.prominent || slot.stranger) && slot.from === start && slot.to <= from && slot.to - start > 1,
  );
  const isLight = headed || isJamo(line.text[from]) || /^[0-9]+[가-힣]/.test(text); // 20000원: any amount will do
  const share = Math.min(1, (to - from) / 2) * (isLight ? UNKNOWN_REST : 1);
  const mass = line.isStray(from) ? 0 : weighUnknown(lexicon) * share;
  if (!isSyllable(text[0]) || text.length < 2) return [makeUnknownSlot(from, to, mass)];
  /** @type {Slot[]} */
  const pairs = [];
  for (let i = 0; i + 1 < text.length; i++) {
    const at = start + i;
    if (at + 2 <= from || at >= to) continue;
    pairs.push(makeUnknownSlot(at, at + 2, mass, findPair(text.slice(i, i + 2), lexicon)));
  }
  for (const slot of pairs) slot.mass /= pairs.length;
  return pairs.length ? pairs : [makeUnknownSlot(from, to, mass)];
}

/**
 * Two syllables as a word, and as a piece of longer ones.
 *
 * @param {string} pair
 * @param {Lexicon} lexicon
 */
function findPair(pair, lexicon) {
  const entries = [lexicon.word(pair), lexicon.word(BIGRAM_MARK + pair)].filter((entry) => entry && !entry.form);
  const more = { weight: WEIGHT.pair, trust: TRUST.pair };
  return entries.map((entry) => makeAlternative("pair", [/** @type {Entry} */ (entry).id], pair, more));
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
