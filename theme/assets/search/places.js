/** Where things lie in an index; `hc_builder/search/places.py` puts them there. */
import { HASH_FACTOR, HASH_PRIME } from "./facts.js";

/**
 * 32 bits: FNV-1a over UTF-16 units, begun at `seed`.
 *
 * @param {string} word
 * @param {number} [seed]
 */
export function hashWord(word, seed = 0) {
  let value = seed;
  for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), HASH_PRIME);
  return value >>> 0;
}

/**
 * A place below `size`, another for each seed.
 *
 * @param {number} value
 * @param {number} seed
 * @param {number} size
 */
export const scatter = (value, seed, size) =>
  Math.floor(((Math.imul(value ^ seed, HASH_FACTOR + 2 * seed) >>> 0) / 2 ** 32) * size);
