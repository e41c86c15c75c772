// What lunr.js finds in the export in the folder named, for each query of a JSON list on stdin: the first five ids of each.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import lunr from "lunr";

const [folder, lang] = process.argv.slice(2);
const read = async (/** @type {string} */ name) => JSON.parse(await readFile(join(folder, lang, name), "utf8"));
const index = lunr.Index.load(await read("lunr.json"));
const { createTermFinder } = await import(pathToFileURL(join(folder, "lunr-terms.js")).href);
const findTerms = createTermFinder(index, await read("lunr-words.json"));
const queries = JSON.parse(await text(process.stdin));

/** @param {string} typed */
function search(typed) {
  const terms = findTerms(typed);
  if (!terms.length) return []; // a query of nothing finds everything
  const hits = index.query((query) => {
    for (const { term, boost } of terms) query.term(term, { boost, usePipeline: false });
  });
  return hits.slice(0, 5).map((hit) => hit.ref);
}

console.log(JSON.stringify({ found: queries.map(search), byItself: index.search("환불하고").map((hit) => hit.ref) }));
