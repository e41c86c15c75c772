// sessionStorage: lives in the tab only. Where the browser forbids it, or it is full, the page itself remembers.

/** @type {Map<string, unknown>} */
const memory = new Map();

/**
 * The value kept under `key`, or `fallback`.
 *
 * @param {string} key
 * @param {any} fallback
 */
export function recall(key, fallback) {
  if (memory.has(key)) return memory.get(key);
  try {
    return JSON.parse(/** @type {string} */ (sessionStorage.getItem(key))) ?? fallback;
  } catch {
    return fallback;
  }
}

/**
 * Keeps `value` under `key`; null forgets it.
 *
 * @param {string} key
 * @param {unknown} value
 */
export function remember(key, value) {
  memory.delete(key);
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    if (value !== null) memory.set(key, value);
  }
}
