// Events that are not sent yet. One localStorage key each, so that two tabs never overwrite one another's.
const PREFIX = "hc-event:";
export const CAPACITY = 200;

/** Keeps events over a reload; in memory where the browser forbids storage. */
export class Outbox {
  #storage;
  #memory = new Map();

  constructor(storage) {
    this.#storage = storage;
  }

  /** Keeps `event`; when full, the oldest that is no vote, survey or contact gives way, then the oldest. */
  add(event) {
    const key = `${PREFIX}${event.at}:${event.id}`;
    const text = JSON.stringify(event);
    this.#makeRoom();
    try {
      this.#storage.setItem(key, text);
    } catch {
      this.#memory.set(key, text);
    }
  }

  /** The oldest events as [{key, text}], at most `count` and `bytes` together. */
  peek(count, bytes) {
    const batch = [];
    let size = 2;
    for (const key of this.#keys()) {
      const text = this.#read(key);
      if (text === null) continue;
      size += byteLength(text) + 1;
      if (batch.length > 0 && (batch.length === count || size > bytes)) break;
      batch.push({ key, text });
    }
    return batch;
  }

  /** Forgets events that need not be sent any more. */
  remove(batch) {
    for (const { key } of batch) this.#forget(key);
  }

  get isEmpty() {
    return this.#keys().length === 0;
  }

  #makeRoom() {
    const keys = this.#keys();
    if (keys.length < CAPACITY) return;
    const silent = keys.find((key) => /"type":"(?:search|open)"/u.test(this.#read(key) ?? ""));
    this.#forget(silent ?? keys[0]);
  }

  #keys() {
    const keys = [...this.#memory.keys()];
    try {
      for (let i = 0; i < this.#storage.length; i += 1) keys.push(this.#storage.key(i));
    } catch {
      // No storage: what is in memory is all there is.
    }
    return keys.filter((key) => key.startsWith(PREFIX)).sort();
  }

  #read(key) {
    try {
      return this.#memory.get(key) ?? this.#storage.getItem(key);
    } catch {
      return null;
    }
  }

  #forget(key) {
    this.#memory.delete(key);
    try {
      this.#storage.removeItem(key);
    } catch {
      // Nothing was kept there.
    }
  }
}

function byteLength(text) {
  return new TextEncoder().encode(text).length;
}
