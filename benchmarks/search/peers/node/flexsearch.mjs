/* FlexSearch with forward tokens, and suggestions where not every word is found. */
import FlexSearch from "flexsearch"
import { readMinified } from "./minified.mjs"
import { flatten } from "./minisearch.mjs"

export async function open({ articles }) {
  const fields = ["title", "headings", "body"]
  const index = new FlexSearch.Document({ document: { id: "id", index: fields }, tokenize: "forward" })
  for (const article of articles) index.add(flatten(article))
  const whole = []
  await index.export((key, data) => void whole.push([key, Buffer.from(data ?? "")]))
  const waiting = [["flexsearch.js", await readMinified("flexsearch")], ...whole]
  return {
    whole,
    search: query => index.search(query, { suggest: true, merge: true, limit: 10 }).map(hit => hit.id),
    fetched: () => waiting.splice(0),
  }
}
