// What has days is shown on these only, however old the index is: by the shop's clock.

/** @import { Answer } from "./types.d.ts" */

/**
 * The day it is where the shop is, as `2026-11-29`.
 *
 * @param {string} timeZone
 */
export function findDayIn(timeZone) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date());
}

/**
 * Without cards whose days do not include this one, notices whose last day is over, and an answer that stands in one.
 *
 * @param {Answer} found
 * @param {string} day
 * @returns {Answer}
 */
export function dropOver(found, day) {
  const { from = "", until = "" } = found.card?.card ?? {};
  const isCurrent = (!from || from <= day) && (!until || day <= until);
  const over = new Set([...found.hits, ...found.nearest].filter((hit) => (hit.until ?? day) < day).map(({ id }) => id));
  const hits = found.hits.filter(({ id }) => !over.has(id));
  const nearest = found.nearest.filter(({ id }) => !over.has(id));
  const answer = found.answer && !over.has(found.answer.article) ? found.answer : null;
  return { ...found, hits, nearest, answer, card: isCurrent ? found.card : null };
}
