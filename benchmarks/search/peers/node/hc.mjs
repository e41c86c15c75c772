/* This project as its pages run it: the client that a site ships, and the index, read where a browser would fetch. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const CLIENT = "client.js"

export async function open({ site: folder, shown }) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(file => file.isFile())
    .map(file => join(file.parentPath, file.name).slice(folder.length + 1))
  const contents = new Map(files.map(name => [name, readFileSync(join(folder, name))]))
  const waiting = []
  const read = name => {
    waiting.push([name, contents.get(name)])
    return contents.get(name)
  }
  globalThis.fetch = async address => new Response(read(address.slice(1)))
  let engine
  let visits = 0
  return {
    whole: [...contents].filter(([name]) => name !== CLIENT),
    reset: async () => {
      waiting.length = 0
      read(CLIENT)
      const { openEngine } = await import(`${pathToFileURL(join(folder, CLIENT))}?${visits++}`)
      engine = await openEngine("/index/")
    },
    search: async query => (await engine.search(query, { limit: shown, literal: false })).hits.map(hit => hit.id),
    fetched: () => waiting.splice(0),
  }
}
