// What came of a query: what the search found of this day, a number that only looks like a query, or a failure.
import { dropOver } from "../search/days.js";
import { findDay } from "./day.js";
import { keepQuery } from "./kept_query.js";
import { findPrivateNumber, mayBePrivate } from "./private_number.js";
import { search } from "./search_service.js";
import { looksTwice } from "./second_look.js";

/** @import { Filter, Outcome } from "./types.d.ts" */

const SHOWN_IN_BOX = 7;
const SHOWN_ON_PAGE = 30;

/**
 * @param {string} query
 * @param {boolean} isPage more is shown on the search page than below a box
 * @param {boolean} literal nothing is mended
 * @param {Filter} [filter]
 * @returns {Promise<Outcome>}
 */
export async function findOutcome(query, isPage, literal, filter) {
  try {
    const number = await findPrivateNumber(query);
    if (number?.alone) return { state: "number", number, hits: [] };
    const limit = isPage ? SHOWN_ON_PAGE : SHOWN_IN_BOX;
    const keep = () => mayBePrivate(query) || keepQuery(query);
    const asked = number?.rest ?? query; // the words beside a number; no article holds the customer's own
    const found = await search(asked, { limit, answers: true, literal, ...filter }, keep);
    if (found.isNumber) return { state: "number", number: { kind: found.isNumber, alone: true, rest: "" }, hits: [] };
    const current = dropOver(found, findDay());
    return {
      ...current,
      state: "found",
      query,
      number,
      literal,
      isCut: found.hits.length + (found.card ? 1 : 0) === limit,
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
