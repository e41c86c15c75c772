import { prepareQueue } from "./record.js";

/**
 * A search form that answers while typing. It is a plain form until someone is about to search; then the search itself
 * is fetched, once for all boxes of the page.
 */
export class SearchBox extends HTMLElement {
  #control = null;

  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector("input");
    this.addEventListener("focusin", () => this.start());
    if (this.dataset.mode === "page") this.start();
    else if (this.contains(document.activeElement)) this.start();
  }

  /** Ready to search; a second call changes nothing. */
  start() {
    this.#control ??= this.#fetch();
    return this.#control;
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  async #fetch() {
    prepareQueue();
    try {
      const { SearchControl } = await import("./search_control.js");
      return new SearchControl(this);
    } catch {
      this.#control = null; // asked again with the next focus; until then the form leads to the search page
      return null;
    }
  }
}
