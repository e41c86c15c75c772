// One inquiry on its way. Portals and proxies answer in the server's place, so only its own words count.

/** @import { FieldName, Inquiry, Outcome } from "./types.d.ts" */

const PATIENCE_MS = 60_000;
const FIELDS = new Set(["topic", "text", "email", "phone", "order", "files"]);
/** There is no server at this address, and there will be none the next time. */
const ABSENT = new Set([404, 405, 501]);

/**
 * What came of it; never fails.
 *
 * @param {Inquiry} inquiry
 * @param {string} refused what is said where the server has no words of its own
 * @returns {Promise<Outcome>}
 */
export async function sendInquiry(inquiry, refused) {
  if (isOffline()) return { state: "late", isOffline: true };
  try {
    const answer = await post(inquiry);
    const said = await answer.json().catch(() => null);
    return readAnswer(answer.status, said, refused);
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
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

/**
 * @param {number} status
 * @param {any} said
 * @param {string} refused
 * @returns {Outcome}
 */
function readAnswer(status, said, refused) {
  if (said?.inquiry === true && typeof said.reference === "string") {
    return { state: "sent", reference: said.reference, expected: said.expected ?? null };
  }
  if (ABSENT.has(status)) return { state: "refused", fault: { field: null, message: refused } };
  const { code, field, message } = said?.error ?? {};
  if (typeof message !== "string" || status >= 500 || code === "unavailable")
    return { state: "late", isOffline: false };
  const known = /** @type {FieldName | null} */ (FIELDS.has(field) ? field : null);
  return { state: "refused", fault: { field: code === "files" ? "files" : known, message } };
}
