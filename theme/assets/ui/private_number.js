// Order and parcel numbers belong to the shop's look-up pages; other personal numbers to nobody. None is searched for.
import { maskText } from "../feedback/masking.js";

const TAG = /\[([^\]]*)\]/gu;
const NUMBER_WORDS = /주문|결제|운송장|송장|택배|등기|번호|넘버|조회|order|parcel|tracking|number|no\.?|[\s:#=,.-]/giu;
const LOOKUPS = { 주문번호: "order", 운송장번호: "parcel" };

/**
 * What `query` gives away: {kind, alone} with `kind` "order", "parcel" or "number", and whether it is all there is;
 * null where nothing is private.
 */
export function findPrivateNumber(query) {
  const masked = maskText(query);
  const tags = [...masked.matchAll(TAG)].filter(([tag]) => !query.includes(tag)).map(([, name]) => name);
  if (tags.length === 0) return null;
  const kind = tags.map((name) => LOOKUPS[name]).find(Boolean) ?? "number";
  return { kind, alone: masked.replace(TAG, "").replace(NUMBER_WORDS, "") === "" };
}
