// The heavy part of searching, engine and manifest: fetched when someone is about to search, once for all boxes.
import { once } from "./once.js";
import { page, toUrl } from "./page.js";

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
 * The engine's answer; fails when it, or its index, can't be had.
 *
 * @param {string} query
 * @param {SearchOptions} options
 */
export async function search(query, options) {
  return (await fetchEngine()).search(query, options);
}
