// A search box at work: what is typed goes to the engine, what comes back is shown, and keys move among the results.
import { noteLead } from "./journey.js";
import { prepareQueue } from "./record.js";
import { findPrivateNumber, mayBePrivate } from "./private_number.js";
import { clearRecent, listRecent } from "./recent_searches.js";
import { SearchFilters } from "./search_filters.js";
import { SearchPanel } from "./search_panel.js";
import { SearchScreens } from "./search_screens.js";
import { prepareSearch, search } from "./search_service.js";
import { SettledSearch } from "./settled_search.js";

const WAIT_MS = 300;
const ADDRESS_AFTER_MS = 400;
const NOTHING_AFTER_MS = 400;
const SHOWN_IN_BOX = 7;
const SHOWN_ON_PAGE = 30;

function prepareAll() {
  prepareSearch();
  prepareQueue();
}

export class SearchControl {
  #box;
  #input;
  #panel;
  #screens;
  #filters;
  #settled = new SettledSearch();
  #asked = null;
  #answer = null;
  #turn = null;
  #slow = null;
  #addressTimer = null;

  /** `box` is the `<hc-search>` element. */
  constructor(box) {
    this.#box = box;
    this.#input = box.input;
    this.#panel = new SearchPanel(box);
    this.#screens = new SearchScreens(this.#panel, box, {
      ask: (query, literal) => this.#askFor(query, literal),
      open: (rank, link) => this.#open(rank, link),
      retry: () => this.#askFor(this.#asked),
      forget: () => this.#forget(),
      reset: () => this.#filters.reset(),
    });
    this.#filters = this.#isPage ? new SearchFilters(box, () => this.#refilter()) : null;
    this.#listen();
    if (this.#isPage) this.#readAddress();
    if (this.#isPage || this.#box.contains(document.activeElement)) this.#typed();
  }

  get #isPage() {
    return this.#box.dataset.mode === "page";
  }

  #listen() {
    const input = this.#input;
    for (const type of ["input", "compositionend", "focus"]) input.addEventListener(type, () => this.#typed());
    input.addEventListener("focus", prepareAll);
    input.addEventListener("keydown", (event) => this.#key(event));
    this.#box.form.addEventListener("submit", (event) => this.#submit(event));
    this.#box.addEventListener("focusout", (event) => this.#left(event));
    addEventListener("pagehide", () => this.#settled.settle());
    document.addEventListener("click", (event) => this.#settleBefore(event), { capture: true });
  }

  #readAddress() {
    const query = new URLSearchParams(location.search).get("q");
    if (query && !this.#input.value) this.#input.value = query.slice(0, this.#input.maxLength);
  }

  /** Also while composing: the input's value holds the syllable in the making. */
  #typed() {
    const query = this.#input.value.trim();
    if (query !== this.#asked) this.#ask(query);
    else this.#panel.open();
  }

  #askFor(query, literal) {
    this.#input.value = query;
    this.#input.focus();
    this.#ask(query, literal);
  }

  async #ask(query, literal = false) {
    const turn = this.#beginTurn();
    this.#asked = query;
    this.#settled.show(null);
    const answer = query ? await this.#find(query, { literal }) : null;
    if (answer && isNothing(answer)) await rest(NOTHING_AFTER_MS); // half a word finds nothing: what was found stays
    if (turn !== this.#turn) return; // something newer was typed
    this.#answer = answer;
    this.#filters?.offer(answer?.hits ?? []);
    if (this.#filters?.chosen) await this.#refilter();
    else this.#show(answer, answer?.hits);
    const isMeant = answer && !answer.isNumber && !answer.isFailure && query === this.#asked;
    if (isMeant) this.#settled.show(answer);
  }

  /** The same question, of the topic and kind that are chosen. */
  async #refilter() {
    const turn = this.#beginTurn();
    const { chosen } = this.#filters;
    const narrow = chosen ? await this.#find(this.#asked, { literal: this.#answer.literal, ...chosen }) : this.#answer;
    if (turn === this.#turn) this.#show(narrow.isFailure ? narrow : this.#answer, narrow.hits);
  }

  /** What comes back for an earlier turn is not shown any more. */
  #beginTurn() {
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => this.#box.toggleAttribute("data-busy", true), WAIT_MS);
    return (this.#turn = {});
  }

  async #find(query, options) {
    try {
      const number = await findPrivateNumber(query);
      if (number?.alone) return { number, hits: [], isNumber: true };
      const limit = this.#isPage ? SHOWN_ON_PAGE : SHOWN_IN_BOX;
      const found = await search(query, { limit, ...options });
      if (found.isNumber) return { number: { kind: found.isNumber, alone: true }, hits: [], isNumber: true };
      return { ...found, query, number, literal: options.literal, isCut: found.hits.length === limit };
    } catch {
      return { hits: [], isFailure: true };
    }
  }

  #show(answer, hits) {
    clearTimeout(this.#slow);
    this.#box.removeAttribute("data-busy");
    if (this.#isPage) this.#fitPage(this.#asked);
    if (answer === null) this.#screens.showStart(listRecent());
    else if (answer.isNumber) this.#screens.showNumber(answer.number);
    else if (answer.isFailure) this.#screens.showFailure();
    else this.#screens.showAnswer(answer, hits);
  }

  /** On the search page the topics give way to results, and the address follows, once typing rests. */
  #fitPage(query) {
    for (const part of document.querySelectorAll("[data-without-query]")) part.hidden = query !== "";
    clearTimeout(this.#addressTimer);
    this.#addressTimer = setTimeout(() => this.#writeAddress(query), ADDRESS_AFTER_MS); // Safari allows few changes
  }

  /** The address can be shared; private numbers never get into it. */
  #writeAddress(query) {
    const url = new URL(location.href);
    url.search = "";
    if (query && !this.#answer?.number) url.searchParams.set("q", query);
    this.#filters.writeTo(url.searchParams);
    if (url.href !== location.href) history.replaceState(null, "", url);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return; // the keys belong to the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#panel.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.#panel.active) this.#panel.active.click();
    else if (event.key !== "Escape" || !this.#leave()) return;
    event.preventDefault();
  }

  /** Closes the overlay or the list; with nothing to close, Escape empties the box as browsers do. */
  #leave() {
    const dialog = this.#box.closest("dialog");
    dialog?.close();
    return dialog !== null || this.#panel.close();
  }

  #submit(event) {
    this.#settled.settle();
    const query = this.#input.value.trim();
    if (query && !this.#isPage && !mayBePrivate(query)) return; // on to the search page
    event.preventDefault();
    if (this.#isPage) this.#input.blur(); // the phone's keyboard gives way to the results
  }

  #left(event) {
    if (this.#box.contains(event.relatedTarget)) return;
    this.#settled.settle();
    if (!this.#panel.isPressed) this.#panel.close();
  }

  /** Whoever goes on by a link or a button has meant this search; what the click records comes after it. */
  #settleBefore(event) {
    if (event.target.closest("a, button")) this.#settled.settle();
  }

  #open(rank, link) {
    this.#settled.settle();
    noteLead(link, { from: "search", query: this.#asked, ...(rank && { rank }) });
  }

  #forget() {
    clearRecent();
    this.#screens.showStart([]);
    this.#input.focus();
  }
}

/** Whether the search worked and found no article. */
function isNothing({ hits, isNumber, isFailure }) {
  return hits.length === 0 && !isNumber && !isFailure;
}

function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
