// The heavy part of searching: fetched when someone is about to search, once for all boxes.
import { page, toUrl } from "./page.js";

let client = null;

/** Asks for what a search needs; a later call waits for the same, or tries again what failed. */
export function prepareSearch() {
  client ??= import("../search/client.js");
  client.catch(() => (client = null));
}

/** {hits, nearest, mended, isNumber} of the engine; fails when it, or its index, can't be had. */
export async function search(query, options) {
  prepareSearch();
  const { openEngine } = await client;
  return (await openEngine(toUrl(page.index))).search(query, options);
}
