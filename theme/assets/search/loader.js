/**
 * The rim of the search in a browser: fetches the manifest and the shards that a query needs, once each.
 *
 *     const search = openSearch("/search/ko/");
 *     search.prefetch();                       // when the box gets the focus
 *     const { hits } = await search.search("환불", { limit: 8 });
 *
 * A site deployed anew while the page is open has other shard names: the manifest is then read again, once. What still
 * fails is thrown as a `SearchUnavailable`, never shown as "no results".
 */
import { createEngine } from "./engine.js";

/** `reason` is "offline" (nothing could be fetched), "missing" (the index is not there) or "mismatch" (its parts differ). */
export class SearchUnavailable extends Error {
  constructor(reason, detail) {
    super(`search is unavailable: ${detail}`);
    this.name = "SearchUnavailable";
    this.reason = reason;
  }
}

/** `baseUrl` is the folder of the index; `fetcher` stands in for `fetch` in tests. */
export function openSearch(baseUrl, fetcher = (url, options) => fetch(url, options)) {
  const base = new URL(baseUrl, globalThis.location?.href).href.replace(/\/?$/, "/");
  let opening = null;

  const open = (fresh) => (opening = openIndex(base, fetcher, fresh).catch((error) => {
    opening = null;
    throw error;
  }));

  async function search(query, options = {}) {
    const index = await (opening || open(false));
    try {
      return await index.search(query, options);
    } catch (error) {
      if (error.reason !== "missing" && error.reason !== "mismatch") throw error;
      return (await open(true)).search(query, options);
    }
  }

  return {
    search,
    /** The manifest, and on a small site all of the index: called when the search box gets the focus. Never throws. */
    prefetch: () => (opening || open(false)).then((index) => index.prefetch()).catch(() => {}),
  };
}

async function openIndex(base, fetcher, fresh) {
  const manifest = await (await get(fetcher, `${base}index.json`, { cache: fresh ? "reload" : "no-cache" })).json();
  const engine = createIndex(manifest);
  const arriving = new Map();

  async function load(name) {
    if (!arriving.has(name)) arriving.set(name, fetchShard(name).finally(() => arriving.delete(name)));
    return arriving.get(name);
  }

  async function fetchShard(name) {
    engine.add(name, await (await get(fetcher, base + name, {})).arrayBuffer());
  }

  async function prepare(query, options) {
    for (let names; (names = engine.plan(query, options)).length; ) await Promise.all(names.map(load));
  }

  return {
    async search(query, options) {
      await prepare(query, options);
      return engine.search(query, options);
    },
    prefetch: () => (manifest.whole ? Promise.all(engine.everything().map(load)) : undefined),
  };
}

function createIndex(manifest) {
  try {
    return createEngine(manifest);
  } catch (error) {
    throw new SearchUnavailable("mismatch", error.message);
  }
}

async function get(fetcher, url, options) {
  let response;
  try {
    response = await fetcher(url, { credentials: "same-origin", ...options });
  } catch (error) {
    throw new SearchUnavailable("offline", `${url} could not be fetched (${error.message})`);
  }
  if (!response.ok) throw new SearchUnavailable("missing", `${url} answered ${response.status}`);
  return response;
}
