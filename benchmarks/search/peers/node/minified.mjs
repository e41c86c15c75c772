/* A package's module as a site would ship it: bundled and minified. */
import { buildSync } from "esbuild"

export async function readMinified(name) {
  const built = buildSync({
    stdin: { contents: `export * from "${name}"; export { default } from "${name}"`, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  })
  return Buffer.from(built.outputFiles[0].contents)
}
