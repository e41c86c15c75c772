/** The parts of a question and the ways to answer them, each made here alone: types.d.ts says what they hold. */

/** @import { Alternative, How, Slot } from "./types.d.ts" */

/**
 * @param {number} from
 * @param {number} to
 * @param {number} mass
 * @param {Alternative[]} alternatives
 * @param {Partial<Slot>} [more]
 * @returns {Slot}
 */
export const makeSlot = (from, to, mass, alternatives, more) => ({
  from,
  to,
  mass,
  alternatives,
  weak: false,
  prominent: false,
  everyday: 0,
  unknown: false,
  stranger: false,
  strays: false,
  damaged: false,
  alone: false,
  word: -1,
  ...more,
});

/**
 * @param {How} how
 * @param {string[]} ids
 * @param {string} text
 * @param {Partial<Alternative> & { weight: number, trust: number }} more
 * @returns {Alternative}
 */
export const makeAlternative = (how, ids, text, more) => ({ how, ids, text, sure: false, open: false, to: 0, ...more });
