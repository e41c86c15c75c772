/**
 * The slots of one step of the path: a word with its parts, or what nobody knows. A slot's mass is what it weighs in the
 * question: rare words more than frequent ones, words of everyday Korean and stop words less.
 */
import { splitCompound } from "./compounds.js";
import { BIGRAM_MARK } from "./facts.js";
import { rarity } from "./score.js";
import { makeAlternative, makeSlot } from "./slots.js";
import { isJamo, isSyllable } from "./text.js";
import { EVERYDAY, SINGLE, TRUST, UNKNOWN_REST, UNKNOWN_SHARE, WEAK, WEAK_RARITY, WEIGHT } from "./weights.js";

/** @import { Entry } from "./dictionary.js" */
/** @import { Line } from "./line.js" */
/** @import { Alternative, Lexicon, Path, Slot, Step, StepHow } from "./types.d.ts" */

/**
 * The slots of a step; none for a particle or an ending.
 *
 * @param {Line} line
 * @param {Path} path
 * @param {Step} step
 * @param {Slot[]} slots those before it
 * @param {Lexicon} lexicon
 */
export function buildStepSlots(line, path, step, slots, lexicon) {
  if (step.role === "word") return buildWordSlots(line, step, lexicon);
  if (step.role === "unknown") return buildUnknownSlots(line, step, slots, lexicon);
  if (!isPatchwork(line, path, step)) return [];
  return [makeUnknownSlot(step.from, line.wordEnd(step.from), weighUnknown(lexicon))];
}

/**
 * A slot for a word, with its parts as further alternatives; or, if words make it up without a rest, a slot for each of
 * them and one for the whole that is not asked for.
 *
 * @param {Line} line
 * @param {Step} step
 * @param {Lexicon} lexicon
 */
function buildWordSlots(line, step, lexicon) {
  const { from, to, entry, weak, stranger } = step;
  if (!entry) return weak ? [] : [{ ...makeUnknownSlot(from, to, weighUnknown(lexicon)), stranger }];
  const kind = step.how || "word";
  const isWeak = weak || line.isWeak(entry.word, lexicon);
  const factor = isWeak ? weighWeak(entry, lexicon) : entry.word.length === 1 && isSyllable(entry.word) ? SINGLE : 1;
  /**
   * @param {Entry} other
   * @param {number} mass
   * @param {number} weight
   */
  const make = (other, mass, weight) => {
    const more = { weak: isWeak, prominent: entry.prominent, everyday: other.everyday };
    return makeSlot(from, to, mass, [makeWordAlternative(other, step.how, weight * factor)], more);
  };
  const own = make(entry, weighWord(entry, lexicon) * factor, WEIGHT[kind]);
  const { parts, whole } = splitCompound(entry.word, from, to, line, lexicon);
  if (!whole) return [addParts(own, parts, step.how, factor)];
  const pieces = parts.map((part) => make(part, weighWord(part, lexicon), WEIGHT[kind] * WEIGHT.tiled));
  for (const { alternatives } of pieces) alternatives.push({ ...alternatives[0], ids: [entry.id], text: entry.word });
  own.mass = 0;
  own.alternatives[0].weight *= WEIGHT.whole;
  return [own, ...pieces];
}

/**
 * @param {Entry} entry
 * @param {StepHow | ""} how
 * @param {number} weight
 */
function makeWordAlternative(entry, how, weight) {
  const kind = how || "word";
  const more = { weight, trust: TRUST[kind], sure: kind === "word", open: !!how && how !== "mended" };
  return makeAlternative(kind, [entry.id], entry.word, more);
}

/**
 * @param {Slot} slot
 * @param {Entry[]} parts
 * @param {StepHow | ""} how
 * @param {number} factor
 */
function addParts(slot, parts, how, factor) {
  for (const part of parts) {
    const piece = makeWordAlternative(part, how, WEIGHT[how || "word"] * WEIGHT.part * factor);
    slot.alternatives.push({ ...piece, trust: TRUST.part * piece.trust, how: "part" });
  }
  return slot;
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
