/*
 * What an answer is chosen by: `node candidates.mjs <request >answer`.
 *
 * request: {site: folder of an index, queries}
 * answer:  {shipped: the fitted numbers, found: per query {candidates, quote, ms}}; candidates are the passages of the first
 *          articles as {article, text, features: {name: value}}, the quote is what would be shown if it was trusted, with
 *          the features that trust goes by; `ms` is the time of the processor from the texts to the quote; no candidates and no quote where no article is believed to answer
 *
 * The query is read as it is meant.
 */
import { answerAll, gather, index, load, rank } from "./asked_index.mjs"

const { findBelief } = await load("belief.js")
const { findCandidates } = await load("evidence.js")
const { choosePassages, listSources, makeQuote, spellWords } = await load("answer.js")
const shipped = await load("answer_weights.js")
const { SEEN } = await load("weights.js")

const describe = ({ source, passage, features }) => ({
  article: source.article.row.id,
  text: passage.parts.join(" "),
  features,
})

answerAll(shipped, find)

function find(query) {
  const ranked = rank(query)
  const belief = Math.max(0, ...ranked.slice(0, SEEN).map(findBelief))
  if (!belief) return { candidates: [], quote: null, ms: 0 }
  const sources = gather(() => listSources(ranked, index))
  const start = process.cpuUsage()
  const candidates = findCandidates(query, sources, spellWords)
  const { quoted, signs } = choosePassages(candidates, belief)
  const { user, system } = process.cpuUsage(start)
  const ms = (user + system) / 1000
  const { article, text } = makeQuote(quoted, 1)
  return { candidates: candidates.map(describe), quote: { article, text, features: signs }, ms }
}
