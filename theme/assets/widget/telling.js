// The events of the widget, through the site's own queue: of the shop's page only the path, which is masked there.

/** @import { PageEvent, PanelSettings } from "./types.d.ts" */

export class Telling {
  #root;
  #settings;
  #lang;
  /** @type {Promise<any> | null} */
  #queue = null;

  /**
   * @param {string} root
   * @param {PanelSettings} settings
   * @param {string} lang
   */
  constructor(root, settings, lang) {
    this.#root = root;
    this.#settings = settings;
    this.#lang = lang;
  }

  /**
   * Nothing that a customer waits for waits for this, or fails with it.
   *
   * @param {PageEvent} event
   */
  async record(event) {
    const told = { page: this.page, at: new Date().toISOString(), ...event, from: "widget" };
    try {
      const opened = await this.#open();
      const { maskText } = await import(this.#root + this.#settings.masking);
      opened?.events.record(told, maskText);
    } catch {
      // A customer's panel must never break for a statistic.
    }
  }

  /** The session that pages in the panel go on with; "" where it can't be had. */
  async findSession() {
    const opened = await this.#open().catch(() => null);
    return /** @type {string} */ (opened?.session ?? "");
  }

  /** Of the shop's page, as people read it, so that masking sees names and numbers in it. */
  get page() {
    try {
      return decodeURIComponent(location.pathname);
    } catch {
      return "/";
    }
  }

  /** The queue, fetched by the first call; null where the shop has no endpoint. After a failure the next call tries again. */
  async #open() {
    if (!this.#settings.endpoint) return null;
    this.#queue ??= this.#build().catch((error) => {
      this.#queue = null;
      throw error;
    });
    return this.#queue;
  }

  async #build() {
    const { mask, endpoint, queue } = this.#settings;
    const { FeedbackQueue, openSession } = await import(this.#root + queue);
    const events = new FeedbackQueue({ endpoint: new URL(endpoint, this.#root).href, lang: this.#lang, mask });
    return { events, session: openSession() };
  }
}
