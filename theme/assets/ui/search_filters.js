// The search page's filters: by topic and by kind of article, of those that the results have.
import { make, on } from "./dom.js";
import { page, text } from "./page.js";

/** @import { ShownHit } from "../search/types.d.ts" */
/** @import { SearchBox } from "./search_box.js" */
/** @import { Filter } from "./types.d.ts" */

/** @typedef {"category" | "type"} FilterName */

const ALL = "";
/** @type {Record<FilterName, (hit: ShownHit) => string>} */
const READ = {
  category: (hit) => hit.category.split("/")[0],
  type: (hit) => hit.type,
};
/** @type {Record<string, string>} */
const TYPES = { faq: text("type_faq"), tutorial: text("type_tutorial") };
const NAMES = { category: page.categories, type: TYPES };

export class SearchFilters {
  #bar = make("div", { class: "hc-filters", hidden: true });
  #changed;
  #chosen;

  /**
   * @param {SearchBox} box
   * @param {() => void} changed called when the customer has chosen
   */
  constructor(box, changed) {
    const given = new URLSearchParams(location.search);
    this.#chosen = { category: given.get("category") ?? ALL, type: given.get("type") ?? ALL };
    this.#changed = changed;
    box.form?.after(this.#bar);
  }

  /**
   * Shows what `hits` can be filtered by; a choice that none of them meets is dropped.
   *
   * @param {ShownHit[]} hits
   * @param {boolean} isCut whether there are more than these
   */
  offer(hits, isCut) {
    const names = /** @type {FilterName[]} */ (Object.keys(READ));
    const groups = names.map((name) => this.#buildGroup(name, countValues(hits.map(READ[name])), isCut));
    this.#bar.replaceChildren(...groups.filter((group) => group !== null));
    this.#bar.hidden = this.#bar.childElementCount === 0;
  }

  /**
   * What is chosen; null where everything is wanted.
   *
   * @returns {Filter | null}
   */
  get chosen() {
    const chosen = Object.entries(this.#chosen).filter(([, value]) => value !== ALL);
    return chosen.length > 0 ? Object.fromEntries(chosen) : null;
  }

  /** Everything again. */
  reset() {
    this.#chosen = { category: ALL, type: ALL };
    const radios = /** @type {NodeListOf<HTMLInputElement>} */ (this.#bar.querySelectorAll('input[value=""]'));
    for (const radio of radios) radio.checked = true;
    this.#bar.querySelector("input")?.focus(); // the button that was pressed is about to go
    this.#changed();
  }

  /**
   * Writes the choice to the address's parameters.
   *
   * @param {URLSearchParams} parameters
   */
  writeTo(parameters) {
    for (const [name, value] of Object.entries(this.chosen ?? {})) parameters.set(name, value);
  }

  /**
   * @param {FilterName} name
   * @param {Map<string, number>} found how many results each value has
   * @param {boolean} isCut
   */
  #buildGroup(name, found, isCut) {
    if (!found.has(this.#chosen[name])) this.#chosen[name] = ALL;
    if (found.size < 2) return null;
    const order = name === "category" ? Object.keys(page.categories) : Object.keys(TYPES);
    const counts = new Map([[ALL, [...found.values()].reduce((sum, count) => sum + count)], ...found]);
    const values = [ALL, ...order.filter((value) => found.has(value))];
    return make(
      "fieldset",
      { class: "hc-chips" },
      make("legend", {}, text(`filter_${name}`)),
      values.map((value) => this.#buildChip(name, value, `${counts.get(value)}${isCut ? "+" : ""}`)),
    );
  }

  /**
   * @param {FilterName} name
   * @param {string} value
   * @param {string} count
   */
  #buildChip(name, value, count) {
    const radio = make("input", {
      type: "radio",
      name: `filter-${name}`,
      value,
      checked: this.#chosen[name] === value,
    });
    on(radio, "change", () => {
      this.#chosen[name] = value;
      this.#changed();
    });
    const label = value === ALL ? text("filter_all") : NAMES[name][value];
    return make("label", { class: "hc-chip" }, radio, make("span", {}, label, " ", make("small", {}, count)));
  }
}

/**
 * How often each value is there.
 *
 * @param {string[]} values
 */
function countValues(values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
