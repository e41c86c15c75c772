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

/** Milliseconds of each query, one after the other. */
globalThis.drive = async (name, queries, shown) => {
  const search = await ENGINES[name](shown)
  const ms = []
  for (const query of queries) {
    const start = performance.now()
    await search(query)
    ms.push(performance.now() - start)
  }
  return ms
}
