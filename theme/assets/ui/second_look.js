// A second look at a question that no word answers: articles near it in meaning, from the endpoint, once typing rests.
import { page, toUrl } from "./page.js";
import { maskForAsking } from "./record.js";

/** @import { ShownHit } from "../search/types.d.ts" */
/** @import { NearArticle } from "./types.d.ts" */

const PATIENCE_MS = 4_000;

/** Answers so far, by question. @type {Map<string, Promise<ShownHit[]>>} */
const asked = new Map();
let isOff = !page.meaning;

/** Whether questions may be asked; the first answer that there is no such thing here ends that. */
export const looksTwice = () => !isOff;

/**
 * Articles near `query` in meaning; none, and no word about it, where none is near or none can be had.
 *
 * @param {string} query
 */
export function findNear(query) {
  const found = asked.get(query) ?? ask(query).catch(() => []);
  asked.set(query, found);
  return found;
}

/**
 * @param {string} query
 * @returns {Promise<ShownHit[]>}
 */
async function ask(query) {
  const masked = await maskForAsking(query);
  if (!masked) return [];
  const answer = await fetch(toUrl(/** @type {string} */ (page.meaning)), {
    method: "POST",
    body: JSON.stringify({ query: masked, lang: page.lang }),
    headers: { "Content-Type": "text/plain" },
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (answer.status === 404) isOff = true;
  if (!answer.ok) return [];
  return (await answer.json()).articles.map(readNear);
}

/**
 * @param {NearArticle} article
 * @returns {ShownHit}
 */
function readNear({ summary, ...article }) {
  return { ...article, summary, coverage: 0, why: [], titleMarks: [], excerpt: summary, excerptMarks: [] };
}
