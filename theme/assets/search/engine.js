/**
 * The search engine: pure functions over the shards it is given. It fetches nothing, knows no page and keeps no time, so
 * that the very same code runs in the browser and, from Python, in an embedded V8.
 *
 *     const engine = createEngine(manifest);
 *     for (let names; (names = engine.plan(query)).length; ) for (const name of names) engine.add(name, await get(name));
 *     engine.search(query).hits;
 */
import { findBelief } from "./belief.js";
import { spellMatched } from "./doubts.js";
import { findExcerpt } from "./excerpt.js";
import { interpret } from "./interpret.js";
import { wordCost } from "./lattice.js";
import { findNumber } from "./numbers.js";
import { scoreDocuments } from "./score.js";
import { Shards } from "./shards.js";

export const FORMAT = 2;
const FIRST_BODY = 10;
/** Behind an answer come only articles that cover this part of the question of what it covers; tuned on KorQuAD's half. */
const KEPT = 0.42;
/** An answer is one of the first: further down, something is always believed. */
const SEEN = 3;
/** The least coverage of an article named where there is no answer. */
const NEAREST = 0.15;
/** A mended word is believed less than the same word typed; the literal reading must be this much surer to win. */
const MENDED_LEAD = 1.2;

/** From this part of the question on, a mended word is told; less of a long sentence is found without it just as well. */
const TOLD = 0.3;

/** What the interpretation may ask of the index. */
class Lexis {
  constructor(shards) {
    this.shards = shards;
    this.documents = shards.manifest.documents;
    this.tails = new Set(shards.manifest.tails.split(" "));
    this.weak = new Set(shards.manifest.weak.split(" "));
  }

  /** Whether all that was asked for so far was at hand. */
  get ready() {
    return !this.shards.missing.size;
  }

  word(word) {
    return this.shards.word(word);
  }

  phrase(phrase) {
    return this.shards.phrase(phrase);
  }

  between(first, last) {
    return this.shards.between(first, last);
  }

  common() {
    return this.shards.common();
  }

  cost(entry, word) {
    return wordCost(entry, word, this.documents);
  }
}

/** What is done of one query: shards arrive in rounds, and what had all of its own is not done again for the next. */
class Progress {
  constructor(key, shards) {
    this.key = key;
    this.shards = shards;
    this.done = new Map();
  }

  once(step, take) {
    if (this.done.has(step)) return this.done.get(step);
    const result = take();
    if (!this.shards.missing.size) this.done.set(step, result);
    return result;
  }
}

/** `manifest` is the parsed `index.json`; one of another format is refused. */
export function createEngine(manifest) {
  if (manifest.format !== FORMAT)
    throw new Error(`search index of format ${manifest.format}, this engine reads ${FORMAT}`);
  const shards = new Shards(manifest);
  const lexis = new Lexis(shards);
  let last = new Progress("", shards);

  function run(query, options) {
    const key = JSON.stringify([query, options]);
    if (last.key !== key) last = new Progress(key, shards);
    shards.missing.clear();
    return last.once("answer", () => answer(query, options, shards, lexis, last));
  }

  return {
    add: (name, bytes) => shards.add(name, bytes),
    /** Names of the shards that `search` still needs; empty when it can answer. Ask again after adding them. */
    plan(query, options = {}) {
      run(query, options);
      if (manifest.whole && shards.missing.size) for (const kind of "dp") shards.at(kind, 0); // a file each: fetched together
      return [...shards.missing];
    },
    /** `{hits, mended, nearest, isNumber}` from the shards at hand. */
    search: (query, options = {}) => run(query, options),
    /** For explanations: the word of a term id, as far as its shard is at hand. */
    wordOf: (id) => shards.wordOf(id),
  };
}

function answer(
  query,
  { limit = 10, category = "", type = "", prefix = true, literal = false, excerpts = false },
  shards,
  lexis,
  progress,
) {
  const isNumber = findNumber(query);
  const empty = { hits: [], mended: null, nearest: [], isNumber };
  if (isNumber || !shards.manifest.documents) return empty;
  const allowed = allow(shards.manifest.groups, category, type);
  const take = (name) =>
    progress.once(`rank ${name}`, () => understand(query, name, prefix, allowed, shards, lexis, progress));
  let meant = take(literal ? "typed" : "meant");
  const typed = meant.mended ? take("typed") : meant;
  if (shards.missing.size) return empty;
  if (typed.best >= MENDED_LEAD * meant.best) meant = typed;
  const doubted = meant.best || literal ? meant : take("doubted");
  if (shards.missing.size) return empty;
  if (doubted.mended) meant = doubted;
  const show = (list, { line }) => list.map((found) => describe(found, line, shards, excerpts)).filter(Boolean);
  if (!meant.best)
    return { ...empty, nearest: show(meant.ranked.filter((found) => found.coverage >= NEAREST).slice(0, 3), meant) };
  const first = meant.ranked.slice(0, limit);
  const hits = [...show(first, meant), ...show(findOthers(first, typed.best ? typed.ranked : [], limit), typed)];
  const isTold = meant.mended && (!typed.best || mendedShare(first[0]) >= TOLD);
  return { hits, mended: isTold ? { from: query, to: meant.mended } : null, nearest: [], isNumber };
}

/** How much of the question an article answers by words that were mended. */
function mendedShare({ matched, whole }) {
  const mended = matched.filter(({ alternative }) => alternative.kind === "mended");
  return mended.reduce((sum, { slot }) => sum + slot.mass, 0) / whole;
}

const READINGS = { meant: {}, typed: { asTyped: true }, doubted: { doubting: true } };

/** One reading of the query: articles in order, and how far the surest may be believed to answer (0: none does). */
function understand(query, name, typing, allowed, shards, lexis, progress) {
  const { slots, line, mended } = progress.once(`read ${name}`, () =>
    interpret(query, lexis, { typing, ...READINGS[name] }),
  );
  if (shards.missing.size || slots.every((slot) => slot.weak)) return { ranked: [], best: 0, line, mended };
  const ranked = scoreDocuments(slots, shards, allowed);
  const beliefs = ranked.slice(0, SEEN).map(findBelief);
  const best = Math.max(0, ...beliefs);
  const covered = Math.max(0, ...ranked.map((found, i) => (beliefs[i] ? found.coverage : 0)));
  const kept = best ? ranked.filter((found) => found.coverage >= KEPT * covered) : ranked;
  return {
    ranked: kept,
    best,
    line,
    mended: name === "doubted" ? best && spellMatched(line, kept[0].matched) : mended,
  };
}

/** What the literal reading finds stands after what was meant, never above it. */
function findOthers(first, literal, limit) {
  const shown = new Set(first.map((found) => found.document));
  const least = first[first.length - 1].score;
  const others = literal.filter((found) => !shown.has(found.document)).slice(0, limit - first.length);
  return others.map((found) => ({ ...found, score: Math.min(found.score, least) }));
}

/** Articles lie in groups of one category and type: a filter is a few ranges. */
function allow(groups, category, type) {
  if (!category && !type) return () => true;
  const allowed = [];
  for (const [id, kind, count] of groups) {
    const inside = (!category || id === category || id.startsWith(`${category}/`)) && (!type || kind === type);
    for (let i = 0; i < count; i++) allowed.push(inside);
  }
  return (document) => allowed[document];
}

function describe(found, line, shards, excerpts) {
  const article = shards.article(found.document);
  if (!article) return null;
  const { id, url, title, summary, category, type, sections, sectionOf } = article;
  const [anchor, section] = sections[findSection(found.byWindow, sectionOf)] || ["", ""];
  const why = found.matched.map(({ slot, alternative, windows }) => explain(slot, alternative, windows, line, shards));
  const score = Math.round(found.score * 1000) / 1000;
  const hit = {
    id,
    url,
    title,
    summary,
    category,
    type,
    anchor,
    section,
    score,
    coverage: Math.round(found.coverage * 100) / 100,
    why,
  };
  return excerpts
    ? {
        ...hit,
        excerpt: findExcerpt(
          article,
          why.map((match) => match.text),
        ),
      }
    : hit;
}

/** One reason: a part of the query, how it was answered, by which word, and in which windows. */
function explain(slot, { kind, text, ids }, windows, line, shards) {
  const term = kind === "synonym" ? ids.map((id) => shards.wordOf(id)).join(" ") : text;
  return { query: line.text.slice(slot.from, slot.to), kind, text: term || text, windows };
}

/** The section of the best window of the body, if a good part of the question stands there. */
function findSection(byWindow, sectionOf) {
  let best = -1;
  for (let i = 0; i < sectionOf.length; i++) {
    if (byWindow[FIRST_BODY + i] > 0 && (best < 0 || byWindow[FIRST_BODY + i] > byWindow[FIRST_BODY + best])) best = i;
  }
  return best < 0 ? 0 : sectionOf[best];
}
