// The heavy part of searching, engine and manifest: fetched when someone is about to search, once for all boxes.
import { page, toUrl } from "./page.js";

let engine = null;

/** Asks for what a search needs; a later call waits for the same, or tries again what failed. */
export function prepareSearch() {
  engine ??= fetchEngine();
  engine.catch(() => (engine = null));
}

async function fetchEngine() {
  const { openEngine } = await import("../search/client.js");
  return openEngine(toUrl(page.index));
}

/** {hits, nearest, mended, isNumber} of the engine; fails when it, or its index, can't be had. */
export async function search(query, options) {
  prepareSearch();
  return (await engine).search(query, options);
}
