// sessionStorage: lives in the tab only. Where the browser forbids it, nothing is remembered and nothing breaks.

/**
 * The value kept under `key`, or `fallback`.
 *
 * @param {string} key
 * @param {any} fallback
 */
export function recall(key, fallback) {
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
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden.
  }
}
