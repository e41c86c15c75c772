/** Folding and cutting of text; `hc_builder/search/text.py` is its counterpart, both held to tests/contracts/search_text.json. */

const WORD_CHARACTERS =
  "0-9a-z\u00df-\u024f\u0370-\u052f\u0590-\u06ff\u0900-\u0eff\u3040-\u30ff\u3131-\u3163\u3400-\u9fff\uac00-\ud7a3";
const ACCENTS = /([a-z])[\u0300-\u036f]+/g;
const ACCENTED = /[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]/; // seldom, and taking Hangul apart for it is slow
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufe0f\ufeff]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const THOUSANDS = /([0-9]),(?=[0-9]{3}(?![0-9]))/g;
const LETTER_PAIR = new RegExp(`(^|[^${WORD_CHARACTERS}])([a-z])[/&.]([a-z])(?![a-z])`, "g");
const WORD = new RegExp(`[0-9]+(?:[.:][0-9]+)+|[${WORD_CHARACTERS}]+`, "g");

/** Composed, lower case, without accents, invisible characters, full-width forms and thousands commas. */
export function foldText(text) {
  const narrow = text.replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const composed = narrow.replace(INVISIBLE, "").normalize("NFC");
  const plain = ACCENTED.test(composed)
    ? composed.normalize("NFD").toLowerCase().replace(ACCENTS, "$1").normalize("NFC")
    : composed.toLowerCase();
  return plain.replace(THOUSANDS, "$1").replace(LETTER_PAIR, "$1$2$3");
}

/** Runs of letters and digits; `1:1` and `3.5` stay whole. */
export const splitWords = (folded) => folded.match(WORD) || [];

export const isSyllable = (c) => c >= "가" && c <= "힣";

export const isJamo = (c) => c >= "ㄱ" && c <= "ㅣ";

/** Chinese characters and kana: written without spaces, found by single characters and pairs. */
export const isIdeograph = (c) => (c >= "\u3040" && c <= "\u30ff") || (c >= "\u3400" && c <= "\u9fff");
