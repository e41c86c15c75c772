/**
 * The numbers by which an answer is chosen and trusted, fitted by `benchmarks/fit_answer.py`: on KorQuAD's half for
 * tuning, the half of the example shop's questions that is for tuning, and orders given to a smart speaker, which are no
 * questions for a shop.
 */

/** What each sign adds to a passage (`evidence.js`): coefficients of a softmax over the passages of a question. */
export const SIGNS = {
  score: 5.61,
  cover: 4.78,
  pairs: 5.04,
  head: 1.18,
  heading: 2.94,
  before: 2.46,
  after: 1.43,
  last: 0.87,
  length: -0.27,
  when: 2.68,
  number: 2.33,
  where: 0.87,
  why: 0.44,
  whether: 1.25,
  summary: 1.26,
  aside: -1.44,
};

/** What makes the best passage likelier to be right: coefficients of a logistic regression. */
export const CONFIDENCE = {
  margin: 0.82,
  belief: 3.26,
  cover: 1.02,
  pairs: 3.2,
  head: 1.03,
  fits: 0.78,
  constant: -7.04,
};

/** The least confidence of a quote that is shown: `benchmarks/README.md` has the curve that it was read from. */
export const LEAST_CONFIDENCE = 0.75;
