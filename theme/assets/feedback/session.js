// A random name for one tab's visit: kept in sessionStorage only, made anew after 30 idle minutes. No cookie.
const KEY = "hc-session";
const VIEWED = "hc-viewed";
const IDLE_MS = 30 * 60 * 1000;

/**
 * What this page has written, for where storage is full or forbidden: then a session lasts as long as the page.
 *
 * @type {Map<string, object>}
 */
const memory = new Map();

/**
 * The session's id, made anew when the last use was too long ago.
 *
 * @param {Storage | null} storage
 */
export function touchSession(storage, now = Date.now()) {
  const { id, used } = readJson(storage, KEY);
  const isKnown = typeof id === "string" && typeof used === "number" && now - used < IDLE_MS;
  const session = isKnown ? id : makeName();
  writeJson(storage, KEY, { id: session, used: now });
  return session;
}

/**
 * Goes on with the session `id` of another page, where there is none yet.
 *
 * @param {Storage | null} storage
 * @param {string} id
 */
export function adoptSession(storage, id, now = Date.now()) {
  if (!("id" in readJson(storage, KEY))) writeJson(storage, KEY, { id, used: now });
}

/**
 * Whether a view is the first of what it is of in its session, or the first of the day; it is noted. A new day, because
 * what is left of an old one is counted by itself.
 *
 * @param {Storage | null} storage
 * @param {{ session: string, article?: unknown, target?: unknown }} view
 */
export function noteView(storage, { session, article, target }, day = new Date().toDateString()) {
  const before = readJson(storage, VIEWED);
  const goesOn = before.session === session && before.day === day && Array.isArray(before.seen);
  const seen = goesOn ? before.seen : [];
  const subject = article ?? target;
  if (seen.includes(subject)) return false;
  writeJson(storage, VIEWED, { session, day, seen: [...seen, subject] });
  return true;
}

/**
 * A UUID of version 7 (RFC 9562): the time, then random bits. Ids of one hour lie side by side in the database's index,
 * which makes storing them several times as cheap as with random ones. The same time and `salt` give the same id.
 */
export function makeId(now = Date.now(), salt = [...globalThis.crypto.getRandomValues(new Uint8Array(16))]) {
  const bytes = Uint8Array.from(salt);
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (40 - 8 * i)) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

/** A random name of 32 letters and digits. */
function makeName() {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What is kept under `key`, or an empty object.
 *
 * @param {Storage | null} storage
 * @param {string} key
 */
function readJson(storage, key) {
  try {
    return memory.get(key) ?? JSON.parse(storage?.getItem(key) ?? "null") ?? {};
  } catch {
    return {};
  }
}

/**
 * @param {Storage | null} storage
 * @param {string} key
 * @param {object} value
 */
function writeJson(storage, key, value) {
  memory.delete(key);
  try {
    /** @type {Storage} */ (storage).setItem(key, JSON.stringify(value));
  } catch {
    memory.set(key, value);
  }
}
