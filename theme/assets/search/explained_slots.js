/** Slots of a question as an explanation names and weighs them. */

/** @import { Line } from "./line.js" */
/** @import { Slot } from "./types.d.ts" */

/** @param {Slot[]} slots */
export const sumMass = (slots) => slots.reduce((sum, slot) => sum + slot.mass, 0);

/** @param {Slot} slot */
export const isAsked = (slot) => slot.mass > 0;

/**
 * An unknown word, or what is left of a word behind its known beginning.
 *
 * @param {Slot[]} slots of one written word
 * @param {Line} line
 */
export function nameUnknown(slots, line) {
  const pieces = slots.filter((slot) => slot.unknown);
  const known = slots.filter((slot) => !slot.unknown && slot.to < Math.max(...pieces.map(({ to }) => to)));
  const from = Math.max(Math.min(...pieces.map((slot) => slot.from)), ...known.map(({ to }) => to));
  return line.text.slice(from, Math.max(...pieces.map(({ to }) => to)));
}
