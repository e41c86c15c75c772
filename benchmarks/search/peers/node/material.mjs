/* Material's own search worker, run as it ships, on the index that its plugin would write. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import vm from "node:vm"

const SETUP = 0, QUERY = 2

export async function open({ lang, assets, articles }) {
  const shipped = []
  const read = path => {
    const bytes = readFileSync(path)
    shipped.push([path, bytes])
    return bytes.toString()
  }
  const folder = join(assets, "javascripts/workers")
  const listeners = [], answers = []
  const worker = vm.createContext({
    console: { warn() {} },
    addEventListener: (_, listener) => listeners.push(listener),
    postMessage: message => answers.shift()(message),
    importScripts: (...paths) => paths.forEach(path => vm.runInContext(read(join(folder, path)), worker)),
  })
  worker.self = worker
  vm.runInContext(read(join(folder, readdirSync(folder).find(name => name.endsWith(".min.js")))), worker)
  const post = message =>
    new Promise(resolve => {
      answers.push(resolve)
      listeners.forEach(listener => listener({ data: message }))
    })
  const index = describe(lang, articles)
  const whole = [["search_index.json", Buffer.from(JSON.stringify(index))]]
  await post({ type: SETUP, data: { ...index, options: { suggest: false } } })
  shipped.push(...whole)
  let waiting = []
  return {
    whole,
    search: async query => (await post({ type: QUERY, data: query })).data.items.map(([best]) => best.location.split("#")[0]),
    reset: () => void (waiting = [...shipped]),
    fetched: () => waiting.splice(0),
  }
}

/** What `material/search` writes with `lang: [ko]` and its other defaults: an entry for each section. */
function describe(lang, articles) {
  const config = {
    lang: [lang],
    separator: "[\\s\\-]+",
    pipeline: lang === "en" ? ["stopWordFilter"] : [" "],
    fields: { title: { boost: 1e3 }, text: { boost: 1 }, tags: { boost: 1e6 } },
  }
  const docs = articles.flatMap(({ id, title, sections: [first, ...rest] }) => [
    { location: id, title, text: first?.title ? "" : (first?.text ?? "") },
    ...(first?.title ? [first, ...rest] : rest).map(({ anchor, title, text }) => ({ location: `${id}#${anchor}`, title, text })),
  ])
  return { config, docs }
}
