// The search page's filters: by topic and by kind of article, of those that the results have.
import { make, on } from "./dom.js";
import { page, text } from "./page.js";

const ALL = "";
const READ = {
  category: (hit) => hit.category.split("/")[0],
  type: (hit) => hit.type,
};
const TYPES = { faq: text("type_faq"), tutorial: text("type_tutorial") };
const NAMES = { category: page.categories, type: TYPES };

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
    const groups = Object.keys(READ).map((name) => this.#buildGroup(name, new Set(hits.map(READ[name]))));
    this.#bar.replaceChildren(...groups.filter(Boolean));
    this.#bar.hidden = this.#bar.childElementCount === 0;
  }

  /** {category, type} as far as chosen; null where everything is wanted. */
  get chosen() {
    const chosen = Object.entries(this.#chosen).filter(([, value]) => value !== ALL);
    return chosen.length > 0 ? Object.fromEntries(chosen) : null;
  }

  /** Everything again. */
  reset() {
    this.#chosen = { category: ALL, type: ALL };
    for (const radio of this.#bar.querySelectorAll('input[value=""]')) radio.checked = true;
    this.#bar.querySelector("input").focus(); // the button that was pressed is about to go
    this.#changed();
  }

  /** Writes the choice to the address's parameters. */
  writeTo(parameters) {
    for (const [name, value] of Object.entries(this.chosen ?? {})) parameters.set(name, value);
  }

  #buildGroup(name, found) {
    if (!found.has(this.#chosen[name])) this.#chosen[name] = ALL;
    if (found.size < 2) return null;
    const order = name === "category" ? Object.keys(page.categories) : Object.keys(TYPES);
    const chips = [ALL, ...order.filter((value) => found.has(value))].map((value) => this.#buildChip(name, value));
    return make(
      "fieldset",
      { class: "hc-chips" },
      make("legend", { class: "hc-hidden" }, text(`filter_${name}`)),
      chips,
    );
  }

  #buildChip(name, value) {
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
    return make("label", { class: "hc-chip" }, radio, make("span", {}, label));
  }
}
