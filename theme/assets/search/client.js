// The engine and the files of its index: fetched as a query needs them, and anew when a new site was published meanwhile.
import { createEngine } from "./engine.js";
import { findPlaces } from "./excerpt.js";

const RELOADED = "hc-reloaded";

let opened = null;

/** The search of this page's language; `folder` is the address of its index. Fetched once; after a failure, again. */
export function openEngine(folder) {
  opened ??= SearchClient.open(folder);
  opened.catch(() => (opened = null));
  return opened;
}

class SearchClient {
  #folder;
  #engine;
  #coming = new Map();

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
      await this.#readManifest("reload"); // yesterday's manifest names files that are gone
      await this.#gather(query, options);
    }
    const found = this.#engine.search(query, options);
    return { hits: found.hits.map(readHit), nearest: found.nearest.map(readHit), mended: found.mended?.to ?? null, isNumber: found.isNumber };
  }

  async #gather(query, options) {
    for (let names = this.#engine.plan(query, options); names.length > 0; names = this.#engine.plan(query, options)) {
      await Promise.all(names.map((name) => this.#fetchShard(name)));
    }
  }

  async #readManifest(cache) {
    const manifest = await (await fetchFile(`${this.#folder}index.json`, cache)).json();
    this.#coming.clear();
    try {
      this.#engine = createEngine(manifest);
    } catch (error) {
      reloadOnce();
      throw error;
    }
  }

  /** Two queries that need the same file share one request. */
  #fetchShard(name) {
    const engine = this.#engine;
    const fetched = this.#coming.get(name) ?? fetchFile(this.#folder + name).then((answer) => answer.arrayBuffer());
    this.#coming.set(name, fetched);
    return fetched.then(
      (bytes) => engine.add(name, bytes),
      (error) => {
        this.#coming.delete(name);
        throw error;
      },
    );
  }
}

async function fetchFile(address, cache = "default") {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
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
  return { ...hit, titleMarks: findPlaces(hit.title, words), excerpt: hit.excerpt.text, excerptMarks: hit.excerpt.ranges };
}
