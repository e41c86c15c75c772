/* This project's engine as its page runs it: files of the built index fetched as a query needs them. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const CLIENT = "ui/search_client.js"

export async function open({ theme, index, shown }) {
  const { createEngine } = await import(pathToFileURL(join(theme, "search/engine.js")))
  const files = new Map(readdirSync(index).map(name => [name, readFileSync(join(index, name))]))
  const shipped = listModules(theme, CLIENT)
  const waiting = []
  let engine
  const fetch = name => {
    waiting.push([name, files.get(name)])
    return files.get(name)
  }
  const options = { limit: shown, excerpts: true }
  return {
    whole: [...files],
    reset: () => {
      waiting.splice(0, Infinity, ...shipped)
      engine = createEngine(JSON.parse(fetch("index.json")))
    },
    search: query => {
      for (let names; (names = engine.plan(query, options)).length; ) for (const name of names) engine.add(name, fetch(name))
      return engine.search(query, options).hits.map(hit => hit.id)
    },
    fetched: () => waiting.splice(0),
  }
}

/** A module and all that it imports. */
function listModules(theme, entry, found = new Map()) {
  if (found.has(entry)) return [...found]
  const source = readFileSync(join(theme, entry))
  found.set(entry, source)
  for (const [, path] of source.toString().matchAll(/^import .* from "(\..+)"/gm)) listModules(theme, join(entry, "..", path), found)
  return [...found]
}
