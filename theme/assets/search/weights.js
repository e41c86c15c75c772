/**
 * The numbers of the ranking. Each group tells its unit and where its values come from:
 *
 * - fitted: coefficients of a regression, which `benchmarks/fit_belief.py` fits anew and sets beside these;
 * - tuned: chosen by hand for the best figures on the half of KorQuAD that is for tuning and on the example shop's
 *   search tests, then measured on the other half (`benchmarks/search.md`);
 * - bounds: limits on work, set where more changed no result.
 */

// Costs of a path over a query's characters. No unit: only sums are compared, like negative log likelihoods. Tuned.

/** A word of the dictionary, … */
export const WORD_COST = 2;
/** … times the log of how rare it is, … */
export const RARITY_COST = 0.25;
/** … which counts as this where no article has the word, … */
export const ABSENT_RARITY_COST = 2;
/** … less this for each character after the second, … */
export const LONGER_COST = 0.3;
/** … and more for a single syllable, which is mostly a piece of something else. */
export const SINGLE_COST = 3.5;
/** … taken back for one that is a written word by itself: 옷 교환. */
export const ALONE_GAIN = 0.7;
/** A particle or an ending, and each of its characters. */
export const TAIL_COST = 0.4;
export const TAIL_MORE_COST = 0.15;
/** A tail at the beginning of a written word: in general, if it is the whole word, and on top if it is one syllable. */
export const TAIL_FIRST_COST = 2.5;
export const TAIL_WORD_COST = 1;
export const TAIL_FIRST_SINGLE_COST = 1;
/** A tail right after something unknown. */
export const TAIL_AFTER_UNKNOWN_COST = 1;
/** A word of everyday Korean that the site does not write, on top of a word's cost. */
export const STRANGER_COST = 2;
/** Something unknown: the first character, each further one, and on top for a run of letters or digits. */
export const UNKNOWN_COST = 6;
export const UNKNOWN_MORE_COST = 4;
export const UNKNOWN_RUN_COST = 2;
/** A jamo left over after a syllable, and each of a run of jamo. */
export const STRAY_COST = 3;
export const JAMO_COST = 4;
/** A space inside a word. */
export const CROSSING_COST = 1.2;
/** No space before a word: after another word, and after a tail or a verb's stem. */
export const GLUED_COST = 0.8;
export const AFTER_TAIL_COST = 1.5;
/** A verb's stem at the end of a written word, without the ending it needs. */
export const BARE_STEM_COST = 1.5;

/** A mended word on top of the word's own cost: always, for each slip, and on top if it is more than one. */
export const MENDED_COST = 0.5;
export const SLIP_COST = 2.5;
export const SECOND_SLIP_COST = 2.5;
/** The same word in another English inflection. */
export const INFLECTED_COST = 0.5;
/** One of several words that a run of initials spells. */
export const SPELLED_COST = 2;
/** The initials of a title. */
export const RUN_COST = 4;
/** A particle or an ending with a slip in it, in place of `TAIL_COST`. */
export const MENDED_TAIL_COST = 3.5;
/** A completion: the best, and each place further down the list. */
export const GROWING_COST = 1.5;
export const GROWING_NEXT_COST = 0.05;
/** A verb's stem before its ending is typed (받 on the way to 받기): takes back `SINGLE_COST` and `BARE_STEM_COST`. */
export const BEGUN_STEM_COST = -4;
/** Most cost per letter at which keys turned into the other alphabet count as words. Tuned. */
export const MOST_COST_PER_LETTER = 6;

/** Share of its part of the question (0–1) that a match covers, by how it was reached. Tuned. */
export const TRUST = {
  word: 1,
  part: 0.6,
  synonym: 0.85,
  mended: 0.75,
  typing: 0.75,
  initials: 0.75,
  spelled: 0.5,
  pair: 0.2,
};
/**
 * Share of a term's own score (0–1) that a match brings, by how it was reached; `whole` and `tiled`: a compound and the
 * words that make it up. Tuned.
 */
export const WEIGHT = {
  word: 1,
  whole: 0.7,
  tiled: 0.85,
  part: 0.5,
  mended: 0.85,
  typing: 0.75,
  initials: 0.8,
  spelled: 0.8,
  pair: 0.3,
};
/** Weight and trust of a word as typed where something else is taken to be meant. Tuned. */
export const LITERAL = 0.5;
/** Factor on the weight of further completions and readings of initials, beside the one on the path. Tuned. */
export const RIVAL = 0.9;
/** Factors on a piece of a written word whose rest is unknown: where it likely is the word, and elsewhere. Tuned. */
export const LIKELY_WEIGHT = 0.8;
export const LIKELY_TRUST = 0.9;
export const UNLIKELY_WEIGHT = 0.5;
export const UNLIKELY_TRUST = 0.4;
/** Factor on the mass and weight of a single syllable. Tuned. */
export const SINGLE = 0.6;
/** Factor on those of a stop word, and the most rarity that one may have. Tuned. */
export const WEAK = 0.15;
export const WEAK_RARITY = 1;
/** Factor on the mass of a word by how common it is in everyday Korean, 0–3. Tuned. */
export const EVERYDAY = [1, 0.85, 0.65, 0.5];
/** Mass of an unknown word, as a share of the rarest word's. Tuned. */
export const UNKNOWN_SHARE = 0.8;
/** Factor on the unknown rest of a word whose beginning articles are about, and on jamo. Tuned. */
export const UNKNOWN_REST = 0.3;
/** Mass of a synonym's phrase where no slot stands for it: of several written words, and of one. Tuned. */
export const SPREAD_MASS = 1;
export const PHRASE_MASS = 0.8;

/** Bounds: completions, words for a run of initials, mended words for a stretch, words tried for a doubted one. */
export const MOST_COMPLETIONS = 8;
export const MOST_INITIALS = 200;
export const MOST_RUNS = 20;
export const MOST_MENDED = 3;
export const MOST_DOUBTS = 2;

/** Words with this many keystrokes may have two slips, shorter ones one. Tuned. */
export const TWO_SLIP_KEYS = 9;
/** Fewest keystrokes of a word that is mended, and of one with a jamo left alone. Tuned. */
export const FEWEST_KEYS = 4;
export const FEWEST_MIXED_KEYS = 3;
/** Bounds, in keystrokes: longest word that is mended, longest stretch that is compared with endings. */
export const MOST_KEYS = 60;
export const MOST_TAIL_KEYS = 24;
/** Slips taken off for a word that articles use (the share of them, up to this), or are about. Tuned. */
export const USED_BONUS = 0.3;
export const PROMINENT_BONUS = 0.2;
/** Completions are ordered by log(1 + articles) less this times the root of the keystrokes still to come. Tuned. */
export const GROWTH = 0.5;

/** Slips that are likelier than one wrong key, which is 1: a doubled key, two swapped, Shift, a neighbouring key. Tuned. */
export const DOUBLED_SLIP = 0.8;
export const SWAPPED_SLIP = 0.9;
export const SHIFT_SLIP = 0.6;
export const NEIGHBOUR_SLIP = 0.9;

/** Bound: articles that are scored in full, after a rough pass. */
export const CANDIDATES = 80;
/** Share of its score (0–1) that an article keeps which covers nothing; the rest grows with coverage. Tuned. */
export const UNCOVERED = 0.25;
/** What the score grows by (shares) where the whole question stands in one window, and in the title. Tuned. */
export const TOGETHER = 0.5;
export const TITLED = 0.4;
/** Share of `TITLED` that does not depend on how much of the title was asked for. Tuned. */
export const TITLE_FLOOR = 0.4;
/** Factor on windows of body text, which are long and say less than a title or a heading. Tuned. */
export const BODY_WINDOW = 0.6;

/**
 * Chance (0–1) that a match is what was meant, by how it was reached and by its length (one syllable, two, more):
 * `[in body text, in a title, question, keyword or heading]`. Fitted, then moved and scaled so that what was not found
 * has 0 and a long word 1.
 *
 * @type {Record<import("./types.d.ts").How, [body: number, head: number][]>}
 */
export const CHANCE = {
  word: [
    [0.3, 0.3],
    [0.5, 0.6],
    [0.8, 1],
  ],
  mended: [
    [0, 0],
    [0.5, 0.6],
    [0.8, 0.9],
  ],
  synonym: [[0.3, 0.45]],
  initials: [[0.8, 0.8]],
  spelled: [[0.5, 0.7]],
  typing: [[1, 1]],
  part: [[0.2, 0.2]],
  pair: [[0, 0.2]],
};
/** In place of `CHANCE` for one syllable that is a written word by itself, and so no piece of another. Fitted. */
export const ALONE_CHANCE = 0.9;
/** Added to a chance in a title. Fitted. */
export const IN_TITLE = 0.35;
/** Taken off a chance for a word of everyday Korean. Fitted. */
export const COMMONPLACE = 0.2;
/** Taken off a chance where other pieces of the same written word are unknown or not in the article. Fitted. */
export const TORN = 0.35;
/** Taken off, times its share, for a word of everyday Korean that the site does not write. Fitted. */
export const STRANGE = 0.7;
/** Added for each certain word, which confirm one another, up to so many. Fitted. */
export const CONFIRMED = 0.4;
export const MOST_CONFIRMED = 3;
/** Added where a certain word is one of the subject. Fitted. */
export const TELLING = 0.25;
/** The least belief of an answer: where real questions begin to be lost. Chosen on the curve of the fit. */
export const ENOUGH = 0.66;

/** An answer is one of the first so many articles: further down, something is always believed. Tuned. */
export const SEEN = 3;
/** Behind an answer come only articles that cover this share of what it covers. Tuned. */
export const KEPT = 0.42;
/** Least coverage of an article named where there is no answer, and the most that are named. Tuned. */
export const NEAREST = 0.15;
export const MOST_NEAREST = 3;
/** Factor by which the literal reading must be surer to win over a mended one. Tuned. */
export const MENDED_LEAD = 1.2;
/** Least share of the question answered by mended words of which the customer is told. Tuned. */
export const TOLD = 0.3;

/** A card is shown if it is one of so many first, and holds this share of what the best of them holds of the question. */
export const CARD_RANK = 4;
export const CARD_COVERAGE = 0.97;
