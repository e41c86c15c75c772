// The search page's filters: by topic and by kind of article, of those that the results have.
import { make, on } from "./dom.js";
import { page, text } from "./page.js";
import { categoryTitle } from "./search_hit.js";

const ALL = "";
const READ = {
  category: (hit) => hit.category.split("/")[0],
  type: (hit) => hit.type,
};
const NAME = {
  category: categoryTitle,
  type: (type) => text(`type_${type}`),
};

export class SearchFilters {
  #bar = make("div", { class: "hc-filters", hidden: true });
  #changed;
  #chosen;

  /** `changed` is called when the customer has chosen. */
  constructor(box, changed) {
    const given = new URLSearchParams(location.search);
    this.#chosen = { category: given.get("category") ?? ALL, type: given.get("type") ?? ALL };
    this.#changed = changed;
    box.form.after(this.#bar);
  }

  /** Shows what `hits` can be filtered by; a choice that none of them meets is dropped. */
  offer(hits) {
    const groups = Object.keys(READ).map((name) => this.#buildGroup(name, count(hits, READ[name])));
    this.#bar.replaceChildren(...groups.filter(Boolean));
    this.#bar.hidden = this.#bar.childElementCount === 0;
  }

  /** Those of `hits` that the choice lets through. */
  apply(hits) {
    return hits.filter((hit) => Object.keys(READ).every((name) => passes(this.#chosen[name], READ[name](hit))));
  }

  /** Everything again. */
  reset() {
    this.#chosen = { category: ALL, type: ALL };
    for (const radio of this.#bar.querySelectorAll('input[value=""]')) radio.checked = true;
    this.#changed();
  }

  /** Writes the choice to the address's parameters. */
  writeTo(parameters) {
    for (const [name, value] of Object.entries(this.#chosen)) if (value !== ALL) parameters.set(name, value);
  }

  #buildGroup(name, counts) {
    if (!counts.has(this.#chosen[name])) this.#chosen[name] = ALL;
    if (counts.size < 2) return null;
    const order = name === "category" ? Object.keys(page.categories) : [...counts.keys()];
    const values = order.filter((value) => counts.has(value));
    const chips = [ALL, ...values].map((value) => this.#buildChip(name, value, counts.get(value)));
    return make("fieldset", { class: "hc-chips" }, make("legend", { class: "hc-hidden" }, text(`filter_${name}`)), ...chips);
  }

  #buildChip(name, value, number) {
    const radio = make("input", { type: "radio", name: `filter-${name}`, value, checked: this.#chosen[name] === value });
    on(radio, "change", () => {
      this.#chosen[name] = value;
      this.#changed();
    });
    const label = value === ALL ? text("filter_all") : NAME[name](value);
    return make("label", { class: "hc-chip" }, radio, make("span", {}, label, number ? ` ${number}` : ""));
  }
}

function count(hits, read) {
  const counts = new Map();
  for (const hit of hits) counts.set(read(hit), (counts.get(read(hit)) ?? 0) + 1);
  return counts;
}

function passes(chosen, value) {
  return chosen === ALL || chosen === value;
}
