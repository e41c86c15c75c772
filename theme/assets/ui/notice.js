import { findDay } from "./day.js";
import { on } from "./dom.js";
import { recall, remember } from "./tab_storage.js";

const PUT_AWAY = "hc-notices";

/** A notice on top of the page: put away for the tab, or for good once its last day, in the shop's zone, is over. */
export class Notice extends HTMLElement {
  connectedCallback() {
    const close = /** @type {HTMLButtonElement} */ (this.querySelector("button"));
    close.hidden = false;
    on(close, "click", () => this.#putAway());
    this.hidden = this.#isOver || recall(PUT_AWAY, []).includes(this.dataset.id);
  }

  get #isOver() {
    const { until } = this.dataset;
    return until !== undefined && until < findDay();
  }

  #putAway() {
    remember(PUT_AWAY, [...recall(PUT_AWAY, []), this.dataset.id]);
    this.hidden = true;
    /** @type {HTMLElement | null} */ (document.querySelector("main"))?.focus();
  }
}
