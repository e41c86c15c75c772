// One inquiry on its way. Portals and proxies answer in the server's place, so only its own words count.

/** @import { FieldName, Inquiry, Outcome } from "./types.d.ts" */

const PATIENCE_MS = 60_000;
const SLOWEST_BYTES_A_MS = 20; // a phone at the edge of its network
const FIELDS = new Set(["topic", "text", "email", "phone", "order", "files"]);
/** There is no server at this address, and there will be none the next time. */
const ABSENT = new Set([404, 405, 501]);
/** Another time it may be taken as it is. */
const PUT_OFF = new Set([408, 425, 429]);
const SECOND_MS = 1_000;
const LONGEST_DELAY_MS = 24 * 60 * 60 * 1000;

/**
 * What came of it; never fails.
 *
 * @param {Inquiry} inquiry
 * @returns {Promise<Outcome>}
 */
export async function sendInquiry(inquiry) {
  if (isOffline()) return { state: "late", isOffline: true };
  try {
    const answer = await post(inquiry);
    const said = await answer.json().catch(() => null);
    return readAnswer(answer, said, inquiry.words.refused);
  } catch {
    return { state: "late", isOffline: isOffline() };
  }
}

const isOffline = () => navigator.onLine === false;

/** @param {Inquiry} inquiry */
function post({ endpoint, id, fields, files }) {
  const body = new FormData();
  for (const [name, value] of [["id", id], ...fields]) body.append(name, value);
  for (const file of files) body.append("files", file, file.name);
  return fetch(endpoint, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(findPatience(files)),
  });
}

/**
 * In ms, the way up of the files included.
 *
 * @param {Pick<File, "size">[]} files
 */
export function findPatience(files) {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return PATIENCE_MS + Math.ceil(bytes / SLOWEST_BYTES_A_MS);
}

/**
 * How long it still must not be sent by itself, in ms. A clock that was set back holds nothing up for longer than a day.
 *
 * @param {Inquiry} inquiry
 */
export function findDelay({ after = 0 }) {
  const delay = after - Date.now();
  return delay > LONGEST_DELAY_MS ? 0 : Math.max(0, delay);
}

/**
 * @param {Pick<Response, "status" | "headers">} answer
 * @param {any} said its body
 * @param {string} refused what is said where the server has no words of its own
 * @returns {Outcome}
 */
export function readAnswer({ status, headers }, said, refused) {
  if (said?.inquiry === true && typeof said.reference === "string") {
    return { state: "sent", reference: said.reference, expected: said.expected ?? null };
  }
  if (ABSENT.has(status)) return { state: "refused", fault: { field: null, message: refused } };
  const { code, field, message } = said?.error ?? {};
  if (PUT_OFF.has(status)) return { state: "late", isOffline: false, after: readRetryAfter(headers) };
  const isWordless = typeof message !== "string";
  if (status >= 500 || code === "unavailable" || (isWordless && status < 400))
    return { state: "late", isOffline: false };
  if (isWordless) return { state: "refused", fault: { field: null, message: refused } };
  const known = /** @type {FieldName | null} */ (FIELDS.has(field) ? field : null);
  return { state: "refused", fault: { field: code === "files" ? "files" : known, message } };
}

/**
 * The moment that the server names, by seconds or a date.
 *
 * @param {Headers} headers
 */
function readRetryAfter(headers) {
  const named = headers.get("Retry-After") ?? "";
  const delay = /^[0-9]+$/u.test(named) ? Number(named) * SECOND_MS : Date.parse(named) - Date.now();
  return Number.isNaN(delay) ? undefined : Date.now() + Math.min(delay, LONGEST_DELAY_MS);
}
