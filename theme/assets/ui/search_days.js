// What search finds that has days: it is shown on these only, however old the site is.
import { findDay } from "./day.js";

/** @import { Answer, Hit } from "../search/types.d.ts" */

/**
 * The card, where its days include this one.
 *
 * @param {Hit | null} hit
 */
export function takeCurrent(hit) {
  const day = findDay();
  const { from = "", until = "" } = hit?.card ?? {};
  return (!from || from <= day) && (!until || day <= until) ? hit : null;
}

/**
 * What was found without notices whose last day is over, and without an answer that stands in one.
 *
 * @param {Answer} found
 * @returns {Answer}
 */
export function dropOver(found) {
  const day = findDay();
  const all = [...found.hits, ...found.nearest];
  const over = new Set(all.filter(({ until = day }) => until < day).map(({ id }) => id));
  if (over.size === 0) return found;
  const hits = found.hits.filter(({ id }) => !over.has(id));
  const nearest = found.nearest.filter(({ id }) => !over.has(id));
  const { answer } = found;
  return { ...found, hits, nearest, answer: answer && over.has(answer.article) ? null : answer };
}
