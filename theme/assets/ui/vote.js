import { on } from "./dom.js";
import { record } from "./record.js";
import { recall, remember } from "./tab_storage.js";

/** The vote box: yes or no at once, then after "no" the reason, which replaces the vote it belongs to. */
export class Vote extends HTMLElement {
  connectedCallback() {
    this.article = this.dataset.article;
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    on(this, "click", (event) => this.#click(event.target.closest("button")));
    on(form, "submit", (event) => this.#send(event, form));
    const before = recall(this.#key, null);
    if (before) this.#thank(before);
    this.hidden = false;
  }

  get #key() {
    return `hc-vote:${this.article}`;
  }

  /** @param {HTMLButtonElement | null} button */
  #click(button) {
    if (button?.value === "yes") this.#vote({ helpful: true }, "yes");
    if (button?.value === "no") this.#ask();
    if (button?.hasAttribute("data-again")) this.#show("ask", "#vote-question");
  }

  #ask() {
    record({ type: "vote", article: this.article, helpful: false });
    remember(this.#key, "no");
    this.#show("reason", "legend");
  }

  /**
   * @param {SubmitEvent} event
   * @param {HTMLFormElement} form
   */
  #send(event, form) {
    event.preventDefault();
    const reason = /** @type {RadioNodeList} */ (form.elements.namedItem("reason")).value;
    const comment = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("comment")).value.trim();
    /** @type {HTMLElement} */ (this.querySelector("#vote-error")).hidden = reason !== "";
    if (!reason) return form.querySelector("input")?.focus();
    this.#vote({ helpful: false, reason, ...(comment && { comment }) }, "no");
    return form.reset();
  }

  /**
   * @param {Record<string, unknown>} fields
   * @param {"yes" | "no"} answer
   */
  #vote(fields, answer) {
    record({ type: "vote", article: this.article, ...fields });
    remember(this.#key, answer);
    this.#thank(answer);
    /** @type {HTMLElement} */ (this.querySelector(".hc-vote__thanks")).focus();
  }

  /** @param {"yes" | "no"} answer */
  #thank(answer) {
    const parts = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-when]"));
    for (const part of parts) part.hidden = part.dataset.when !== answer;
    this.#show("thanks");
  }

  /**
   * @param {"ask" | "reason" | "thanks"} step
   * @param {string} [focus] selector of what gets the focus
   */
  #show(step, focus) {
    const parts = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-step]"));
    for (const part of parts) part.hidden = part.dataset.step !== step;
    if (focus) /** @type {HTMLElement} */ (this.querySelector(focus)).focus();
  }
}
