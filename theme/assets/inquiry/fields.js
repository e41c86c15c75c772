// The fields of the form: what is in them, what is wrong with that, and how it is told beside them.

/** @import { Fault, FieldName, Kit, Words } from "./types.d.ts" */

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/u;
const PHONE = /^[+(]?[0-9][0-9 ().-]{6,28}$/u;
const FEWEST_DIGITS = 8;
/** @type {(keyof Words)[]} */
const NAMES = ["topic", "text", "email", "phone", "order"];

/**
 * @param {HTMLFormElement} form
 * @returns {Words}
 */
export function readFields(form) {
  const data = new FormData(form);
  const read = NAMES.map((name) => [name, String(data.get(name) ?? "").trim()]);
  return /** @type {Words} */ (Object.fromEntries(read));
}

/**
 * @param {HTMLFormElement} form
 * @param {Words} words
 */
export function fillFields(form, words) {
  for (const name of NAMES) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field) field.value = words[name];
  }
}

/**
 * With what was to be sent.
 *
 * @param {HTMLFormElement} form
 * @param {[name: string, value: string][]} sent
 */
export function refillFields(form, sent) {
  const { topic, text, email = "", phone = "", order = "" } = Object.fromEntries(sent);
  fillFields(form, { topic, text, email, phone, order });
}

/**
 * What must be mended before it is sent, from the top of the form; the server looks again.
 *
 * @param {Words} words
 * @param {Kit["text"]} text
 * @returns {Fault[]}
 */
export function findFaults({ topic, text: written, email, phone }, text) {
  /** @type {[FieldName, boolean, string][]} */
  const rules = [
    ["topic", topic === "", "inquiry_no_topic"],
    ["text", written === "", "inquiry_no_text"],
    ["email", email === "" && phone === "", "inquiry_no_reach"],
    ["email", email !== "" && !EMAIL.test(email), "inquiry_bad_email"],
    ["phone", phone !== "" && !isPhone(phone), "inquiry_bad_phone"],
  ];
  return rules.filter(([, isBroken]) => isBroken).map(([field, , key]) => ({ field, message: text(key) }));
}

/**
 * Digits of wide and other forms are read as they are meant.
 *
 * @param {string} phone
 */
function isPhone(phone) {
  const plain = phone.normalize("NFKC");
  return PHONE.test(plain) && plain.replace(/[^0-9]/gu, "").length >= FEWEST_DIGITS;
}

/**
 * Shows the faults beside their fields, all others as right, and leads to the first.
 *
 * @param {HTMLFormElement} form
 * @param {Fault[]} faults
 */
export function showFaults(form, faults) {
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".hc-fault"))) clearFault(line);
  for (const { field, message } of faults) {
    const line = findLine(form, field);
    line.textContent = message;
    line.hidden = false;
    for (const control of listControls(line)) control.setAttribute("aria-invalid", "true");
  }
  if (faults.length === 0) return;
  const line = findLine(form, faults[0].field);
  (listControls(line)[0] ?? line).focus();
}

/**
 * What is being mended is not held against the customer any more.
 *
 * @param {Event} event
 */
export function forgive({ target }) {
  const field = /** @type {Element} */ (target).closest("[data-field]");
  const line = /** @type {HTMLElement | null} */ (field?.querySelector(".hc-fault") ?? null);
  if (line) clearFault(line);
}

/** @param {HTMLElement} line */
function clearFault(line) {
  line.hidden = true;
  line.textContent = "";
  for (const control of listControls(line)) control.removeAttribute("aria-invalid");
}

/**
 * The line below the field, or that of the whole form.
 *
 * @param {HTMLFormElement} form
 * @param {FieldName | null} field
 */
function findLine(form, field) {
  const own = field && form.querySelector(`[data-field="${field}"] .hc-fault`);
  return /** @type {HTMLElement} */ (own || form.querySelector("[data-fault]"));
}

/**
 * @param {HTMLElement} line
 * @returns {HTMLElement[]}
 */
function listControls(line) {
  return [...(line.closest("[data-field]")?.querySelectorAll("input, textarea") ?? [])].map(
    (control) => /** @type {HTMLElement} */ (control),
  );
}
