// Takes personal data out of what customers type, before it leaves the browser.
// The rules are those of the endpoint (feedback_function/masking.py); tests/contracts/masking.json holds both to them.
import { rules } from "./masking_rules.js";

/** @import { MaskingRule } from "./types.d.ts" */

/** @typedef {{ tag: string, when: RegExp, pattern: RegExp, check: (secret: string) => boolean }} Rule */

/** @type {Record<string, string>} */
const TIDY = Object.fromEntries([...rules.replace.from].map((from, i) => [from, rules.replace.to[i]]));
const FROM = new RegExp(`[${rules.replace.from}]`, "gu");
const REMOVE = new RegExp(rules.remove, "gu");
const BLANK = new RegExp(rules.blank, "gu");
const WIDE = /[\uff01-\uff5e]/gu;
const HALF_PAIR = /[\ud800-\udfff]/gu; // cannot be sent as UTF-8

/** @type {MaskingRule[]} */
const WRITTEN = rules.rules;
const RULES = WRITTEN.map(({ tag, when, pattern, check }) => ({
  tag,
  when: new RegExp(when, "u"),
  pattern: new RegExp(pattern, "gu"),
  check: buildCheck(check),
}));

/**
 * `text` tidied and with personal data replaced by Korean tags such as `[전화번호]`.
 *
 * @param {string} text
 */
export function maskText(text) {
  return RULES.reduce(applyRule, tidyText(text));
}

/**
 * NFC, full-width ASCII made narrow, invisible characters removed, control characters made blanks, ends trimmed.
 *
 * @param {string} text
 */
export function tidyText(text) {
  return text
    .replace(HALF_PAIR, "")
    .normalize("NFC")
    .replace(FROM, (found) => TIDY[found])
    .replace(WIDE, (found) => String.fromCharCode(found.charCodeAt(0) - 0xfee0))
    .replace(REMOVE, "")
    .replace(BLANK, " ")
    .replace(/^[ \n]+|[ \n]+$/gu, "");
}

/**
 * Whether the digits in `text` end in the right check digit of a payment card (ISO/IEC 7812, annex B).
 *
 * @param {string} text
 */
export function isLuhn(text) {
  const digits = [...onlyDigits(text)].reverse().map(Number);
  const sum = digits.reduce(
    (total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return sum % 10 === 0;
}

/**
 * @param {string} text
 * @param {Rule} rule
 */
function applyRule(text, { tag, when, pattern, check }) {
  if (!when.test(text)) return text;
  return text.replace(pattern, (match, kept, secret) => (check(secret) ? kept + tag : match));
}

/** @param {string} text */
function onlyDigits(text) {
  return text.replace(/[^0-9]/gu, "");
}

/**
 * `luhn`, or `digits:9:16` for 9 to 16 digits; without a name everything passes.
 *
 * @param {string | undefined} name
 * @returns {(secret: string) => boolean}
 */
function buildCheck(name) {
  if (name === undefined) return () => true;
  if (name === "luhn") return isLuhn;
  const [, low, high] = name.split(":").map(Number);
  return (secret) => onlyDigits(secret).length >= low && onlyDigits(secret).length <= high;
}
