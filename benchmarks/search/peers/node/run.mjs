/*
 * One engine over one set: `node run.mjs NAME <request >answer`.
 *
 * request: {lang, assets, shown, articles: [{id, title, sections: [{anchor, title, text}]}], sessions: [[query]]};
 *          each session begins with nothing fetched, `shown` is how many results are shown, and `site`, if given, a
 *          folder to write what a host would serve (for hc: where that lies); without sessions only that is done
 * answer:  {rankings, ms, fetched, whole}: for every query, session after session, the ids shown, the milliseconds, and
 *          the bytes fetched for it (those of a session's first query include the engine); `whole` is all of the
 *          index. Sizes are [raw, gzip, brotli].
 *
 * An engine is a module with `open(request)`, which gives `search(query)` → ids; `reset()`, which begins a session;
 * `fetched()` → the [name, bytes] pairs fetched since it was last asked; `whole`, the pairs of the index; and
 * `served()`, the pairs of a site that searches with it.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { brotliCompressSync, gzipSync } from "node:zlib"

const request = JSON.parse(await read(process.stdin))
const engine = await (await import(`./${process.argv[2]}.mjs`)).open(request)
const answer = { rankings: [], ms: [], fetched: [] }
const sizes = new Map()
for (const queries of request.sessions) {
  await engine.reset()
  for (const query of queries) await ask(query)
}
for (const [name, bytes] of request.site && engine.served ? engine.served() : []) write(join(request.site, name), bytes)
answer.whole = add(request.sessions.length ? engine.whole.map(measure) : [])
process.stdout.write(JSON.stringify(answer), () => process.exit(0))

async function ask(query) {
  const start = performance.now()
  const ids = await engine.search(query)
  answer.ms.push(performance.now() - start)
  answer.rankings.push(ids.slice(0, request.shown))
  answer.fetched.push(add(engine.fetched().map(measure)))
}

function write(path, bytes) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

async function read(stream) {
  const parts = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

function measure([name, bytes]) {
  if (!sizes.has(name)) sizes.set(name, [bytes.length, ...pack(bytes).map(({ length }) => Math.min(bytes.length, length))])
  return sizes.get(name)
}

/** What is compressed already, as Pagefind's files are, goes over the line as it is. */
function pack(bytes) {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b
  return packed ? [bytes, bytes] : [gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)]
}

function add(sizes) {
  return [0, 1, 2].map(place => sizes.reduce((sum, size) => sum + size[place], 0))
}
