/* The engines as a page runs them: each opens to a function from a query to what would be shown of it. */
const ENGINES = {
  async hc(shown) {
    const { openEngine } = await import("/client.js")
    const engine = await openEngine("/index/")
    return query => engine.search(query, { limit: shown, literal: false })
  },
  async pagefind(shown) {
    const pagefind = await import("/pagefind/pagefind.js")
    await pagefind.options({ noWorker: true }) // a worker would not be slowed
    await pagefind.init()
    return async query => {
      const { results } = await pagefind.search(query)
      return Promise.all(results.slice(0, shown).map(result => result.data()))
    }
  },
  async minisearch(shown) {
    const { default: MiniSearch } = await import("/minisearch.js")
    const options = {
      fields: ["title", "headings", "body"],
      storeFields: ["title"],
      searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 4, headings: 2, body: 1 } },
    }
    const index = MiniSearch.loadJSON(await (await fetch("/index.json")).text(), options)
    return query => index.search(query).slice(0, shown)
  },
}

/**
 * For each query, one after the other: milliseconds with what it fetches, rounds of fetching (files asked for while none
 * was awaited begin one), and milliseconds in a second engine to which every file is at hand.
 */
globalThis.drive = async (name, queries, shown) => {
  const wire = keepWhatIsFetched()
  const first = await time(await ENGINES[name](shown), queries, wire)
  const again = await time(await ENGINES[name](shown), queries, wire)
  return first.map(({ ms, rounds }, place) => ({ ms, rounds, workMs: again[place].ms }))
}

async function time(search, queries, wire) {
  const times = []
  for (const query of queries) {
    const before = wire.rounds
    const start = performance.now()
    await search(query)
    times.push({ ms: performance.now() - start, rounds: wire.rounds - before })
  }
  return times
}

function keepWhatIsFetched() {
  const wire = { rounds: 0, awaited: 0 }
  const kept = new Map()
  const fetchAnew = globalThis.fetch
  const read = async address => {
    if (wire.awaited++ === 0) wire.rounds += 1
    const bytes = await (await fetchAnew(address)).arrayBuffer()
    wire.awaited -= 1
    return bytes
  }
  globalThis.fetch = async address => {
    const name = new URL(address.url ?? address, location.href).href
    if (!kept.has(name)) kept.set(name, await read(address))
    return new Response(kept.get(name))
  }
  return wire
}
