/*
 * The index and the queries that stdin asks for as JSON, {site: folder of an index, queries}; each query is read as it is
 * meant, by the browser's own modules.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"

const search = new URL("../../../../theme/assets/search/", import.meta.url)
export const load = name => import(new URL(name, search))
const { interpret } = await load("interpret.js")
const { scoreDocuments } = await load("score.js")
const { SearchIndex } = await load("search_index.js")

const request = JSON.parse(readFileSync(0, "utf8"))
const read = name => readFileSync(join(request.site, name))
export const index = new SearchIndex(JSON.parse(read("index.json")))

/** Writes `{shipped, found}`, of each query what `find` gives. */
export function answerAll(shipped, find) {
  process.stdout.write(JSON.stringify({ shipped, found: request.queries.map(find) }))
}

/** All articles that have something of the question, best first. */
export function rank(query) {
  return gather(() => {
    const { slots } = interpret(query, index, { typing: true })
    return !index.ready || slots.every(slot => slot.weak) ? [] : scoreDocuments(slots, index, () => true)
  })
}

/** Runs `take` until all that it asks for is at hand. */
export function gather(take) {
  for (;;) {
    index.missing.clear()
    const taken = take()
    if (index.ready) return taken
    for (const name of [...index.missing]) index.add(name, read(name))
  }
}
