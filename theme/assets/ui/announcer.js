import { make } from "./dom.js";

const SAY_AFTER_MS = 600;

/** A live region: says the last of what it is told, once nothing new has come for a moment. */
export class Announcer {
  element = make("div", { class: "hc-hidden", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {string} words */
  say(words) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.element.textContent = words), words ? SAY_AFTER_MS : 0);
  }
}
