// The heavy part of searching, engine and masking rules: fetched when someone is about to search, once for all boxes.
import { page, toUrl } from "./page.js";

let client = null;
let masking = null;

/** Asks for what a search needs; a later call waits for the same, or tries again what failed. */
export function prepareSearch() {
  client ??= import("../search/client.js");
  masking ??= import("../feedback/masking.js");
  client.catch(() => (client = null));
  masking.catch(() => (masking = null));
}

/** {hits, nearest, mended, isNumber} of the engine; fails when it, or its index, can't be had. */
export async function search(query, options) {
  prepareSearch();
  const { openEngine } = await client;
  return (await openEngine(toUrl(page.index))).search(query, options);
}

/** `query` with personal data replaced by tags such as `[주문번호]`. */
export async function maskQuery(query) {
  prepareSearch();
  return (await masking).maskText(query);
}
