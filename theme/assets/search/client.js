/**
 * The engine with the files of its index: fetched as a query needs them, and anew when a new site was published
 * meanwhile.
 */
import { createEngine } from "./engine.js";
import { findPlaces } from "./excerpt.js";

/** @import { Answer, Engine, Excerpt, Hit, Manifest, SearchOptions, SearchResult, ShownHit } from "./types.d.ts" */

/**
 * The search of the index in `folder`, its manifest fetched.
 *
 * @param {string} folder ends in a slash
 */
export async function openEngine(folder) {
  const client = new SearchClient(folder);
  await client.open();
  return client;
}

class SearchClient {
  #folder;
  /** @type {Engine | undefined} */
  #engine;
  #build = "";
  /** @type {Map<string, Promise<void>>} */
  #coming = new Map();
  /** @type {Promise<void> | null} */
  #renewing = null;

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
  }

  open() {
    return this.#readManifest("default");
  }

  /**
   * What the page shows for a query. Fails when the index can't be had.
   *
   * @param {string} query
   * @param {SearchOptions} wanted
   * @returns {Promise<Answer>}
   */
  async search(query, wanted) {
    const { hits, nearest, mended, ...found } = await this.#find(query, { ...wanted, excerpts: true });
    return { ...found, hits: hits.map(readHit), nearest: nearest.map(readHit), mended: mended?.to ?? null };
  }

  /**
   * Fetches shards until the engine can answer; after the first failure, with a new manifest and past the browser's
   * cache: what a host sent torn, in the middle of a deployment, would stay there as long as its name.
   *
   * @param {string} query
   * @param {SearchOptions} options
   * @returns {Promise<SearchResult>}
   */
  async #find(query, options) {
    for (let cache = /** @type {RequestCache} */ ("default"); ; ) {
      const build = this.#build;
      const engine = /** @type {Engine} */ (this.#engine);
      const names = engine.plan(query, options);
      if (names.length === 0) return engine.search(query, options);
      try {
        await Promise.all(names.map((name) => this.#fetchShard(name, engine, cache)));
      } catch (error) {
        if (cache === "reload") throw error;
        cache = "reload";
        await this.#renew(build);
      }
    }
  }

  /**
   * Yesterday's manifest names files that are gone. Queries that fail together wait for one new manifest; one that fails
   * later, on a build that is already replaced, needs none.
   *
   * @param {string} failed the build whose shard could not be had
   */
  #renew(failed) {
    if (failed !== this.#build) return;
    return (this.#renewing ??= this.#readManifest("reload").finally(() => (this.#renewing = null)));
  }

  /**
   * A new engine, unless the index is the one at hand: then what was fetched is kept.
   *
   * @param {RequestCache} cache
   */
  async #readManifest(cache) {
    /** @type {Manifest} */
    const manifest = await (await fetchFile(`${this.#folder}index.json`, cache)).json();
    if (manifest.build === this.#build) return;
    this.#engine = createEngine(manifest); // fails where the index is of another version than this script
    this.#build = manifest.build;
  }

  /**
   * Two queries that need the same file share one request.
   *
   * @param {string} name
   * @param {Engine} engine
   * @param {RequestCache} cache
   */
  #fetchShard(name, engine, cache) {
    const coming =
      this.#coming.get(name) ?? this.#addShard(name, engine, cache).finally(() => this.#coming.delete(name));
    this.#coming.set(name, coming);
    return coming;
  }

  /**
   * @param {string} name
   * @param {Engine} engine
   * @param {RequestCache} cache
   */
  async #addShard(name, engine, cache) {
    engine.add(name, await (await fetchFile(this.#folder + name, cache)).arrayBuffer());
  }
}

/**
 * Some hosts answer a page of their own for a file that is gone, as if all were well.
 *
 * @param {string} address
 * @param {RequestCache} cache
 */
async function fetchFile(address, cache) {
  const answer = await fetch(address, { cache });
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  if (!answer.ok || isPage) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/**
 * @param {Hit} hit found with `excerpts`
 * @returns {ShownHit}
 */
function readHit({ excerpt, ...hit }) {
  const words = hit.why.map((reason) => reason.text);
  const [titleMarks, summaryMarks] = [hit.title, hit.summary].map((shown) => findPlaces(shown, words));
  const { text, ranges } = /** @type {Excerpt} */ (excerpt);
  return { ...hit, titleMarks, summaryMarks, excerpt: text, excerptMarks: ranges };
}
