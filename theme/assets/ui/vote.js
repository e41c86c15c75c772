import { record } from "./record.js";
import { recall, remember } from "./tab_storage.js";

/** The vote box: yes or no at once, then after "no" the reason, which replaces the vote it belongs to. */
export class Vote extends HTMLElement {
  connectedCallback() {
    this.article = this.dataset.article;
    this.form = this.querySelector("form");
    this.addEventListener("click", (event) => this.#click(event.target.closest("button")));
    this.form.addEventListener("submit", (event) => this.#send(event));
    const before = recall(this.#key, null);
    if (before) this.#thank(before);
    this.hidden = false;
  }

  get #key() {
    return `hc-vote:${this.article}`;
  }

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

  #send(event) {
    event.preventDefault();
    const reason = this.form.elements.reason.value;
    const comment = this.form.elements.comment.value.trim();
    this.querySelector("#vote-error").hidden = Boolean(reason);
    if (!reason) return this.form.querySelector("input").focus();
    this.#vote({ helpful: false, reason, ...(comment && { comment }) }, "no");
    return this.form.reset();
  }

  #vote(fields, answer) {
    record({ type: "vote", article: this.article, ...fields });
    remember(this.#key, answer);
    this.#thank(answer);
    this.querySelector(".hc-vote__thanks").focus();
  }

  #thank(answer) {
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== answer;
    this.#show("thanks");
  }

  #show(step, focus) {
    for (const part of this.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== step;
    if (focus) this.querySelector(focus).focus();
  }
}
