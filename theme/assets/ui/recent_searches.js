// Recent searches of this tab; gone with it.
import { recall, remember } from "./tab_storage.js";

const RECENT_KEY = "hc-recent";
const CAPACITY = 5;

/** @returns {string[]} */
export function listRecent() {
  return recall(RECENT_KEY, []);
}

/** @param {string} query */
export function addRecent(query) {
  remember(RECENT_KEY, [query, ...listRecent().filter((other) => other !== query)].slice(0, CAPACITY));
}

export function clearRecent() {
  remember(RECENT_KEY, null);
}
