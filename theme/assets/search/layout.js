/** A query cut into words, each in the alphabet it was meant in: `ghksqnf` is 환불 typed with the English layout. */
import { fromKeys, toKeys } from "./hangul.js";
import { findInflected } from "./latin.js";
import { findPath, Line } from "./lattice.js";
import { findByInitials, findCompletions, findMended } from "./mend.js";
import { foldText, isJamo, isSyllable, splitWords } from "./text.js";

const LONGEST_QUERY = 120;
const NONE = new Set();

/** Words of the query; one typed with the wrong language key is turned into what its keys mean in the other. */
export function cutQuery(query, lexis, asTyped) {
  const raw = splitWords(foldText(query.slice(0, LONGEST_QUERY)));
  const typed = query.match(/[A-Za-z]+/g) || [];
  const words = asTyped
    ? [...raw]
    : raw.map((word) => turnLayout(word, typed.find((other) => other.toLowerCase() === word) || word, lexis));
  return Object.assign(words, { layout: words.some((word, i) => word !== raw[i]) });
}

function turnLayout(word, typed, lexis) {
  if (/^[a-z]+$/.test(word) && word.length > 2 && !lexis.word(word) && !findInflected(word, lexis).length) {
    const hangul = [fromKeys(typed), fromKeys(word)].find((turned) => turned && isKnown(turned, lexis));
    return hangul || word;
  }
  if ((isSyllable(word[0]) || isJamo(word[0])) && word.length > 1) {
    const latin = toKeys(word).toLowerCase();
    const initials = /^[ㄱ-ㅎ]{2,}$/.test(word) && findByInitials(word, lexis, 1).length;
    if (
      !initials &&
      /[ㄱ-ㅣ]/.test(word) &&
      /^[a-z0-9]+$/.test(latin) &&
      (lexis.word(latin) || findInflected(latin, lexis).length)
    )
      return latin;
  }
  return word;
}

function isKnown(text, lexis) {
  const line = new Line([text]);
  const { steps, cost } = findPath(line, lexis, () => [], NONE);
  if (steps.some((step) => step.kind === "unknown"))
    return text.length > 1 && (findMended(text, lexis, 1).length > 0 || findCompletions(text, lexis, 1).length > 0);
  return text.length > 1 && cost < 6 * text.length;
}
