// A random name for one tab's visit: kept in sessionStorage only, made anew after 30 idle minutes. No cookie.
const KEY = "hc-session";
const IDLE_MS = 30 * 60 * 1000;

/** The session's id, made anew when the last use was too long ago. `storage` may be null. */
export function touchSession(storage, now = Date.now()) {
  const known = readSession(storage);
  const session = known && now - known.used < IDLE_MS ? known.id : makeId();
  try {
    storage?.setItem(KEY, JSON.stringify({ id: session, used: now }));
  } catch {
    // Storage is full or forbidden: the session lasts as long as this page.
  }
  return session;
}

/** A UUID (version 4); also where the page is not served by TLS and `randomUUID` is missing. */
export function makeId() {
  if (globalThis.crypto.randomUUID) return globalThis.crypto.randomUUID();
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

function readSession(storage) {
  try {
    const { id, used } = JSON.parse(storage?.getItem(KEY) ?? "null") ?? {};
    return typeof id === "string" && typeof used === "number" ? { id, used } : null;
  } catch {
    return null;
  }
}
