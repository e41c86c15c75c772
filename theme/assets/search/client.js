// The engine and the files of its index: fetched as a query needs them, and anew when a new site was published meanwhile.
import { createEngine } from "./engine.js";
import { findPlaces } from "./excerpt.js";

const RELOADED = "hc-reloaded";

/** The search of the index in `folder`, its manifest fetched. */
export const openEngine = (folder) => SearchClient.open(folder);

class SearchClient {
  #folder;
  #engine;
  #build;
  #coming = new Map();
  #renewing = null;

  static async open(folder) {
    const client = new SearchClient();
    client.#folder = folder;
    await client.#readManifest("default");
    return client;
  }

  /**
   * `wanted`: {limit, literal, category, type}. Gives {hits, nearest, mended}: hits as {id, url, title, titleMarks, category, type, anchor, section, excerpt,
   * excerptMarks}, best first; `mended` is the query that was searched for instead, `isNumber` "order" or "parcel"
   * where the query is such a number; both else null.
   */
  async search(query, wanted) {
    const options = { ...wanted, excerpts: true };
    try {
      await this.#gather(query, options);
    } catch {
      await this.#renew();
      await this.#gather(query, options);
    }
    const found = this.#engine.search(query, options);
    return {
      hits: found.hits.map(readHit),
      nearest: found.nearest.map(readHit),
      mended: found.mended?.to ?? null,
      isNumber: found.isNumber,
    };
  }

  async #gather(query, options) {
    for (let names = this.#engine.plan(query, options); names.length > 0; names = this.#engine.plan(query, options)) {
      await Promise.all(names.map((name) => this.#fetchShard(name)));
    }
  }

  /** Yesterday's manifest names files that are gone. Queries that fail together wait for one new manifest. */
  #renew() {
    this.#renewing ??= this.#readManifest("reload").finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** A new engine, unless the index is the one at hand: then what was fetched is kept. */
  async #readManifest(cache) {
    const manifest = await (await fetchFile(`${this.#folder}index.json`, cache)).json();
    if (manifest.build === this.#build) return;
    try {
      this.#engine = createEngine(manifest);
      this.#build = manifest.build;
    } catch (error) {
      reloadOnce();
      throw error;
    }
  }

  /** Two queries that need the same file share one request. */
  #fetchShard(name) {
    if (!this.#coming.has(name))
      this.#coming.set(
        name,
        this.#addShard(name, this.#engine).finally(() => this.#coming.delete(name)),
      );
    return this.#coming.get(name);
  }

  async #addShard(name, engine) {
    engine.add(name, await (await fetchFile(this.#folder + name)).arrayBuffer());
  }
}

/** Some hosts answer a page of their own for a file that is gone, as if all were well. */
async function fetchFile(address, cache = "default") {
  const answer = await fetch(address, { cache });
  if (!answer.ok || answer.headers.get("content-type")?.startsWith("text/html"))
    throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/** The index is of another version than this script, which was cached: a fresh page brings both in step. */
function reloadOnce() {
  try {
    if (sessionStorage.getItem(RELOADED)) return;
    sessionStorage.setItem(RELOADED, "1");
    location.reload();
  } catch {
    // Storage is forbidden: without it a reload could repeat for ever.
  }
}

function readHit(hit) {
  const words = hit.why.map((reason) => reason.text);
  return {
    ...hit,
    titleMarks: findPlaces(hit.title, words),
    excerpt: hit.excerpt.text,
    excerptMarks: hit.excerpt.ranges,
  };
}
