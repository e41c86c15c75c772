/*
 * What belief is judged by: `node features.mjs <request >answer`.
 *
 * request: {site: folder of an index, queries}
 * answer:  {shipped: the fitted numbers of weights.js,
 *           found: per query the first articles as {id, features: {name: value}}}
 *
 * Features: `how length place` and `alone`, the share of the question that such matches hold; `torn`, the share of them
 * whose written word is not whole, `titled` of those in the title, `commonplace` of words of everyday Korean; `strange`,
 * the share of everyday words that the site does not write; `certain`, how many words are certain, and `telling`, whether
 * one is of the subject. The query is read as it is meant.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"

const search = new URL("../../../../theme/assets/search/", import.meta.url)
const load = name => import(new URL(name, search))
const { classify, countCertain, hasTelling, isTorn } = await load("belief.js")
const { interpret } = await load("interpret.js")
const { scoreDocuments } = await load("score.js")
const { SearchIndex } = await load("search_index.js")
const { SEEN, ...shipped } = await load("weights.js")

const request = JSON.parse(readFileSync(0, "utf8"))
const read = name => readFileSync(join(request.site, name))
const index = new SearchIndex(JSON.parse(read("index.json")))
process.stdout.write(JSON.stringify({ shipped, found: request.queries.map(find) }))

function find(query) {
  const ranked = gather(() => {
    const { slots } = interpret(query, index, { typing: true })
    return !index.ready || slots.every(slot => slot.weak) ? [] : scoreDocuments(slots, index, () => true)
  })
  return ranked.slice(0, SEEN).map(found => ({
    id: gather(() => index.article(found.document))?.row.id,
    features: describe(found),
  }))
}

/** Runs `take` until all that it asks for is at hand. */
function gather(take) {
  for (;;) {
    index.missing.clear()
    const taken = take()
    if (index.ready) return taken
    for (const name of [...index.missing]) index.add(name, read(name))
  }
}

function describe({ matched, missed, whole }) {
  const features = { certain: countCertain(matched, missed), telling: +hasTelling(matched, missed) }
  const add = (name, mass) => (features[name] = (features[name] ?? 0) + mass / whole)
  for (const match of matched) {
    const { how, length, place } = classify(match)
    add(length < 0 ? "alone" : `${how} ${length} ${place}`, match.slot.mass)
    if (isTorn(match.slot, missed)) add("torn", match.slot.mass)
    if (match.windows & 1) add("titled", match.slot.mass)
    if (match.slot.everyday) add("commonplace", match.slot.mass)
  }
  for (const slot of missed) if (slot.stranger) add("strange", slot.mass)
  return features
}
