/**
 * Why an article came and another did not, for writers. No page fetches this: `hc search --explain` runs it in V8, over
 * the very steps that customers' searches take.
 */
import { answer, chooseReading, createEngine, Progress } from "./engine.js";
import { explainArticle } from "./explained_article.js";
import { explainWords } from "./explained_words.js";
import { SearchIndex } from "./search_index.js";

/** @import { Explanation, Manifest } from "./types.d.ts" */

/**
 * `explain` gives what is known so far, with the names of the shards that it still needs.
 *
 * @param {Manifest} manifest
 */
export function createExplainer(manifest) {
  createEngine(manifest); // refuses another format
  const index = new SearchIndex(manifest);
  return {
    /**
     * @param {string} name
     * @param {ArrayBuffer} bytes
     */
    add: (name, bytes) => index.add(name, bytes),
    /**
     * @param {string} query
     * @param {number} limit
     * @param {string} id of an article to explain in any case, or ""
     */
    explain(query, limit, id) {
      index.missing.clear();
      const explanation = explainQuery(query, limit, id, index);
      return { missing: [...index.missing], explanation };
    },
  };
}

/**
 * @param {string} query
 * @param {number} limit
 * @param {string} id
 * @param {SearchIndex} index
 * @returns {Explanation | null}
 */
function explainQuery(query, limit, id, index) {
  const progress = new Progress(query, index);
  const options = { limit: index.documents || 1, answers: true };
  const found = answer(query, options, index, progress);
  const read =
    index.ready && !found.isNumber && index.documents ? chooseReading(query, options, index, progress) : null;
  const empty = {
    number: found.isNumber,
    isAnswered: found.hits.length > 0 || found.card !== null,
    words: [],
    hits: [],
    nearest: [],
    card: null,
    answer: found.answer,
    article: null,
  };
  if (!read) return empty;
  const ids = found.hits.map((hit) => hit.id);
  const reading = read.meant.best ? read.meant : progress.done.get("rank meant"); // of those that fail, the helpful one
  /** @param {string} wanted */
  const explainHit = (wanted) => explainArticle(wanted, ids.indexOf(wanted) + 1, reading, index);
  return {
    ...empty,
    words: explainWords(query, reading, index),
    hits: ids.slice(0, limit).map(explainHit),
    nearest: found.nearest.map((hit) => explainHit(hit.id)),
    card: found.card ? explainHit(found.card.id) : null,
    article: id ? explainHit(id) : null,
  };
}
