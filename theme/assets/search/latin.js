/** English words in other shapes than the articles use: refunding where they say refunded. No stemmer: the index's own words decide. */

const ENDINGS = [
  "",
  "s",
  "es",
  "ed",
  "d",
  "ing",
  "ly",
  "er",
  "ers",
  "or",
  "ion",
  "ions",
  "ation",
  "ment",
  "ments",
  "e",
  "al",
  "able",
  "y",
  "ies",
  "ied",
];

/** Entries that share a stem of at least three letters with `word` and differ in an ending only; the longest stem first. */
export function findInflected(word, lexis) {
  if (!/^[a-z]{3,}$/.test(word)) return [];
  for (let length = word.length; length >= Math.max(3, word.length - 5); length--) {
    if (!ENDINGS.includes(word.slice(length))) continue;
    const stem = word.slice(0, length);
    const found = ENDINGS.map((ending) => lexis.word(stem + ending)).filter(Boolean);
    if (found.length) return found.slice(0, 2);
  }
  return [];
}
