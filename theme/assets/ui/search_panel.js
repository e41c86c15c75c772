// The list under a search box, by the WAI-ARIA combobox pattern: the focus stays in the box, keys move among options.
import { Announcer } from "./announcer.js";
import { make, on } from "./dom.js";

/** @import { SearchBox } from "./search_box.js" */
/** @import { PanelContent } from "./types.d.ts" */

let panels = 0;

export class SearchPanel {
  /**
   * The option that Enter opens, or null.
   *
   * @type {HTMLElement | null}
   */
  active = null;

  #box;
  #input;
  #id = `hc-results-${(panels += 1)}`;
  #element = make("div", { class: "hc-results", hidden: true });
  #list = make("div");
  #announcer = new Announcer();
  #isPressed = false;
  /** @type {PanelContent | null} */
  #held = null;

  /** @param {SearchBox} box holds the panel */
  constructor(box) {
    this.#box = box;
    this.#input = /** @type {HTMLInputElement} */ (box.input);
    box.append(this.#element, this.#announcer.element);
    const roles = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.#id,
      "aria-expanded": "false",
    };
    for (const [name, value] of Object.entries(roles)) this.#input.setAttribute(name, value);
    on(this.#element, "pointerdown", () => (this.#isPressed = true));
    for (const type of ["pointerup", "pointercancel"]) on(window, type, () => setTimeout(() => this.#release()));
  }

  get isPressed() {
    return this.#isPressed;
  }

  get #stays() {
    return this.#box.dataset.mode === "page" || this.#box.closest("dialog") !== null;
  }

  /**
   * For screen readers, once typing pauses.
   *
   * @param {string} words
   */
  say(words) {
    this.#announcer.say(words);
  }

  /**
   * Shows all of it at once; nothing at all closes the panel.
   *
   * @param {PanelContent} content
   */
  render({ before = [], label = "", options = [], after = [] }) {
    if (this.#isPressed) {
      this.#held = { before, label, options, after };
      return;
    }
    this.#activate(null);
    this.#list = make("div", { class: "hc-list", role: "listbox", id: this.#id, "aria-label": label }, options);
    for (const [place, option] of options.entries()) option.id = `${this.#id}-${place}`;
    const parts = [...before, options.length > 0 ? this.#list : null, ...after].filter((part) => part !== null);
    this.#element.replaceChildren(...parts);
    this.#element.scrollTop = 0;
    if (this.#stays || this.#box.contains(document.activeElement)) this.open();
  }

  /** Opens what it holds, and says whether that is anything. */
  open() {
    const has = this.#element.childElementCount > 0;
    this.#element.hidden = !has;
    this.#input.setAttribute("aria-expanded", String(has && this.#list.isConnected));
    return has;
  }

  /** Says whether there was something to close. A page's or dialog's own list stays. */
  close() {
    if (this.#stays || this.#element.hidden) return false;
    this.#element.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(null);
    return true;
  }

  /**
   * To the next (1) or the previous (-1) option; past the ends, back to the text.
   *
   * @param {1 | -1} step
   */
  move(step) {
    if (this.#element.hidden && !this.open()) return;
    const options = /** @type {HTMLElement[]} */ ([...this.#list.children]);
    const place = this.active ? options.indexOf(this.active) : -1;
    this.#activate((place < 0 && step < 0 ? options.at(-1) : options[place + step]) ?? null);
  }

  /** What is under the finger stays there until the finger is lifted. */
  #release() {
    this.#isPressed = false;
    const held = this.#held;
    this.#held = null;
    if (held) this.render(held);
  }

  /** @param {HTMLElement | null} option */
  #activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }
}
