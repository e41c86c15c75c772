// The panel: search and answers of its own, and the help center's pages in a frame. On a phone it takes the whole screen,
// and the way back closes it.
import { dropOver, findDayIn } from "../search/days.js";
import { build, buildButton } from "./build.js";
import { listFound, listStart } from "./home_view.js";
import { Telling } from "./telling.js";

/** @import { Answer } from "../search/types.d.ts" */
/** @import { Client, Panel, PanelSettings, Place, Wish } from "./types.d.ts" */

const TYPING_MS = 150;
const SETTLED_MS = 1_000;
const SHOWN = 7;
const MOST_TOP = 5;
const LONGEST = 200;
const PHONE = "(max-width: 480px), (max-height: 480px)";
const STATE = "hc-widget";

/**
 * @param {Place} place
 * @param {PanelSettings} settings
 * @returns {Panel}
 */
export function createPanel(place, settings) {
  return new WidgetPanel(place, settings);
}

class WidgetPanel {
  #place;
  #settings;
  #telling;
  #dialog;
  #back;
  #home;
  #input;
  #list;
  #status;
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** @type {Promise<Client> | null} */
  #client = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settle;
  #query = "";
  #recorded = "";
  /** @type {string[]} */
  #queries = [];
  /** @type {Answer | null} */
  #found = null;

  /**
   * @param {Place} place
   * @param {PanelSettings} settings
   */
  constructor(place, settings) {
    const { text } = settings;
    this.#place = place;
    this.#settings = settings;
    this.#telling = new Telling(place.root, settings, place.lang);
    this.#input = build("input", {
      type: "search",
      maxlength: String(LONGEST),
      "aria-label": text.box_label,
      placeholder: text.box_placeholder,
      autocomplete: "off",
      enterkeyhint: "search",
    });
    this.#status = build("p", { role: "status", class: "hidden" });
    this.#list = build("div", { class: "list" });
    this.#home = build("div", { class: "home" }, this.#input, this.#status, this.#list);
    this.#back = buildButton(text.widget_back, "plain", () => this.#showHome());
    const head = build("header", {}, this.#back, build("b", {}, text.widget_title));
    head.append(buildButton(text.widget_close, "plain close", () => this.close()));
    this.#dialog = build("dialog", { "aria-label": text.widget_title }, head, this.#home);
    place.shadow.append(this.#dialog);
    this.#listen();
  }

  /** @param {Wish} wish */
  open({ query, article, flow }) {
    this.#show();
    this.#telling.findSession(); // early
    const { home } = this.#settings;
    if (article) return this.#go(`${home}${article}/`, "");
    if (flow) return this.#go(`${home}flows/${flow}/`, "");
    this.#showHome();
    if (query !== undefined) this.#input.value = query.slice(0, LONGEST);
    return this.#typed();
  }

  close() {
    if (!this.#dialog.open) return;
    this.#close();
    if (history.state?.[STATE]) history.back();
  }

  #listen() {
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    this.#dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
    addEventListener("popstate", () => this.#dialog.open && this.#close());
    addEventListener("pagehide", () => this.#record());
    addEventListener("message", ({ source, data }) => {
      if (this.#frame && source === this.#frame.contentWindow && data === `${STATE}:close`) this.close();
    });
  }

  /** On a phone nothing else can be reached meanwhile; on a desk the shop's page stays at work. */
  #show() {
    if (this.#dialog.open) return;
    const isPhone = matchMedia(PHONE).matches;
    if (isPhone) history.pushState({ ...history.state, [STATE]: true }, "");
    if (isPhone) this.#dialog.showModal();
    else this.#dialog.show();
  }

  /** The frame goes first, and its steps of the history with it. */
  #close() {
    this.#record();
    this.#frame?.remove();
    this.#frame = null;
    this.#dialog.close();
    this.#place.closed();
  }

  #showHome() {
    this.#frame?.remove();
    this.#frame = null;
    this.#home.hidden = false;
    this.#back.hidden = true;
    if (!this.#list.firstChild) this.#showStart();
    this.#input.focus();
  }

  #showStart() {
    const path = location.pathname;
    this.#list.replaceChildren(...listStart(this.#settings, path, this.#open, this.#left, this.#place.root));
  }

  #typed() {
    clearTimeout(this.#timer);
    const query = this.#input.value.trim();
    if (query === this.#query && this.#list.firstChild) return;
    this.#query = query;
    clearTimeout(this.#settle);
    if (query) this.#timer = setTimeout(() => this.#search(query), TYPING_MS);
    else this.#clear();
  }

  #clear() {
    this.#found = null;
    this.#status.textContent = "";
    this.#showStart();
  }

  /** @param {string} query */
  async #search(query) {
    const { text } = this.#settings;
    try {
      const client = await this.#fetchClient();
      const all = await client.search(query, { limit: SHOWN, answers: true });
      const found = dropOver(all, findDayIn(this.#settings.zone));
      if (query !== this.#query) return;
      this.#found = found;
      this.#status.textContent = text.search_count.replace("{count}", String(found.hits.length));
      this.#list.replaceChildren(...listFound(this.#settings, found, this.#open, this.#left, this.#place.root));
      this.#settle = setTimeout(() => this.#record(), SETTLED_MS);
    } catch {
      if (query === this.#query)
        this.#list.replaceChildren(build("p", { class: "said", role: "alert" }, text.search_failed));
    }
  }

  /** The site's own engine and index; a failure is forgotten, so that the next letter tries again. */
  #fetchClient() {
    const { root } = this.#place;
    const { client, index } = this.#settings;
    this.#client ??= import(root + client)
      .then(({ openEngine }) => openEngine(new URL(index, root).href))
      .catch((error) => {
        this.#client = null;
        throw error;
      });
    return /** @type {Promise<Client>} */ (this.#client);
  }

  /** One event per query that was meant. */
  #record() {
    clearTimeout(this.#settle);
    const found = this.#found;
    if (!found || found.isNumber || this.#query === this.#recorded) return;
    this.#recorded = this.#query;
    this.#queries = [this.#query, ...this.#queries].slice(0, SHOWN);
    const top = found.hits.slice(0, MOST_TOP).map(({ id }) => id);
    const answer = found.answer ? { answer: { kind: "quote", target: found.answer.article } } : {};
    this.#telling.record({ type: "search", query: this.#query, results: found.hits.length, top, ...answer });
  }

  /** @param {string} channel */
  #left = (channel) => {
    this.#record();
    this.#telling.record({ type: "contact", channel, ...(this.#query && { query: this.#query }) });
  };

  /** @type {import("./home_view.js").Go} */
  #open = (url, title) => {
    this.#record();
    this.#go(url, title);
  };

  /**
   * A page of the help center; what it needs to know goes along in the frame's name, which is in no address.
   *
   * @param {string} url
   * @param {string} title
   */
  async #go(url, title) {
    const address = new URL(url, this.#place.root).href;
    if (!address.startsWith(this.#place.root)) return this.#showHome(); // a shop's script may pass on what it was given
    this.#home.hidden = true;
    this.#back.hidden = false;
    this.#frame?.remove();
    const session = await this.#telling.findSession();
    const told = { session, page: this.#telling.page, query: this.#query, queries: this.#queries };
    const frame = build("iframe", {
      title: title || this.#settings.text.widget_title,
      referrerpolicy: "strict-origin", // the shop's own page may tell more
      name: `${STATE}:${JSON.stringify(told)}`,
      src: address,
    });
    this.#frame?.remove();
    this.#frame = frame;
    this.#dialog.append(frame);
    frame.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const first = /** @type {HTMLElement | null} */ (this.#list.querySelector("a"));
    if (event.key === "Enter") this.#record();
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    first?.focus();
  }
}
