// Events that are not sent yet. One localStorage key each, so that two tabs never overwrite one another's.

/** @import { SentEvent, Waiting } from "./types.d.ts" */

const PREFIX = "hc-event:";
export const CAPACITY = 200;
const SILENT = /"type":"(?:search|open|view|missing)"/u;

/** Keeps events over a reload; in memory where the browser forbids storage. */
export class Outbox {
  #storage;
  /** @type {Map<string, string>} */
  #memory = new Map();

  /** @param {Storage | null} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /**
   * Keeps `event`; when full, the oldest search, open, view or missing page gives way, or if there is none the oldest of all.
   *
   * @param {SentEvent} event
   */
  add(event) {
    const key = `${PREFIX}${event.at}:${event.id}`;
    const text = JSON.stringify(event);
    this.#makeRoom();
    try {
      /** @type {Storage} */ (this.#storage).setItem(key, text);
    } catch {
      this.#memory.set(key, text);
    }
  }

  /**
   * The oldest events, at most `count` and `bytes` together, but at least one.
   *
   * @param {number} count
   * @param {number} bytes
   * @param {(waiting: Waiting) => boolean} [isWanted] others are passed over
   */
  peek(count, bytes, isWanted = () => true) {
    /** @type {Waiting[]} */
    const batch = [];
    let size = 2;
    for (const key of this.#keys()) {
      const text = this.#read(key);
      if (text === null) continue;
      const waiting = { key, text, isKept: !this.#memory.has(key) };
      if (!isWanted(waiting)) continue;
      size += byteLength(text) + 1;
      if (batch.length > 0 && (batch.length === count || size > bytes)) break;
      batch.push(waiting);
    }
    return batch;
  }

  /**
   * Forgets events that need not be sent any more.
   *
   * @param {Waiting[]} batch
   */
  remove(batch) {
    for (const { key } of batch) this.#forget(key);
  }

  get isEmpty() {
    return this.#keys().length === 0;
  }

  #makeRoom() {
    const keys = this.#keys();
    if (keys.length < CAPACITY) return;
    const silent = keys.find((key) => isSilent(this.#read(key) ?? ""));
    this.#forget(silent ?? keys[0]);
  }

  #keys() {
    const keys = [...this.#memory.keys()];
    try {
      const storage = /** @type {Storage} */ (this.#storage);
      for (let i = 0; i < storage.length; i += 1) keys.push(storage.key(i) ?? "");
    } catch {
      // No storage: what is in memory is all there is.
    }
    return keys.filter((key) => key.startsWith(PREFIX)).sort();
  }

  /** @param {string} key */
  #read(key) {
    try {
      return this.#memory.get(key) ?? /** @type {Storage} */ (this.#storage).getItem(key);
    } catch {
      return null;
    }
  }

  /** @param {string} key */
  #forget(key) {
    this.#memory.delete(key);
    try {
      this.#storage?.removeItem(key);
    } catch {
      // Nothing was kept there.
    }
  }
}

/**
 * Whether the event `text` was recorded without the customer's doing.
 *
 * @param {string} text
 */
export function isSilent(text) {
  return SILENT.test(text);
}

/** @param {string} text */
function byteLength(text) {
  return new TextEncoder().encode(text).length;
}
