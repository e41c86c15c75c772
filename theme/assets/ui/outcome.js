// What came of a query: what the search found of this day, a number that only looks like a query, or a failure.
import { dropOver } from "../search/days.js";
import { findDay } from "./day.js";
import { keepQuery } from "./kept_query.js";
import { findPrivateNumber, mayBePrivate } from "./private_number.js";
import { search } from "./search_service.js";
import { looksTwice } from "./second_look.js";

/** @import { Filter, Outcome } from "./types.d.ts" */

/**
 * @param {string} query
 * @param {Filter & { literal: boolean, limit: number }} options
 * @returns {Promise<Outcome>}
 */
export async function findOutcome(query, options) {
  try {
    const number = await findPrivateNumber(query);
    if (number?.alone) return { state: "number", number, hits: [] };
    const keep = () => mayBePrivate(query) || keepQuery(query);
    const found = await search(query, { answers: true, ...options }, keep);
    if (found.isNumber) return { state: "number", number: { kind: found.isNumber, alone: true }, hits: [] };
    const current = dropOver(found, findDay());
    return {
      ...current,
      state: "found",
      query,
      number,
      literal: options.literal,
      isCut: found.hits.length + (found.card ? 1 : 0) === options.limit,
      near: [],
      mayBeNear: current.hits.length === 0 && !current.card && looksTwice(),
    };
  } catch {
    return { state: "failed", hits: [] };
  }
}

/**
 * Whether the search worked and found no article.
 *
 * @param {Outcome} outcome
 */
export function isNothing(outcome) {
  return outcome.state === "found" && outcome.hits.length === 0 && !outcome.card;
}
