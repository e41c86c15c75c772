/* MiniSearch as VitePress runs it: prefix and fuzzy, titles boosted. */
import MiniSearch from "minisearch"
import { readMinified } from "./minified.mjs"

export async function open({ articles }, options = {}, engine = []) {
  const index = new MiniSearch({
    fields: ["title", "headings", "body"],
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 4, headings: 2, body: 1 } },
    ...options,
  })
  index.addAll(articles.map(flatten))
  const whole = [["index.json", Buffer.from(JSON.stringify(index))]]
  let waiting = [["minisearch.js", await readMinified("minisearch")], ...engine, ...whole]
  return {
    whole,
    search: query => index.search(query).map(hit => hit.id),
    fetched: () => waiting.splice(0),
  }
}

export function flatten({ id, title, sections }) {
  return {
    id,
    title,
    headings: sections.map(section => section.title).join("\n"),
    body: sections.map(section => section.text).join("\n"),
  }
}
