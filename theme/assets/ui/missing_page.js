// The error page: which article the address may have meant, found in the page's own search index by the address's words.

import { make } from "./dom.js";
import { ASKED_PATH } from "./error_language.js";
import { page, text, toUrl } from "./page.js";
import { record } from "./record.js";
import { search } from "./search_service.js";
import { recall, remember } from "./tab_storage.js";

const SUGGESTED = 3;
const OWN_PATH = /\/404(?:\.html)?$/u;
const FILE_SUFFIX = /\.(?:html?|md|php|aspx?)$/u;

/** Records what was asked for, and suggests what is nearest. */
export async function suggestNearest() {
  const path = page.kind === "error" ? findAsked() : null;
  if (!path) return;
  const asked = decode(path);
  record({ type: "missing", asked });
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-nearest]"));
  const query = readWords(decode(path.slice(new URL(toUrl(".")).pathname.length - 1)));
  if (!place || !query) return;
  const { hits } = await search(query, { limit: SUGGESTED });
  if (hits.length > 0) fill(place, hits);
}

/** The path that led to this page or to the error page before it; null where the page itself was asked for. */
function findAsked() {
  if (!OWN_PATH.test(location.pathname)) return location.pathname;
  const asked = recall(ASKED_PATH, null);
  remember(ASKED_PATH, null);
  return asked;
}

/**
 * A path as a person reads it.
 *
 * @param {string} path
 */
function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // escaped in another way than UTF-8
  }
}

/**
 * `/refund/late-parcel.html` → `refund late parcel`.
 *
 * @param {string} path
 */
function readWords(path) {
  return (
    path
      .replace(/\/+$/u, "")
      .replace(FILE_SUFFIX, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(" ");
}

/**
 * @param {HTMLElement} place
 * @param {{ title: string, url: string }[]} hits
 */
function fill(place, hits) {
  const rows = hits.map(({ title, url }) =>
    make("li", {}, make("a", { class: "hc-row", href: toUrl(url) }, make("span", { class: "hc-row__title" }, title))),
  );
  place.append(make("h2", {}, text("page_nearest")), make("ul", { class: "hc-rows", "data-from": "link" }, ...rows));
  place.hidden = false;
}
