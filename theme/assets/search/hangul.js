/**
 * Hangul as the keys that are struck for it on the standard (두벌식) keyboard: 환불 is `ghksqnf`.
 *
 * One form serves four uses: a forgotten language key, mistyped jamo, syllables still being composed, and initials.
 * The arithmetic is that of the Unicode Standard, section 3.12; a whole library for it would cost every customer bytes.
 */
import { isSyllable } from "./text.js";

/** @typedef {[first: string, last: string]} Range */

const BASE = "가".charCodeAt(0);
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const JAMO = "ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const KEYS =
  "r,R,rt,s,sw,sg,e,E,f,fr,fa,fq,ft,fx,fv,fg,a,q,Q,qt,t,T,d,w,W,c,z,x,v,g,k,o,i,O,j,p,u,P,h,hk,ho,hl,y,n,nj,np,nl,b,m,ml,l".split(
    ",",
  );
const VOWELS = KEYS.slice(30);
const CONSONANTS = KEYS.slice(0, 30);
const HEADS = [...INITIALS].map((jamo) => KEYS[JAMO.indexOf(jamo)]);
const TAILS = ["", ...CONSONANTS.filter((key) => !"EQW".includes(key))];

const SYLLABLES = 11172;
const LETTERS = [HEADS, VOWELS, TAILS].map((keys) => keys.map(findLetters));

/**
 * `화` → `ghk`; single jamo are turned too and Latin letters kept, so that text of all kinds can be compared.
 *
 * @param {string} text
 */
export function toKeys(text) {
  let keys = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) - BASE;
    if (code >= 0 && code < SYLLABLES)
      keys += HEADS[(code / 588) | 0] + VOWELS[((code % 588) / 28) | 0] + TAILS[code % 28];
    else keys += KEYS[JAMO.indexOf(text[i])] || text[i];
  }
  return keys;
}

/**
 * A bit for each letter among the keys of `text`, without building the string of keys.
 *
 * @param {string} text
 */
export function toLetters(text) {
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) - BASE;
    if (code >= 0 && code < SYLLABLES)
      letters |= LETTERS[0][(code / 588) | 0] | LETTERS[1][((code % 588) / 28) | 0] | LETTERS[2][code % 28];
    else letters |= findLetters(toKeys(text[i]));
  }
  return letters;
}

/** @param {string} keys */
function findLetters(keys) {
  let letters = 0;
  for (let i = 0; i < keys.length; i++) letters |= 1 << (keys.charCodeAt(i) & 31);
  return letters;
}

/**
 * `ghksqnf` → `환불`, as an input method would; null where a jamo stays alone or a key has none.
 *
 * @param {string} keys
 */
export function fromKeys(keys) {
  let text = "";
  let rest = keys.replace(/[A-Z]/g, (key) => ("QWERTOP".includes(key) ? key : key.toLowerCase()));
  while (rest) {
    const head = HEADS.indexOf(rest[0]);
    const vowel = longest(VOWELS, rest.slice(1));
    if (head < 0 || vowel < 0) return null;
    rest = rest.slice(1 + VOWELS[vowel].length);
    const tail = findTail(rest);
    rest = rest.slice(TAILS[tail].length);
    text += String.fromCharCode(BASE + head * 588 + vowel * 28 + tail);
  }
  return text || null;
}

/**
 * Index of the longest final consonant that leaves an initial to a vowel that follows.
 *
 * @param {string} rest
 */
function findTail(rest) {
  for (const length of [2, 1]) {
    const tail = TAILS.indexOf(rest.slice(0, length));
    if (tail > 0 && rest.length >= length && !VOWELS.includes(rest[length])) return tail;
  }
  return 0;
}

/**
 * Index of the longest of `keys` that `rest` begins with, or -1.
 *
 * @param {string[]} keys
 * @param {string} rest
 */
function longest(keys, rest) {
  const two = keys.indexOf(rest.slice(0, 2));
  return two >= 0 && rest.length > 1 ? two : keys.indexOf(rest[0]);
}

/**
 * `환불` → `ㅎㅘㄴㅂㅜㄹ`.
 *
 * @param {string} text
 */
export function toJamo(text) {
  let jamo = "";
  for (const c of text) {
    const code = c.charCodeAt(0) - BASE;
    if (!isSyllable(c)) jamo += c;
    else
      jamo +=
        INITIALS[(code / 588) | 0] +
        JAMO[30 + (((code % 588) / 28) | 0)] +
        (code % 28 ? JAMO[CONSONANTS.indexOf(TAILS[code % 28])] : "");
  }
  return jamo;
}

/**
 * `g` → `ㅎ`.
 *
 * @param {string} key
 */
export const fromKey = (key) => JAMO[KEYS.indexOf(key)] || key;

/**
 * `환불` → `ㅎㅂ`.
 *
 * @param {string} text
 */
export function toInitials(text) {
  let initials = "";
  for (const c of text) initials += isSyllable(c) ? INITIALS[((c.charCodeAt(0) - BASE) / 588) | 0] : c;
  return initials;
}

/**
 * `ㅄ` → `ㅂㅅ` in a word of consonants alone: Windows joins initials as it would a syllable's final.
 *
 * @param {string} word
 */
export const splitInitials = (word) => (/^[ㄱ-ㅎ]+$/.test(word) ? [...toKeys(word)].map(fromKey).join("") : word);

/**
 * First and last syllable that begin with the same initial, such as 하 and 힣; null if `c` has none.
 *
 * @param {string} c
 * @returns {Range | null}
 */
export function initialRange(c) {
  const initial = isSyllable(c) ? ((c.charCodeAt(0) - BASE) / 588) | 0 : INITIALS.indexOf(c);
  return initial < 0
    ? null
    : [String.fromCharCode(BASE + initial * 588), String.fromCharCode(BASE + initial * 588 + 587)];
}

/**
 * First and last of what a syllable still being composed may become (부: 부 … 뷯, 뷔; its final may yet begin the next),
 * or an initial.
 *
 * @param {string} c
 * @returns {Range | null}
 */
export function unfinishedRange(c) {
  if (!isSyllable(c)) return initialRange(c);
  const code = c.charCodeAt(0) - BASE;
  const vowel = ((code % 588) / 28) | 0;
  const last = VOWELS.findLastIndex((key) => key.startsWith(VOWELS[vowel]));
  const head = BASE + code - (code % 588);
  return [String.fromCharCode(head + vowel * 28), String.fromCharCode(head + last * 28 + 27)];
}
