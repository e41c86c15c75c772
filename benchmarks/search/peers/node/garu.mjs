/* MiniSearch over the morphemes of garu-ko, an analyser of 1.3 MB that runs in the browser too. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Garu } from "garu-ko"
import * as minisearch from "./minisearch.mjs"

const CONTENT = new Set("NNG NNP NNB NR VV VA XR MAG SL SH SN".split(" "))
const PACKAGE = fileURLToPath(new URL("../", import.meta.resolve("garu-ko")))
const SHIPPED = ["dist/index.js", "dist/normalize.js", "pkg/garu_wasm.js", "pkg/garu_wasm_bg.wasm", "models/base.gmdl"]

export async function open(request) {
  const garu = await Garu.load()
  const tokenize = text =>
    text.split("\n").flatMap(line => garu.analyze(line).tokens.filter(token => CONTENT.has(token.pos))).map(token => token.text)
  return minisearch.open(request, { tokenize }, SHIPPED.map(path => [path, readFileSync(PACKAGE + path)]))
}
