// What was searched and read in this tab goes along, so that nobody is told the same again; all of it is shown, and each
// can be taken out.

/** @import { Kit } from "./types.d.ts" */

const MOST = 10;

export class Tried {
  /** @type {Set<string>} */
  #removed;
  #element;
  #kit;
  #changed;

  /**
   * @param {HTMLElement} element
   * @param {Kit} kit
   * @param {string[]} removed
   * @param {() => void} changed
   */
  constructor(element, kit, removed, changed) {
    this.#element = element;
    this.#kit = kit;
    this.#removed = new Set(removed);
    this.#changed = changed;
    this.#show();
  }

  get removed() {
    return [...this.#removed];
  }

  /** @returns {[name: string, value: string][]} */
  listFields() {
    const { origin } = this.#kit;
    return [
      ...(origin && !this.#removed.has(origin.id) ? [/** @type {[string, string]} */ (["article", origin.id])] : []),
      ...this.#queries.map((query) => /** @type {[string, string]} */ (["queries", query])),
      ...this.#articles.map(({ id }) => /** @type {[string, string]} */ (["articles", id])),
    ];
  }

  get #queries() {
    return this.#kit.queries.filter((query) => !this.#removed.has(query)).slice(0, MOST);
  }

  get #articles() {
    return this.#kit.articles.filter(({ id }) => !this.#removed.has(id)).slice(0, MOST);
  }

  /** Where the customer came from, unless that is told among what was read. */
  #listOrigin() {
    const { origin, text } = this.#kit;
    if (!origin || this.#removed.has(origin.id) || this.#articles.some(({ id }) => id === origin.id)) return [];
    const key = origin.id.startsWith("flow:") ? "inquiry_tried_flow" : "inquiry_tried_article";
    return [this.#build(origin.id, text(key, { name: origin.title }))];
  }

  #show() {
    const { make, text } = this.#kit;
    const items = [
      ...this.#listOrigin(),
      ...this.#queries.map((query) => this.#build(query, text("inquiry_tried_query", { name: query }))),
      ...this.#articles.map(({ id, title }) => this.#build(id, text("inquiry_tried_article", { name: title }))),
    ];
    if (items.length === 0) return this.#element.replaceChildren();
    const title = make("h2", { id: "inquiry-tried", tabindex: "-1" }, text("inquiry_tried"));
    const hint = make("p", { class: "hc-hint" }, text("inquiry_tried_hint"));
    const list = make("ul", { class: "hc-chosen" }, ...items);
    return this.#element.replaceChildren(
      make("section", { class: "hc-field", "aria-labelledby": "inquiry-tried" }, title, hint, list),
    );
  }

  /**
   * @param {string} key
   * @param {string} words
   */
  #build(key, words) {
    const { make, on, text } = this.#kit;
    const label = text("inquiry_remove_one", { name: words });
    const remove = make("button", { type: "button", class: "hc-plain", "aria-label": label }, text("inquiry_remove"));
    on(remove, "click", () => this.#remove(key));
    return make("li", {}, make("span", {}, words), remove);
  }

  /** @param {string} key */
  #remove(key) {
    this.#removed.add(key);
    this.#show();
    /** @type {HTMLElement | null} */ (this.#element.querySelector("h2"))?.focus();
    this.#changed();
  }
}
