// A guided flow as one smooth panel: the next page's question takes the place of this one's.
import { on } from "./dom.js";
import { recordOpen } from "./journey.js";

/** A page of a flow. Its links work without it; where a page can't be fetched, the browser goes there. */
export class Flow extends HTMLElement {
  connectedCallback() {
    on(this, "click", (event) => this.#click(event));
    on(window, "popstate", () => this.#turn(location.href));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const link = /** @type {HTMLAnchorElement | null} */ (
      /** @type {Element} */ (event.target).closest("a[data-step]")
    );
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#turn(link.href, true);
  }

  /**
   * @param {string} address
   * @param {boolean} [isNew] whether the browser has yet to be told of the address
   */
  async #turn(address, isNew = false) {
    try {
      const answer = await fetch(address);
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("hc-flow");
      if (!answer.ok || !(next instanceof HTMLElement)) throw new Error("no page of a flow");
      settleAddresses();
      if (isNew) history.pushState(null, "", address);
      this.#show(next);
      recordOpen({ target: /** @type {string} */ (this.dataset.target) }, isNew);
    } catch {
      location.assign(address);
    }
  }

  /** @param {HTMLElement} next */
  #show(next) {
    Object.assign(this.dataset, next.dataset);
    document.title = document.title.replace(/^.*(?= \| )/u, () => /** @type {string} */ (next.dataset.title));
    this.replaceChildren(...next.childNodes);
    this.querySelector("h1")?.focus();
  }
}

/** What stays on the page is written relative to its address, and would lead astray once that is another. */
function settleAddresses() {
  const hidden = [...document.querySelectorAll("template")].map(({ content }) => content);
  for (const name of ["href", "src", "action"]) {
    for (const element of [document, ...hidden].flatMap((part) => [...part.querySelectorAll(`[${name}]`)])) {
      const address = /** @type {string} */ (element.getAttribute(name));
      if (!address.startsWith("#")) element.setAttribute(name, new URL(address, document.baseURI).href);
    }
  }
}
