/**
 * The numbers by which an answer is chosen and trusted, fitted by `benchmarks/fit_answer.py`: on KorQuAD's half for
 * tuning, the half of the example shop's questions that is for tuning, and orders given to a smart speaker, which are no
 * questions for a shop.
 */

/** What each sign adds to a passage (`evidence.js`): coefficients of a softmax over the passages of a question. */
export const SIGNS = {
  score: 5.2,
  cover: 4.7,
  pairs: 5.2,
  head: 1.2,
  heading: 2.8,
  before: 2.7,
  after: 1,
  last: 1.2,
  length: -0.3,
  when: 2.2,
  number: 1.7,
  where: 0.4,
  why: 0.6,
  whether: 1,
  summary: 0.4,
  aside: -1,
};

/** What makes the best passage likelier to be right: coefficients of a logistic regression. */
export const CONFIDENCE = { margin: 0.8, belief: 1.25, cover: 1.3, pairs: 3.5, head: 1.25, fits: 0.8, constant: -5.65 };

/**
 * The least confidence of a quote that is shown: the highest step at which three in five of KorQuAD's questions for tuning
 * are still answered. `benchmarks/answers.md` has the curve.
 */
export const LEAST_CONFIDENCE = 0.85;
