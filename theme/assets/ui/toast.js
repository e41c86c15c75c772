import { make } from "./dom.js";

/**
 * Says something at the edge of the page for `ms`; there is one at a time.
 *
 * @param {(Node | string)[]} words
 * @param {number} ms
 */
export function showToast(words, ms) {
  document.querySelector(".hc-toast")?.remove();
  const toast = make("p", { class: "hc-toast", role: "status" });
  document.body.append(toast);
  requestAnimationFrame(() => toast.append(...words)); // what is in it from the start is not read out
  setTimeout(() => toast.remove(), ms);
}
