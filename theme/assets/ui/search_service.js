// The heavy part of searching, engine and manifest: fetched when someone is about to search, once for all boxes.
import { once } from "./once.js";
import { page, toUrl } from "./page.js";
import { reloadIfReplaced } from "./renewal.js";

/** @import { SearchOptions } from "../search/types.d.ts" */

const fetchEngine = once(async () => {
  const { openEngine } = await import("../search/client.js");
  return openEngine(toUrl(page.index));
});

/** Asks early for what a search needs; a search tries again what failed, and says so. */
export function prepareSearch() {
  fetchEngine().catch(() => {});
}

/**
 * The engine's answer; fails when it, or its index, can't be had. Where both were replaced by those of another build, a
 * fresh page gives it.
 *
 * @param {string} query
 * @param {SearchOptions} options
 * @param {() => void} [keep] is called before the page goes
 */
export async function search(query, options, keep = () => {}) {
  try {
    return await (await fetchEngine()).search(query, options);
  } catch (error) {
    if (await reloadIfReplaced(keep).catch(() => false)) await new Promise(() => {}); // the page is about to go
    throw error;
  }
}
