/**
 * Folding and cutting of text. `hc_builder/search/text.py` is its counterpart; tests/contracts/search_text.json holds
 * both to the same results.
 */
import { writeNumbers } from "./amounts.js";
import { ACCENTS, FULL_WIDTH, FULL_WIDTH_SHIFT, INVISIBLE, NUMBER, THOUSANDS, WORD_CHARACTERS } from "./facts.js";

/** @param {string} pattern */
const every = (pattern) => new RegExp(pattern, "g");

const ACCENTED_LETTER = every(ACCENTS);
// biome-ignore lint/suspicious/noMisleadingCharacterClass: combining characters are meant
const HAS_ACCENT = /[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]/; // rare, and taking Hangul apart for it is slow
const INVISIBLE_CHARACTER = every(INVISIBLE);
const WIDE = every(FULL_WIDTH);
const THOUSANDS_COMMA = every(THOUSANDS);
const LETTER_PAIR = every(`(^|[^${WORD_CHARACTERS}])([a-z])[/&.]([a-z])(?![a-z])`);
const WORD = every(`${NUMBER}|[${WORD_CHARACTERS}]+`);

/**
 * Composed, lower case, without accents, invisible characters, full-width forms and thousands commas; `A/S` and `Q&A`
 * as `as` and `qa`.
 *
 * @param {string} text
 */
export function foldText(text) {
  const narrow = text.replace(WIDE, (c) => String.fromCharCode(c.charCodeAt(0) - FULL_WIDTH_SHIFT));
  const composed = narrow.replace(INVISIBLE_CHARACTER, "").normalize("NFC");
  const lower = HAS_ACCENT.test(composed) ? dropAccents(composed) : composed.toLowerCase();
  return lower.replace(THOUSANDS_COMMA, "$1").replace(LETTER_PAIR, "$1$2$3");
}

/** @param {string} text */
const dropAccents = (text) => text.normalize("NFD").toLowerCase().replace(ACCENTED_LETTER, "$1").normalize("NFC");

/**
 * Runs of letters and digits; `1:1` and `3.5` stay whole, and numbers are written in one way.
 *
 * @param {string} folded
 * @returns {string[]}
 */
export const splitWords = (folded) => writeNumbers(folded).match(WORD) || [];

/** @param {string} c */
export const isSyllable = (c) => c >= "가" && c <= "힣";

/** @param {string} c */
export const isJamo = (c) => c >= "ㄱ" && c <= "ㅣ";

/**
 * Chinese characters and kana: written without spaces, found by single characters and pairs.
 *
 * @param {string} c
 */
export const isIdeograph = (c) => (c >= "\u3040" && c <= "\u30ff") || (c >= "\u3400" && c <= "\u9fff");
