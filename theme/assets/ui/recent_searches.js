// Recent searches of this tab; gone with it.
import { recall, remember } from "./tab_storage.js";

const KEY = "hc-recent";
const CAPACITY = 5;

export function listRecent() {
  return recall(KEY, []);
}

export function addRecent(query) {
  remember(KEY, [query, ...listRecent().filter((other) => other !== query)].slice(0, CAPACITY));
}

export function clearRecent() {
  remember(KEY, null);
}
