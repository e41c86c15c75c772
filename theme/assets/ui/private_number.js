// Order and parcel numbers belong to the shop's look-up pages, other personal numbers to nobody: they are not searched
// for, not logged, and stand in no address.
import { page } from "./page.js";
import { maskQuery } from "./record.js";

/** @import { PrivateNumber } from "./types.d.ts" */

const TAG = /\[([^\]]*)\]/gu;
const NUMBER_WORDS = /주문|결제|운송장|송장|택배|등기|번호|넘버|조회|order|parcel|tracking|number|no\.?|[\s:#=,.-]/giu;
/** @type {Record<string, "order" | "parcel" | undefined>} */
const LOOKUPS = { 주문번호: "order", 운송장번호: "parcel" };
// Digits from which a query may hold a number: of what is personal everywhere, or of the shop's shortest form.
// A number in words counts too: 공일공 일이삼사.
const FEWEST = Math.min(6, ...(page.mask ?? []).map((form) => form.replace(/[^#0-9]/gu, "").length));

const IN_WORDS = /(?:(?:[\p{Nd}공영일이삼사오육륙칠팔구]|하나)(?:\P{L}{0,3}|에다?|다시)){6,}/u;

/**
 * The private number in `query`, or null. Where nothing can tell, the query is searched for and kept as one with a number.
 *
 * @param {string} query
 * @returns {Promise<PrivateNumber | null>}
 */
export async function findPrivateNumber(query) {
  if (!mayBePrivate(query)) return null;
  const masked = await maskQuery(query).catch(() => null);
  if (masked === null) return { kind: "number", alone: false, rest: query };
  const tags = [...masked.matchAll(TAG)].filter(([tag]) => !query.includes(tag)).map(([, name]) => name);
  if (tags.length === 0) return null;
  const kind = tags.map((name) => LOOKUPS[name]).find(Boolean) ?? "number";
  const rest = masked.replace(TAG, " ").trim();
  return { kind, alone: rest.replace(NUMBER_WORDS, "") === "", rest };
}

/**
 * Whether it is worth looking closer, told at once.
 *
 * @param {string} query
 */
export function mayBePrivate(query) {
  return query.includes("@") || (query.match(/\p{Nd}/gu) ?? []).length >= FEWEST || IN_WORDS.test(query);
}
