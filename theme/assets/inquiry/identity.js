// What an inquiry has beside its content: its id, where it comes from, and what is said of it on later pages.

/** @import { Inquiry, Kit, LaterWords } from "./types.d.ts" */

const REFERENCE = "{reference}"; // in words that are told later

/** A UUID of version 4; `crypto.randomUUID` is not there on pages without TLS. */
export function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

/**
 * The article or flow from which the form was opened.
 *
 * @param {Inquiry} inquiry
 */
export function findOrigin({ fields }) {
  return fields.find(([name]) => name === "article")?.[1];
}

/**
 * How long the form was there, in ms; a clock that was set back makes that nothing.
 *
 * @param {number} shown
 */
export function findElapsed(shown) {
  return String(Math.max(0, Date.now() - shown));
}

/**
 * @param {Kit} kit
 * @param {string} id
 * @param {Inquiry["fields"]} fields
 * @param {File[]} files
 * @returns {Inquiry}
 */
export function buildInquiry({ endpoint, text }, id, fields, files) {
  return { id, endpoint, fields, files, words: findLaterWords(text), form: location.origin + location.pathname };
}

/**
 * They go along with what waits, since other pages do not have the form's texts.
 *
 * @param {Kit["text"]} text
 * @returns {LaterWords}
 */
function findLaterWords(text) {
  return {
    sent: text("inquiry_sent_later", { reference: REFERENCE }),
    failed: text("inquiry_refused_later"),
    refused: text("inquiry_refused"),
    mend: text("inquiry_refused_mend"),
  };
}

/**
 * @param {Inquiry} inquiry
 * @param {string} reference
 */
export function sayReference({ words }, reference) {
  return words.sent.replace(REFERENCE, reference);
}
