/** Shorter words of the index that make up a longer one. */
import { VERB } from "./facts.js";
import { isSyllable } from "./text.js";

/** @import { Entry } from "./dictionary.js" */
/** @import { Line } from "./line.js" */
/** @import { Lexicon } from "./types.d.ts" */

/**
 * The parts of a word that stands in the query from `from` up to `to`; `whole` if they leave nothing over.
 *
 * @param {string} word
 * @param {number} from
 * @param {number} to
 * @param {Line} line
 * @param {Lexicon} lexicon
 * @returns {{ parts: Entry[], whole: boolean }}
 */
export function splitCompound(word, from, to, line, lexicon) {
  const parts = findWrittenApart(from, to, line, lexicon);
  return parts ? { parts, whole: true } : tile(word, lexicon);
}

/**
 * The words as they are written apart (set up, 침몰 사건) of one that the index has as one; null if not all are words of
 * two characters or more.
 *
 * @param {number} from
 * @param {number} to
 * @param {Line} line
 * @param {Lexicon} lexicon
 */
function findWrittenApart(from, to, line, lexicon) {
  const found = [];
  for (let i = from; i < to; i = line.wordEnd(i)) {
    found.push(i + 1 < to ? lexicon.word(line.text.slice(i, Math.min(to, line.wordEnd(i)))) : undefined);
  }
  const parts = found.filter((part) => !!part && part.word.length > 1);
  return found.length > 1 && line.gaps[from] && parts.length === found.length ? /** @type {Entry[]} */ (parts) : null;
}

/**
 * Nouns of two syllables or more that cover most of a word with the fewest parts; a syllable may be left over between.
 *
 * @param {string} word
 * @param {Lexicon} lexicon
 */
function tile(word, lexicon) {
  if (word.length < 3 || !isSyllable(word[0])) return { parts: [], whole: false };
  /** @type {{ covered: number, parts: Entry[] }[]} */
  const best = [{ covered: 0, parts: [] }];
  for (let to = 1; to <= word.length; to++) {
    best[to] = best[to - 1];
    for (let from = 0; from <= to - 2; from++) {
      const before = best[from];
      const entry = to - from < word.length && before.covered >= from - 1 && lexicon.word(word.slice(from, to));
      if (!entry || entry.form || entry.speech === VERB) continue;
      const covered = before.covered + to - from;
      const parts = [...before.parts, entry];
      const isBetter = covered > best[to].covered;
      if (isBetter || (covered === best[to].covered && parts.length < best[to].parts.length))
        best[to] = { covered, parts };
    }
  }
  const { parts, covered } = best[word.length];
  return { parts, whole: covered === word.length };
}
