// A random name for one tab's visit: kept in sessionStorage only, made anew after 30 idle minutes. No cookie.
const KEY = "hc-session";
const VIEWED = "hc-viewed";
const IDLE_MS = 30 * 60 * 1000;

/**
 * The session's id, made anew when the last use was too long ago.
 *
 * @param {Storage | null} storage
 */
export function touchSession(storage, now = Date.now()) {
  const known = readSession(storage);
  const session = known && now - known.used < IDLE_MS ? known.id : makeName();
  try {
    storage?.setItem(KEY, JSON.stringify({ id: session, used: now }));
  } catch {
    // Storage is full or forbidden: the session lasts as long as this page.
  }
  return session;
}

/**
 * Whether a view is the first of what it is of in its session; it is noted.
 *
 * @param {Storage | null} storage
 * @param {{ session: string, article?: unknown, target?: unknown }} view
 */
export function noteView(storage, { session, article, target }) {
  const before = readJson(storage, VIEWED);
  const seen = before.session === session && Array.isArray(before.seen) ? before.seen : [];
  const subject = article ?? target;
  if (seen.includes(subject)) return false;
  try {
    storage?.setItem(VIEWED, JSON.stringify({ session, seen: [...seen, subject] }));
  } catch {
    // Storage is full or forbidden: the session lasts as long as this page.
  }
  return true;
}

/**
 * A UUID of version 7 (RFC 9562): the time, then random bits. Ids of one hour lie side by side in the database's index,
 * which makes storing them several times as cheap as with random ones.
 */
export function makeId(now = Date.now()) {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
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

/** @param {Storage | null} storage */
function readSession(storage) {
  const { id, used } = readJson(storage, KEY);
  return typeof id === "string" && typeof used === "number" ? { id, used } : null;
}

/**
 * What is kept under `key`, or an empty object.
 *
 * @param {Storage | null} storage
 * @param {string} key
 */
function readJson(storage, key) {
  try {
    return JSON.parse(storage?.getItem(key) ?? "null") ?? {};
  } catch {
    return {};
  }
}
