// What the page tells its elements: the JSON of the theme's `<meta name="helpcenter">`.
const meta = document.querySelector('meta[name="helpcenter"]');
const root = new URL(`${meta.dataset.root.replace(/\/$/u, "")}/`, document.baseURI);

/** Settings and texts of this page; see `render_script_settings` in hc_builder/pages/page_view.py. */
export const page = JSON.parse(meta.content);

/** The address of `path`, which is relative to the site's root or whole. */
export function toUrl(path) {
  return new URL(path, root).href;
}

/** The interface text `key` with its {names} filled in. */
export function text(key, values = {}) {
  return page.text[key].replace(/\{(\w+)\}/gu, (_, name) => values[name]);
}

/** The search page, with `query` asked. */
export function searchUrl(query) {
  const url = new URL(toUrl(page.search));
  url.searchParams.set("q", query);
  return url.href;
}
