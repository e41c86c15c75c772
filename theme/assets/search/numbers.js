/** Order and parcel numbers: they lead to the shop's look-up page and are neither searched nor logged. */

/** @import { NumberKind } from "./types.d.ts" */

const PARCEL = /^[0-9]{10,14}$/;
const PHONE = /^0(?:10|2|[3-7]0?[0-9]?)/;
const ORDER = /^(?:[a-z]{0,4}[-_]?(?:19|20)[0-9]{6}[-_]?[0-9a-z]{4,12}|[a-z]{1,4}[-_]?[0-9]{8,16})$/i;
const LABEL = /^(?:주문|송장|운송장|택배|배송|order|tracking|parcel)?\s*(?:번호|no\.?|number|#)?\s*[:：]?\s*/i;

/**
 * Which number the whole query is, or null. Spaces and hyphens inside a parcel number do not matter.
 *
 * @param {string} query
 * @returns {NumberKind | null}
 */
export function findNumber(query) {
  const bare = query.trim().replace(LABEL, "").replace(/\s+/g, "");
  if (ORDER.test(bare)) return "order";
  const digits = bare.replace(/-/g, "");
  return PARCEL.test(digits) && !PHONE.test(digits) ? "parcel" : null;
}
