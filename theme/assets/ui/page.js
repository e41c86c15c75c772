// What the page tells its elements: the JSON of the theme's `<meta name="helpcenter">`, over what the script before this
// one says of all pages.
import { reloadIfReplaced } from "./renewal.js";

/** @import { Page } from "./types.d.ts" */

const meta = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="helpcenter"]'));
const root = new URL(`${/** @type {string} */ (meta.dataset.root).replace(/\/$/u, "")}/`, document.baseURI);

/**
 * Settings and texts of this page.
 *
 * @type {Page}
 */
export const page = { ...(globalThis.hcSettings ?? giveUp()), ...JSON.parse(meta.content) };

/** A page that was kept somewhere while another build took its place names settings that are gone. */
function giveUp() {
  reloadIfReplaced(() => {}).catch(() => {}); // it can be read as it is
  throw new Error("the settings of this page are gone");
}

/**
 * The address of `path`, which is relative to the site's root or whole.
 *
 * @param {string} path
 */
export function toUrl(path) {
  return new URL(path, root).href;
}

/**
 * The interface text `key` with its {names} filled in.
 *
 * @param {string} key
 * @param {Record<string, string | number | null>} [values]
 */
export function text(key, values = {}) {
  return page.text[key].replace(/\{(\w+)\}/gu, (_, name) => /** @type {string} */ (values[name]));
}

/**
 * The search page, with `query` asked.
 *
 * @param {string} query
 */
export function searchUrl(query) {
  const url = new URL(toUrl(page.search));
  url.searchParams.set("q", query);
  return url.href;
}
