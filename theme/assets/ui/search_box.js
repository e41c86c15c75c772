import { SearchControl } from "./search_control.js";

/** A search form that answers while typing. Without its script it is a form that leads to the search page. */
export class SearchBox extends HTMLElement {
  /** @type {SearchControl | undefined} */
  control;

  connectedCallback() {
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.input = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    this.control ??= new SearchControl(this);
  }

  focus() {
    this.input?.focus();
    this.input?.select();
  }
}
