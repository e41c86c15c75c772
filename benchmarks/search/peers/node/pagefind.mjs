/* Pagefind in Node: its own files, read from disk where a browser would fetch them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import * as pagefind from "pagefind"

const ADDRESS = "http://site/pagefind/"

export async function open({ lang, articles, shown }) {
  const folder = mkdtempSync(join(tmpdir(), "pagefind-"))
  process.on("exit", () => rmSync(folder, { recursive: true }))
  await build(folder, lang, articles)
  const read = name => [name, readFileSync(join(folder, name))]
  const waiting = []
  globalThis.fetch = async url => {
    const file = read(new URL(url, ADDRESS).pathname.replace("/pagefind/", ""))
    waiting.push(file)
    return new Response(file[1])
  }
  const browser = await import(pathToFileURL(join(folder, "pagefind.js")))
  return {
    whole: list(folder, /\.pf_(index|fragment|meta)$/).map(read),
    search: async query => {
      const { results } = await browser.search(query)
      const pages = await Promise.all(results.slice(0, shown).map(result => result.data()))
      return pages.map(page => page.meta.id)
    },
    reset: async () => {
      await browser.destroy()
      waiting.splice(0, Infinity, read("pagefind.js"), read("pagefind-worker.js"))
      await browser.options({ basePath: ADDRESS })
      await browser.init(lang)
    },
    fetched: () => waiting.splice(0),
    served: () => list(folder, /\./).map(name => [`pagefind/${name}`, readFileSync(join(folder, name))]),
  }
}

async function build(folder, lang, articles) {
  const { index } = await pagefind.createIndex({ forceLanguage: lang })
  for (const [place, article] of articles.entries())
    await index.addHTMLFile({ url: `/${place}/`, content: render(lang, article) })
  await index.writeFiles({ outputPath: folder })
  await pagefind.close()
}

function render(lang, { id, title, sections }) {
  const parts = sections.map(({ title, text }) => `${title && `<h2>${escape(title)}</h2>`}<p>${escape(text)}</p>`)
  return `<html lang="${lang}"><body><main><h1>${escape(title)}</h1>${parts.join("")}</main>
    <span data-pagefind-meta="id[data-id]" data-id="${escape(id)}"></span></body></html>`
}

function escape(text) {
  return text.replace(/[&<>"]/g, char => `&#${char.codePointAt(0)};`)
}

function list(folder, wanted) {
  return readdirSync(folder, { recursive: true }).filter(name => wanted.test(name))
}
