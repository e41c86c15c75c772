// Takes personal data out of what customers type, before it leaves the browser.
// The rules are those of the endpoint (feedback_function/masking.py); tests/contracts/masking.json holds both to them.
import { rules } from "./masking_rules.js";

/** @import { MaskingRule } from "./types.d.ts" */

/** @typedef {{ tag: string, when: RegExp, pattern: RegExp, check: (secret: string) => boolean }} Rule */
/** The characters of a text, and what is read in their places; @typedef {{ shown: string[], reading: string }} Both */

const TIDY = pair(rules.replace);
const FROM = new RegExp(`[${rules.replace.from}]`, "gu");
const REMOVE = new RegExp(rules.remove, "gu");
const BLANK = new RegExp(rules.blank, "gu");
const WIDE = /[\uff01-\uff5e]/gu;
const EMOJI = /[\u{10000}-\u{10ffff}]/gu;
const BLOT = "\u263a"; // one unit of UTF-16, so that a place in what is read is the number of a character
const DIGITS = pair(rules.reading);
const SPELT = rules.reading.spelt.map((pattern) => new RegExp(pattern, "gu"));
const NUMBER = new RegExp(rules.reading.number, "gu");
const BETWEEN = new RegExp(rules.reading.between, "gu");
const OWN_TAG = "[쇼핑몰번호]";
/** @type {Record<string, string>} */
const PLACES = { "#": "[0-9]", "@": "[A-Za-z]" };
const HALF_PAIR = /[\ud800-\udfff]/gu; // cannot be sent as UTF-8

/** @type {MaskingRule[]} */
const WRITTEN = rules.rules;
/** @type {Record<string, string>} */
const WORDS = rules.words;
const RULES = WRITTEN.map(({ tag, when, pattern, check }) => ({
  tag,
  when: new RegExp(expand(when), "u"),
  pattern: new RegExp(expand(pattern), "gu"),
  check: buildCheck(check),
}));

/**
 * `text` tidied and with personal data replaced by Korean tags such as `[전화번호]`; what stands in one of the shop's
 * `own` forms, such as `ON-########`, goes first.
 *
 * @param {string} text
 * @param {string[]} [own]
 */
export function maskText(text, own = []) {
  const tidy = maskOwn(tidyText(text), own);
  return RULES.reduce(applyRule, { shown: [...tidy], reading: readNumbers(tidy) }).shown.join("");
}

/**
 * `text` as the rules read it, character for character: numbers in words are digits, and what stands between the digits
 * of one number is a hyphen.
 *
 * @param {string} text
 */
function readNumbers(text) {
  const read = SPELT.reduce((spelt, pattern) => spelt.replace(pattern, readDigits), text.replace(EMOJI, BLOT));
  return read.replace(NUMBER, (found) => readDigits(found.replace(BETWEEN, "-")));
}

/** @param {string} found */
function readDigits(found) {
  return Array.from(found, (letter) => DIGITS[letter] ?? letter).join("");
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
 * Each form's pattern is that of feedback_function/mask_templates.py.
 *
 * @param {string} text
 * @param {string[]} own
 */
function maskOwn(text, own) {
  return own.reduce((masked, form) => {
    const places = [...form].map((sign) => PLACES[sign] ?? eitherCase(sign)).join("");
    return masked.replace(new RegExp(`(^|[^0-9A-Za-z])${places}(?![0-9A-Za-z])`, "gu"), `$1${OWN_TAG}`);
  }, text);
}

/** @param {string} sign */
function eitherCase(sign) {
  return `[${[...new Set([sign.toUpperCase(), sign.toLowerCase()])].join("")}]`;
}

/**
 * @param {Both} both
 * @param {Rule} rule
 */
function applyRule({ shown, reading }, { tag, when, pattern, check }) {
  if (!when.test(reading)) return { shown, reading };
  for (const { index, 1: kept, 2: secret } of [...reading.matchAll(pattern)].reverse()) {
    if (!check(secret)) continue;
    const begin = index + kept.length;
    shown.splice(begin, secret.length, ...tag);
    reading = reading.slice(0, begin) + tag + reading.slice(begin + secret.length);
  }
  return { shown, reading };
}

/**
 * `pattern` with `{name}` replaced from the words, and theirs in turn.
 *
 * @param {string} pattern
 * @returns {string}
 */
function expand(pattern) {
  return pattern.replace(/\{([a-z][a-z0-9]+)\}/gu, (_, name) => expand(WORDS[name]));
}

/**
 * @param {{ from: string, to: string }} table
 * @returns {Record<string, string>}
 */
function pair({ from, to }) {
  return Object.fromEntries([...from].map((letter, i) => [letter, to[i]]));
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
