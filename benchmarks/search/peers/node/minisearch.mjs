/* MiniSearch as VitePress runs it: prefix and fuzzy, titles boosted, and all of it fetched before the first result. */
import MiniSearch from "minisearch"
import { readMinified } from "./minified.mjs"

export async function open({ articles }, options = {}, analyser = []) {
  const index = new MiniSearch({
    fields: ["title", "headings", "body"],
    storeFields: ["title"],
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 4, headings: 2, body: 1 } },
    ...options,
  })
  index.addAll(articles.map(flatten))
  const whole = [["index.json", Buffer.from(JSON.stringify(index))]]
  const shipped = [["minisearch.js", await readMinified("minisearch")], ...analyser, ...whole]
  let waiting = []
  return {
    whole,
    search: query => index.search(query).map(hit => hit.id),
    reset: () => void (waiting = [...shipped]),
    fetched: () => waiting.splice(0),
    served: () => shipped,
  }
}

function flatten({ id, title, sections }) {
  return {
    id,
    title,
    headings: sections.map(section => section.title).join("\n"),
    body: sections.map(section => section.text).join("\n"),
  }
}
