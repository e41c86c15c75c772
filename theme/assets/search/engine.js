/**
 * The search engine: pure functions over the shards it is given. It fetches nothing, knows no page and keeps no time,
 * so that the very same code runs in the browser and, from Python, in an embedded V8.
 *
 *     const engine = createEngine(manifest);
 *     for (let names; (names = engine.plan(query)).length; ) for (const name of names) engine.add(name, await get(name));
 *     engine.search(query).hits;
 */
import { findAnswer } from "./answer.js";
import { findBelief } from "./belief.js";
import { spellMatched } from "./doubts.js";
import { findExcerpt } from "./excerpt.js";
import { CARD_TYPE, FIRST_BODY, FORMAT } from "./facts.js";
import { interpret } from "./interpret.js";
import { findNumber } from "./numbers.js";
import { putQuotedFirst, squeeze } from "./quotes.js";
import { scoreDocuments } from "./score.js";
import { SearchIndex } from "./search_index.js";
import { CARD_COVERAGE, CARD_RANK, KEPT, MENDED_LEAD, MOST_NEAREST, NEAREST, SEEN, TOLD } from "./weights.js";

/** @import { Line } from "./line.js" */
/** @import { Engine, Hit, Manifest, Match, Ranked, Reading, Reason, SearchOptions, SearchResult } from "./types.d.ts" */

/** What is done of one query: shards arrive in rounds, and a step that had all it needs is not repeated in the next. */
export class Progress {
  /**
   * @param {string} key
   * @param {SearchIndex} index
   */
  constructor(key, index) {
    this.key = key;
    this.index = index;
    this.done = new Map();
  }

  /**
   * @template T
   * @param {string} step
   * @param {() => T} take
   * @returns {T}
   */
  once(step, take) {
    if (this.done.has(step)) return this.done.get(step);
    const result = take();
    if (this.index.ready) this.done.set(step, result);
    return result;
  }
}

/**
 * `manifest` is the parsed `index.json`; one of another format is refused.
 *
 * @param {Manifest} manifest
 * @returns {Engine}
 */
export function createEngine(manifest) {
  if (manifest.format !== FORMAT) {
    throw new Error(`search index of format ${manifest.format}, this engine reads ${FORMAT}`);
  }
  const index = new SearchIndex(manifest);
  let last = new Progress("", index);

  /**
   * @param {string} query
   * @param {SearchOptions} options
   */
  function run(query, options) {
    const key = JSON.stringify([query, options]);
    if (last.key !== key) last = new Progress(key, index);
    index.missing.clear();
    return last.once("answer", () => answer(query, options, index, last));
  }

  return {
    add: (name, bytes) => index.add(name, bytes),
    plan(query, options = {}) {
      run(query, options);
      if (manifest.whole && !index.ready) {
        index.dictionary(0); // one file each: fetched together
        index.postingFile(0, 0);
      }
      return [...index.missing];
    },
    search: (query, options = {}) => run(query, options),
  };
}

/**
 * @param {string} query
 * @param {SearchOptions} options
 * @param {SearchIndex} index
 * @param {Progress} progress
 * @returns {SearchResult}
 */
export function answer(query, options, index, progress) {
  const { limit = 10, excerpts = false, answers = false } = options;
  const isNumber = findNumber(query);
  /** @type {SearchResult} */
  const empty = { hits: [], mended: null, nearest: [], card: null, answer: null, isNumber };
  if (isNumber || !index.manifest.documents) return empty;
  const read = chooseReading(query, options, index, progress);
  if (!read) return empty;
  const { meant, typed } = read;
  /**
   * @param {Ranked[]} list
   * @param {Reading} reading
   */
  const show = (list, { line }) =>
    list.map((found) => describe(found, line, index, excerpts)).filter((hit) => hit !== null);
  if (!meant.best) {
    const nearest = meant.ranked.filter((found) => found.coverage >= NEAREST);
    return { ...empty, nearest: setCardAside(show(nearest.slice(0, MOST_NEAREST), meant)).hits };
  }
  const first = putQuotedFirst(meant.ranked, query, index).slice(0, limit);
  if (!index.ready) return empty;
  const shown = [...show(first, meant), ...show(findOthers(first, typed.best ? typed.ranked : [], limit), typed)];
  const isTold = meant.mended && (!typed.best || findMendedShare(first[0]) >= TOLD);
  putNamedFirst(shown, query);
  const { hits, card } = setCardAside(shown);
  const quoted = answers ? findAnswer(meant.mended ?? query, meant, index, options.leastConfidence) : null;
  if (!index.ready) return empty;
  return {
    ...empty,
    hits,
    card,
    answer: card ? null : quoted,
    mended: isTold ? { from: query, to: /** @type {string} */ (meant.mended) } : null,
  };
}

/**
 * The articles alone, and the card that is meant: one of the first, and of as much of the question as anything is. Of
 * several the way to a person is meant, which holds what the others do.
 *
 * @param {Hit[]} shown
 */
function setCardAside(shown) {
  const most = CARD_COVERAGE * Math.max(0, ...shown.map((hit) => hit.coverage));
  const cards = shown.slice(0, CARD_RANK).filter(({ type, coverage }) => type === CARD_TYPE && coverage >= most);
  const card = cards.find((hit) => hit.card?.kind === "contact") ?? cards[0] ?? null;
  return { hits: shown.filter(({ type }) => type !== CARD_TYPE), card };
}

/**
 * How the query is meant, and as it was typed; null while shards are missing.
 *
 * @param {string} query
 * @param {SearchOptions} options
 * @param {SearchIndex} index
 * @param {Progress} progress
 */
export function chooseReading(query, options, index, progress) {
  const { category = "", type = "", prefix = true, literal = false } = options;
  const allowed = buildFilter(index, category, type);
  /** @param {keyof typeof READINGS} name */
  const take = (name) => progress.once(`rank ${name}`, () => understand(query, name, prefix, allowed, index, progress));
  const meant = take(literal ? "typed" : "meant");
  const typed = meant.mended ? take("typed") : meant;
  if (!index.ready) return null;
  const surer = typed.best >= MENDED_LEAD * meant.best ? typed : meant;
  const doubted = surer.best || literal ? surer : take("doubted");
  if (!index.ready) return null;
  return { meant: doubted.mended ? doubted : surer, typed };
}

/**
 * Who types an article's own title wants that article, whatever else holds its words.
 *
 * @param {Hit[]} hits
 * @param {string} query
 */
function putNamedFirst(hits, query) {
  const name = squeeze(query);
  const place = hits.findIndex(({ title }) => squeeze(title) === name);
  if (place > 0) hits.unshift({ ...hits.splice(place, 1)[0], score: hits[0].score });
}

/**
 * How much of the question an article answers by words that were mended.
 *
 * @param {Ranked} found
 */
function findMendedShare({ matched, whole }) {
  const mended = matched.filter(({ alternative }) => alternative.how === "mended");
  return mended.reduce((sum, { slot }) => sum + slot.mass, 0) / whole;
}

const READINGS = { meant: {}, typed: { asTyped: true }, doubted: { doubting: true } };

/**
 * One reading of the query: articles in order, and how far the surest may be believed to answer.
 *
 * @param {string} query
 * @param {keyof typeof READINGS} name
 * @param {boolean} typing
 * @param {(document: number) => boolean} allowed
 * @param {SearchIndex} index
 * @param {Progress} progress
 * @returns {Reading}
 */
function understand(query, name, typing, allowed, index, progress) {
  const read = () => interpret(query, index, { typing, ...READINGS[name] });
  const { slots, line, mended } = progress.once(`read ${name}`, read);
  if (!index.ready || slots.every((slot) => slot.weak)) return { ranked: [], best: 0, slots, line, mended };
  const ranked = scoreDocuments(slots, index, allowed);
  const beliefs = ranked.slice(0, SEEN).map(findBelief);
  const best = Math.max(0, ...beliefs);
  const covered = Math.max(0, ...ranked.map((found, i) => (beliefs[i] ? found.coverage : 0)));
  const kept = best ? ranked.filter((found) => found.coverage >= KEPT * covered) : ranked;
  if (name !== "doubted") return { ranked: kept, best, slots, line, mended };
  return { ranked: kept, best, slots, line, mended: best ? spellMatched(line, kept[0].matched) : null };
}

/**
 * What the literal reading finds stands behind what was meant, never above it.
 *
 * @param {Ranked[]} first
 * @param {Ranked[]} literal
 * @param {number} limit
 */
function findOthers(first, literal, limit) {
  const shown = new Set(first.map((found) => found.document));
  const least = first[first.length - 1].score;
  const others = literal.filter((found) => !shown.has(found.document)).slice(0, limit - first.length);
  return others.map((found) => ({ ...found, score: Math.min(found.score, least) }));
}

/**
 * @param {SearchIndex} index
 * @param {string} category
 * @param {string} type
 * @returns {(document: number) => boolean}
 */
function buildFilter(index, category, type) {
  if (!category && !type) return () => true;
  const allowed = new Set();
  for (const [id, own, steps] of index.groups()) {
    let document = 0;
    const inside = (!category || id === category || id.startsWith(`${category}/`)) && (!type || own === type);
    for (const step of inside ? steps : []) allowed.add((document += step));
  }
  return (document) => allowed.has(document);
}

/**
 * @param {Ranked} found
 * @param {Line} line
 * @param {SearchIndex} index
 * @param {boolean} excerpts
 * @returns {Hit | null}
 */
function describe(found, line, index, excerpts) {
  const article = index.article(found.document);
  if (!article) return null;
  const { sections, sectionOf, text, ...row } = article.row;
  const [anchor, section] = sections[findSection(found.byWindow, sectionOf)] || ["", ""];
  const why = found.matched.map((match) => explain(match, line));
  const score = Math.round(found.score * 1000) / 1000;
  const coverage = Math.round(found.coverage * 100) / 100;
  const hit = { ...row, anchor, section, score, coverage, why };
  if (row.type === CARD_TYPE) return { ...hit, card: JSON.parse(text) };
  const words = why.map((reason) => reason.text);
  return excerpts ? { ...hit, excerpt: findExcerpt(article, words) } : hit;
}

/**
 * @param {Match} match
 * @param {Line} line
 * @returns {Reason}
 */
function explain({ slot, alternative: { how, text, ids }, windows }, line) {
  const term = how === "synonym" ? ids.join(" ") : text;
  return { query: line.text.slice(slot.from, slot.to), how, text: term, windows };
}

/**
 * The section of the window of the body that answers most, or the first if none answers anything.
 *
 * @param {Float64Array} byWindow
 * @param {number[]} sectionOf
 */
function findSection(byWindow, sectionOf) {
  let best = -1;
  for (let i = 0; i < sectionOf.length; i++) {
    const mass = byWindow[FIRST_BODY + i];
    if (mass > 0 && (best < 0 || mass > byWindow[FIRST_BODY + best])) best = i;
  }
  return best < 0 ? 0 : sectionOf[best];
}
