// An article's address, passed on: by the phone's own sheet, which has KakaoTalk in it, or copied; a heading's address too.
import { make, on } from "./dom.js";
import { text } from "./page.js";
import { showToast } from "./toast.js";

const SAID_MS = 3000;
const HEADINGS = ".hc-body :is(h2, h3)[id]";

/** The buttons below an article. Printed, the element is the article's address. */
export class Share extends HTMLElement {
  connectedCallback() {
    this.dataset.address ||= location.href.replace(/#.*/u, "");
    const address = this.dataset.address;
    if ("share" in navigator) this.#add("page_share", () => shareAddress(address));
    if (canCopy()) this.#add("page_copy", () => copyAddress(address));
  }

  /**
   * @param {string} name of the button's words
   * @param {() => void} act
   */
  #add(name, act) {
    this.append(on(make("button", { type: "button", class: "hc-plain" }, text(name)), "click", act));
  }
}

/** Puts a button behind each heading of the text that has an address. */
export function linkHeadings() {
  for (const heading of canCopy() ? document.querySelectorAll(HEADINGS) : []) {
    const button = make("button", { type: "button", class: "hc-anchor", "aria-label": text("page_copy") });
    on(button, "click", () => copyAddress(new URL(`#${heading.id}`, location.href).href));
    heading.append(button);
  }
}

function canCopy() {
  return Boolean(navigator.clipboard);
}

/** @param {string} url */
function shareAddress(url) {
  navigator.share({ title: document.title, url }).catch(() => {}); // put away by the customer
}

/** @param {string} address */
async function copyAddress(address) {
  const done = await navigator.clipboard.writeText(address).then(
    () => true,
    () => false,
  );
  showToast([text(done ? "page_copied" : "page_not_copied")], SAID_MS);
}
