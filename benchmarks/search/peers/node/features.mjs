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
import { answerAll, gather, index, load, rank } from "./asked_index.mjs"

const { classify, countCertain, hasTelling, isTorn } = await load("belief.js")
const { SEEN, ...shipped } = await load("weights.js")

answerAll(shipped, find)

function find(query) {
  return rank(query).slice(0, SEEN).map(found => ({
    id: gather(() => index.article(found.document))?.row.id,
    features: describe(found),
  }))
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
