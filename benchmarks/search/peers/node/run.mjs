/*
 * One engine over one set: `node run.mjs NAME <request >answer`.
 *
 * request: {lang, assets, articles: [{id, title, sections: [{anchor, title, text}]}], queries}
 * answer:  {rankings, ms, fetched, whole}: per query the first ten ids, the milliseconds and the files fetched for it
 *          (those of the first query include the engine); `whole` is every file of the index. Sizes are
 *          [raw, gzip, brotli] in bytes.
 *
 * An engine is a module with `open(request)`, which gives `search(query)` → ids, and `fetched()` → the
 * [name, bytes] pairs fetched since it was last asked; `whole` are the pairs of the index.
 */
import { brotliCompressSync, gzipSync } from "node:zlib"

const request = JSON.parse(await read(process.stdin))
const engine = await (await import(`./${process.argv[2]}.mjs`)).open(request)
const answer = { rankings: [], ms: [], fetched: [] }
for (const query of request.queries) {
  const start = performance.now()
  const ids = await engine.search(query)
  answer.ms.push(performance.now() - start)
  answer.rankings.push(ids.slice(0, 10))
  answer.fetched.push(add(engine.fetched().map(measure)))
}
answer.whole = add(engine.whole.map(measure))
process.stdout.write(JSON.stringify(answer), () => process.exit(0))

async function read(stream) {
  const parts = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

/** What is compressed already, as Pagefind's files are, is not made larger by a second time. */
function measure([, bytes]) {
  const raw = bytes.length
  return [raw, Math.min(raw, gzipSync(bytes, { level: 9 }).length), Math.min(raw, brotliCompressSync(bytes).length)]
}

function add(sizes) {
  return [0, 1, 2].map(place => sizes.reduce((sum, size) => sum + size[place], 0))
}
