// The articles that were read in this tab, and the one from which the customer went to the form; gone with the tab.
import { recall, remember } from "./tab_storage.js";

/** @import { ReadArticle } from "../inquiry/types.d.ts" */

const READ_HERE = "hc-read";
const ORIGIN = "hc-inquiry-from";
const MOST_READ = 10;

/** @returns {ReadArticle[]} newest first */
export function listRead() {
  return recall(READ_HERE, []);
}

/** @param {ReadArticle} article */
export function addRead(article) {
  remember(READ_HERE, [article, ...listRead().filter(({ id }) => id !== article.id)].slice(0, MOST_READ));
}

/**
 * Keeps from which article or flow the form was opened; null: from none.
 *
 * @param {string | null} id
 */
export function rememberOrigin(id) {
  remember(ORIGIN, id && { id, title: document.querySelector("h1")?.textContent ?? "" });
}

/** @returns {ReadArticle | undefined} */
export function recallOrigin() {
  return recall(ORIGIN, undefined);
}
