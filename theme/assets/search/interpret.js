/**
 * What a query asks for: its words as slots, each with the ways to answer it in falling order of trust: the word itself,
 * its parts, a synonym, the word that was meant, one that begins so, and at last pairs of its syllables.
 */
import { addDoubts } from "./doubts.js";
import { cutQuery } from "./layout.js";
import { findPath, Line } from "./lattice.js";
import { findByInitials, findCompletions } from "./mend.js";
import { offerMends } from "./offers.js";
import { rarity } from "./score.js";
import { isJamo, isSyllable } from "./text.js";

const MOST_INITIALS = 200;
/** Characters of the longest phrase that is looked up in the lexicon. */
const LONGEST_PHRASE = 14;
const NOTHING_OPEN = new Set();
/** How much of its part of the question a way of answering covers, and how much of the word's own score it brings; tuned on KorQuAD's half. */
const TRUST = {
  word: 1,
  part: 0.6,
  synonym: 0.85,
  mended: 0.75,
  typing: 0.75,
  initials: 0.75,
  spelled: 0.5,
  pair: 0.2,
};
const WEIGHT = {
  word: 1,
  whole: 0.7,
  tiled: 0.85,
  phrase: 0.5,
  part: 0.5,
  mended: 0.85,
  typing: 0.75,
  initials: 0.8,
  spelled: 0.8,
  pair: 0.3,
};
const SURE = { word: true, synonym: true };
/** Weak words count so much of themselves, and never more than one of this rarity would. */
const WEAK = 0.15;
const WEAK_RARITY = 1;
/** What nobody knows weighs nearly as much as the rarest word. */
const UNKNOWN_SHARE = 0.8;

/**
 * `{slots, mended}`, no slots while shards are missing that the next step depends on: a word not yet looked up is not
 * an unknown word; `mended` is the query as it was understood, or null where it was taken as typed: always, when
 * `asTyped`.
 */
export function interpret(query, lexis, { typing, asTyped, doubting }) {
  const unfinished = typing && !/[\s.,?!]$/.test(query);
  const words = cutQuery(query, lexis, asTyped);
  const line = new Line(words);
  const none = () => [];
  const unready = { slots: [], line, mended: null };
  let path = findPath(line, lexis, none, NOTHING_OPEN);
  if (!lexis.ready) return unready;
  const open = new Set(path.steps.filter((step) => step.kind === "unknown").map((step) => line.wordStart(step.from)));
  if (open.size) path = findPath(line, lexis, none, open);
  if (!lexis.ready) return unready;
  const offers = asTyped ? new Map() : offerMends(line, path, lexis, unfinished);
  const meant = offers.size ? findPath(line, lexis, (i) => offers.get(i) || [], open) : path;
  if (!lexis.ready) return unready;
  const slots = buildSlots(line, meant, path, lexis);
  if (unfinished && !asTyped) addGrown(slots, line, meant, lexis);
  addSynonyms(slots, line, meant, lexis);
  if (doubting) addDoubts(slots, line, lexis, { weight: WEIGHT.mended, trust: TRUST.mended });
  return { slots, line, mended: spell(line, meant, words.layout) };
}

function buildSlots(line, meant, literal, lexis) {
  const slots = [];
  for (const step of meant.steps) {
    if (step.kind === "word") slots.push(...wordSlots(line, step, lexis));
    else if (step.kind === "unknown") slots.push(...unknownSlots(line, step, slots, lexis));
    else if (isPatchwork(line, meant, step))
      slots.push({
        from: step.from,
        to: line.wordEnd(step.from),
        mass: weighUnknown(lexis),
        unknown: true,
        alternatives: [],
      });
  }
  for (const slot of slots) {
    slot.strays = /[ㄱ-ㅣ]/.test(line.text.slice(slot.from, slot.to));
    slot.damaged = isDamaged(line, meant, slot);
    slot.word = line.wordStart(slot.from);
    slot.alone = !!(line.gaps[slot.from] && line.gaps[slot.to]);
    if (slot.damaged) slot.alternatives.forEach((alternative) => doubt(line, slot, alternative));
  }
  for (const step of literal.steps) {
    if (step.kind !== "word" || !step.entry || slots.some((slot) => slot.from === step.from && slot.to === step.to))
      continue;
    addAlternative(slots, step, { ids: [step.entry.id], weight: 0.5, trust: 0.5, kind: "word", text: step.entry.word });
  }
  for (const step of meant.steps) if (step.how !== "mended" && step.how) addRivals(slots, step, line, lexis);
  return slots;
}

/** A piece of a written word of which the rest is unknown, or could only follow another, says little: it may be another. */
function isDamaged(line, path, slot) {
  const from = line.wordStart(slot.from);
  const to = line.wordEnd(slot.from);
  const isOdd = (step) =>
    step.kind === "unknown" || (step.kind === "tail" && step.from === from && step.to <= slot.from);
  return !slot.unknown && path.steps.some((step) => step.from >= from && step.to <= to && isOdd(step));
}

/** … unless it begins the word and some article is about it: then the rest is likelier a mistyped ending. */
function doubt(line, slot, alternative) {
  const likely = line.gaps[slot.from] && slot.to - slot.from > 1 && slot.prominent;
  alternative.weight *= likely ? 0.8 : 0.5;
  alternative.trust *= likely ? 0.9 : 0.4;
  alternative.sure &&= likely;
}

function addAlternative(slots, { from, to }, alternative) {
  const slot = slots.find((other) => other.from < to && from < other.to);
  if (slot) slot.alternatives.push(alternative);
  else slots.push({ from, to, mass: 0, alternatives: [alternative] });
}

/** The last word, of Latin letters or one syllable, is a word, and may be the beginning of another: go on the way to gov. */
function addGrown(slots, line, path, lexis) {
  const last = path.steps[path.steps.length - 1];
  const isBegun = last && (/[a-z]/.test(line.text[last.from]) || (line.gaps[last.from] && last.to - last.from === 1));
  if (isBegun && last.entry && !last.how && !last.weak && !lexis.weak.has(last.entry.word))
    addRivals(slots, { ...last, how: "typing" }, line, lexis);
}

/** A word half typed, or only its initials, may mean others as well. */
function addRivals(slots, step, line, lexis) {
  const text = line.text.slice(step.from, step.to);
  const entries = step.how === "typing" ? findCompletions(text, lexis, 8) : findByInitials(text, lexis, MOST_INITIALS);
  for (const entry of entries) {
    if (entry !== step.entry)
      addAlternative(slots, step, {
        ids: [entry.id],
        weight: WEIGHT[step.how] * 0.9,
        trust: TRUST[step.how],
        kind: step.how,
        text: entry.word,
        open: true,
      });
  }
}

function wordSlots(line, step, lexis) {
  const { from, to, entry, weak } = step;
  if (!entry) return weak ? [] : [{ from, to, mass: weighUnknown(lexis), unknown: true, alternatives: [] }];
  const kind = step.how || "word";
  const feeble = weak || lexis.weak.has(entry.word);
  const single = entry.word.length === 1 && isSyllable(entry.word) ? 0.6 : 1;
  const slight = feeble ? WEAK * Math.min(1, WEAK_RARITY / rarity(entry.documents, lexis.documents)) : single;
  const make = (mass, weight, trust, other, text) => ({
    from,
    to,
    weak: feeble,
    prominent: entry.prominent,
    mass,
    alternatives: [
      {
        ids: [other.id],
        weight: weight * slight,
        trust,
        kind,
        text,
        sure: SURE[kind],
        open: !!step.how && step.how !== "mended",
      },
    ],
  });
  const value = rarity(entry.documents, lexis.documents) * slight;
  const { parts, whole } = untie(line, from, to, lexis) || tile(entry.word, lexis);
  const own = make(value, WEIGHT[kind], TRUST[kind], entry, entry.word);
  if (!parts.length) return [own];
  const pieces = parts.map((part) =>
    make(
      whole ? rarity(part.documents, lexis.documents) : 0,
      WEIGHT[kind] * (whole ? WEIGHT.tiled : WEIGHT.part),
      TRUST[kind],
      part,
      part.word,
    ),
  );
  if (!whole) {
    own.alternatives.push(
      ...pieces.map((piece) => ({ ...piece.alternatives[0], trust: TRUST.part * TRUST[kind], kind: "part" })),
    );
    return [own];
  }
  for (const piece of pieces) piece.alternatives.push({ ...piece.alternatives[0], ids: [entry.id], text: entry.word });
  own.mass = 0;
  own.alternatives[0].weight *= WEIGHT.whole;
  return [own, ...pieces];
}

/** The words as they are written apart (set up, 침몰 사건) of one that the index has as one; null if not all are words. */
function untie(line, from, to, lexis) {
  const parts = [];
  for (let i = from; i < to; i = line.wordEnd(i))
    parts.push(i + 1 < to && lexis.word(line.text.slice(i, Math.min(to, line.wordEnd(i)))));
  return parts.length > 1 && line.gaps[from] && parts.every((part) => part && part.word.length > 1)
    ? { parts, whole: true }
    : null;
}

/** Shorter words of two syllables or more that a word is made of; `whole` if they leave nothing over. */
export function tile(word, lexis) {
  if (word.length < 3 || !isSyllable(word[0])) return { parts: [], whole: false };
  const best = [{ covered: 0, count: 0, parts: [] }];
  for (let to = 1; to <= word.length; to++) {
    best[to] = { ...best[to - 1] };
    for (let from = 0; from <= to - 2; from++) {
      const entry = to - from < word.length && best[from].covered >= from - 1 && lexis.word(word.slice(from, to));
      if (!entry || entry.form || entry.kind === 1) continue;
      const covered = best[from].covered + to - from;
      const count = best[from].count + 1;
      if (covered > best[to].covered || (covered === best[to].covered && count < best[to].count))
        best[to] = { covered, count, parts: [...best[from].parts, entry] };
    }
  }
  const { parts, covered } = best[word.length];
  return { parts, whole: covered === word.length };
}

/** A written word of endings that are one syllable each and nothing else (과+음, 여+의+도) is a word that nobody knows. */
function isPatchwork(line, path, step) {
  const inside = line.gaps[step.from]
    ? path.steps.filter((other) => other.from >= step.from && other.to <= line.wordEnd(step.from))
    : [];
  return inside.length > 1 && inside.every((other) => other.kind === "tail" && other.to - other.from === 1);
}

const weighUnknown = (lexis) => UNKNOWN_SHARE * rarity(1, lexis.documents);

/** What nobody knows still weighs in the question, and its pairs of syllables may stand inside longer words. */
function unknownSlots(line, step, slots, lexis) {
  const { from, to } = step;
  const start = line.wordStart(from);
  const text = line.text.slice(start, line.wordEnd(from));
  const headed = slots.some((slot) => slot.prominent && slot.from === start && slot.to <= from && slot.to - start > 1);
  const stray = line.isStray(from);
  const mass = stray
    ? 0
    : weighUnknown(lexis) * Math.min(1, (to - from) / 2) * (headed || isJamo(line.text[from]) ? 0.3 : 1);
  if (!isSyllable(text[0]) || text.length < 2) return [{ from, to, mass, unknown: true, alternatives: [] }];
  const pairs = [];
  for (let i = 0; i + 1 < text.length; i++) {
    const at = start + i;
    if (at + 2 <= from || at >= to) continue;
    const pair = text.slice(i, i + 2);
    const entries = [lexis.word(pair), lexis.word(`~${pair}`)].filter((entry) => entry && !entry.form);
    const alternatives = entries.map((entry) => ({
      ids: [entry.id],
      weight: WEIGHT.pair,
      trust: TRUST.pair,
      kind: "pair",
      text: pair,
    }));
    pairs.push({ from: at, to: at + 2, mass, unknown: true, alternatives });
  }
  for (const slot of pairs) slot.mass /= pairs.length;
  return pairs.length ? pairs : [{ from, to, mass, unknown: true, alternatives: [] }];
}

/** Phrases of the lexicon that begin where a word of the query begins, and end where one ends. */
function addSynonyms(slots, line, path, lexis) {
  const starts = new Set(
    path.steps.filter((step) => step.kind !== "tail" || line.gaps[step.from]).map((step) => step.from),
  );
  for (const from of starts) {
    for (const [phrase, to] of phrasesFrom(line, path, from)) {
      const targets = lexis.phrase(phrase);
      const isGuess = path.steps.some((step) => step.how === "mended" && step.from >= from && step.to <= to);
      if (targets && endsWell(path, line, from, to)) attach(slots, line, path, from, to, targets, phrase, !isGuess);
    }
  }
  for (const step of path.steps) {
    if (step.how && step.entry)
      attach(slots, line, path, step.from, step.to, lexis.phrase(step.entry.word) || [], step.entry.word, false);
  }
}

/** `[phrase, its end]`, longest first; also with the weak words between left out: 결제가 (계속) 안 돼요. */
function phrasesFrom(line, path, from) {
  const found = new Map();
  const skipped = path.steps.filter(
    (step) => step.weak && step.from > from && line.gaps[step.from] && line.gaps[step.to],
  );
  for (const skips of [[], skipped]) {
    let phrase = "";
    for (let i = from; i < line.text.length && phrase.length < LONGEST_PHRASE; i++) {
      const skip = skips.find((step) => step.from === i && line.text.slice(i, step.to) !== "안");
      const meant = path.steps.find((step) => step.from === i && step.how === "mended");
      if (skip) i = skip.to - 1;
      else if (meant) found.set((phrase += meant.entry.word), (i = meant.to - 1) + 1);
      else found.set((phrase += line.text[i]), i + 1);
    }
  }
  return [...found].sort((a, b) => b[0].length - a[0].length);
}

function endsWell(path, line, from, to) {
  if (line.runsOn(to - 1)) return false;
  const cut = path.steps.find((step) => step.from < to && to < step.to);
  if (cut && cut.kind === "word" && cut.from >= from && !(cut.entry && (cut.entry.kind === 1 || cut.entry.form)))
    return false;
  return to - from > 1 || line.gaps[to] || path.steps.some((step) => step.from === to && step.kind === "tail");
}

function attach(slots, line, path, from, to, targets, text, sure = true) {
  if (!targets.length) return;
  const spanned = findSpanned(slots, line, path, from, to);
  const share = isSpread(line, path, from, to) ? WEIGHT.phrase : 1 / spanned.length;
  for (const slot of spanned) {
    for (const { weight, ids } of targets) slot.alternatives.push(synonym(ids, weight * share, text, sure));
  }
}

/** Slots that a phrase may answer. One of several written words stands beside what is known of them, for what is not. */
function findSpanned(slots, line, path, from, to) {
  const spread = isSpread(line, path, from, to);
  const isInside = (slot) => slot.from >= from && slot.to <= to;
  const overlaps = (slot) => !spread && !slot.unknown && slot.from < to && from < slot.to;
  const spanned = slots.filter(
    (slot) => slot.mass > 0 && !slot.weak && (slot.unknown ? isInside(slot) : overlaps(slot)),
  );
  if (spanned.length) return spanned;
  const slot = { from, to, mass: spread ? 0.7 : 0.8, alternatives: [] };
  slots.push(slot);
  return [slot];
}

const isSpread = (line, path, from, to) =>
  line.crossings(from, to) > 0 && !path.steps.some((step) => step.from <= from && step.to >= to);

const synonym = (ids, weight, text, sure) => ({
  ids,
  weight,
  trust: TRUST.synonym * (sure ? 1 : TRUST.mended),
  kind: "synonym",
  text,
  sure,
});

/** The query as understood, if that differs from what was typed. */
function spell(line, path, layout) {
  if (!layout && !path.steps.some((step) => step.how === "mended")) return null;
  let text = "";
  for (const step of path.steps) {
    if (line.gaps[step.from] && step.from) text += " ";
    text += step.how === "mended" ? step.entry.word : spaced(line, step.from, step.to);
  }
  return text;
}

function spaced(line, from, to) {
  let text = "";
  for (let i = from; i < to; i++) text += (line.gaps[i] && i > from ? " " : "") + line.text[i];
  return text;
}
