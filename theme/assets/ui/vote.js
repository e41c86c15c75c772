import { on } from "./dom.js";
import { record, whenUnheard } from "./record.js";
import { buildSurvey, isSurveyDue } from "./survey.js";
import { recall, remember } from "./tab_storage.js";

/**
 * The vote box: yes or no at once, then after "no" the reason, which replaces the vote it belongs to. Where nobody hears
 * votes there is no box, and who has voted already is told.
 */
export class Vote extends HTMLElement {
  #hasVoted = false;

  connectedCallback() {
    this.article = this.dataset.article;
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    on(this, "click", (event) => this.#click(event.target.closest("button")));
    on(form, "submit", (event) => this.#send(event, form));
    on(form, "change", () => (this.#error.hidden = true));
    const before = recall(this.#key, null);
    if (before) this.#thank(before);
    whenUnheard(() => this.#leave());
  }

  get #key() {
    return `hc-vote:${this.article}`;
  }

  get #error() {
    return /** @type {HTMLElement} */ (this.querySelector("#vote-error"));
  }

  #leave() {
    remember(this.#key, null);
    if (this.#hasVoted) this.#show("unheard", "[data-step=unheard]");
    else this.hidden = true;
  }

  /** @param {HTMLButtonElement | null} button */
  #click(button) {
    if (button?.value === "yes") this.#vote({ helpful: true }, "yes");
    if (button?.value === "no") this.#ask();
    if (button?.hasAttribute("data-again")) this.#show("ask", "#vote-question");
  }

  #ask() {
    this.#record({ helpful: false }, "no");
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
    this.#error.hidden = reason !== "";
    if (!reason) return form.querySelector("input")?.focus();
    this.#vote({ helpful: false, reason, ...(comment && { comment }) }, "no");
    return form.reset();
  }

  /**
   * @param {Record<string, unknown>} fields
   * @param {"yes" | "no"} answer
   */
  #vote(fields, answer) {
    this.#record(fields, answer);
    this.#thank(answer);
    if (isSurveyDue()) this.querySelector("[data-step=thanks]")?.append(buildSurvey("csat"));
    /** @type {HTMLElement} */ (this.querySelector(".hc-vote__thanks")).focus();
  }

  /**
   * @param {Record<string, unknown>} fields
   * @param {"yes" | "no"} answer
   */
  #record(fields, answer) {
    this.#hasVoted = true;
    record({ type: "vote", article: this.article, ...fields });
    remember(this.#key, answer);
  }

  /** @param {"yes" | "no"} answer */
  #thank(answer) {
    const parts = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-when]"));
    for (const part of parts) part.hidden = part.dataset.when !== answer;
    this.#show("thanks");
  }

  /**
   * @param {"ask" | "reason" | "thanks" | "unheard"} step
   * @param {string} [focus] selector of what gets the focus
   */
  #show(step, focus) {
    const parts = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-step]"));
    for (const part of parts) part.hidden = part.dataset.step !== step;
    if (focus) /** @type {HTMLElement} */ (this.querySelector(focus)).focus();
  }
}
