// A search box at work: what is typed goes to the engine, what comes back is shown, and keys move among the results.
import { noteLead } from "./journey.js";
import { keepQuery, recallKept } from "./kept_query.js";
import { findOutcome, isNothing } from "./outcome.js";
import { mayBePrivate } from "./private_number.js";
import { clearRecent, listRecent } from "./recent_searches.js";
import { prepareQueue } from "./record.js";
import { isRenewed } from "./renewal.js";
import { SearchFilters } from "./search_filters.js";
import { SearchPanel } from "./search_panel.js";
import { keepRoom } from "./search_room.js";
import { SearchScreens } from "./search_screens.js";
import { prepareSearch } from "./search_service.js";
import { findNear } from "./second_look.js";
import { SettledSearch } from "./settled_search.js";

/** @import { ShownHit } from "../search/types.d.ts" */
/** @import { SearchBox } from "./search_box.js" */
/** @import { Found, Lead, Outcome } from "./types.d.ts" */

const WAIT_MS = 300;
const ADDRESS_AFTER_MS = 400;
const NOTHING_AFTER_MS = 400;
const NEAR_AFTER_MS = 500; // and so 900 since the last key: typing rests

function prepareAll() {
  prepareSearch();
  prepareQueue();
}

export class SearchControl {
  /** @type {SearchBox} */
  #box;
  #input;
  #panel;
  #screens;
  #filters;
  #settled = new SettledSearch();
  /**
   * The query that was asked last.
   *
   * @type {string | null}
   */
  #asked = null;
  /** @type {Outcome | null} */
  #answer = null;
  /** @type {object | null} */
  #turn = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #slow;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #addressTimer;

  /** @param {SearchBox} box */
  constructor(box) {
    this.#box = box;
    this.#input = /** @type {HTMLInputElement} */ (box.input);
    this.#panel = new SearchPanel(box);
    this.#screens = new SearchScreens(this.#panel, box, {
      ask: (query, literal) => this.#askFor(query, literal),
      open: (rank, link) => this.#open(link, { from: "search", ...(rank && { rank }) }),
      openAnswer: (link) => this.#open(link, { from: "answer" }),
      retry: () => this.#askFor(/** @type {string} */ (this.#asked)),
      forget: () => this.#forget(),
      reset: () => this.#filters?.reset(),
    });
    this.#filters = this.#isPage ? new SearchFilters(box, () => this.#refilter()) : null;
    this.#listen();
    keepRoom(box);
    if (this.#isPage) this.#readAddress();
    else if (this.#isOfPage || isRenewed()) this.#input.value ||= recallKept();
    if (this.#isPage || this.#box.contains(document.activeElement)) this.#typed();
  }

  get #isPage() {
    return this.#box.dataset.mode === "page";
  }

  /** Whether it stands in the page, not over it. */
  get #isOfPage() {
    return this.#box.closest("dialog") === null;
  }

  #listen() {
    const input = this.#input;
    for (const type of ["input", "compositionend", "focus"]) input.addEventListener(type, () => this.#typed());
    input.addEventListener("focus", prepareAll);
    input.addEventListener("keydown", (event) => this.#key(event));
    /** @type {HTMLFormElement} */ (this.#box.form).addEventListener("submit", (event) => this.#submit(event));
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

  /**
   * @param {string} query
   * @param {boolean} [literal]
   */
  #askFor(query, literal) {
    this.#input.value = query;
    this.#input.focus();
    this.#ask(query, literal);
  }

  /**
   * @param {string} query
   * @param {boolean} [literal]
   */
  async #ask(query, literal = false) {
    const turn = this.#beginTurn();
    this.#asked = query;
    this.#settled.show(null);
    const answer = query ? await findOutcome(query, this.#isPage, literal) : null;
    if (answer && isNothing(answer)) await rest(NOTHING_AFTER_MS); // half a word finds nothing: what was found stays
    if (turn !== this.#turn) return; // something newer was typed
    this.#answer = answer;
    this.#filters?.offer(answer?.hits ?? [], answer?.state === "found" && answer.isCut);
    if (this.#filters?.chosen) await this.#refilter();
    else this.#show(answer, answer?.hits ?? []);
    if (answer?.state !== "found" || query !== this.#asked) return;
    if (answer.mayBeNear && turn === this.#turn) await this.#lookAgain(answer, turn);
    else this.#settled.show(answer);
  }

  /**
   * No word answers: shows what is near in meaning. Until that is known nothing is said, and nothing recorded.
   *
   * @param {Found} answer
   * @param {object} turn
   */
  async #lookAgain(answer, turn) {
    this.#settled.hold(answer);
    await rest(NEAR_AFTER_MS);
    if (turn !== this.#turn) return;
    const near = await findNear(answer.query);
    if (turn !== this.#turn) return;
    const whole = { ...answer, near, mayBeNear: false };
    this.#answer = whole;
    this.#show(whole, []);
    this.#settled.show(whole);
  }

  /** The same question, of the topic and kind that are chosen. */
  async #refilter() {
    const turn = this.#beginTurn();
    const whole = this.#answer;
    if (whole?.state !== "found") return this.#show(whole, []);
    const chosen = this.#filters?.chosen;
    const narrow = chosen ? await findOutcome(whole.query, this.#isPage, whole.literal, chosen) : whole;
    if (turn === this.#turn) this.#show(narrow.state === "failed" ? narrow : whole, narrow.hits);
  }

  /** What comes back for an earlier turn is not shown any more. */
  #beginTurn() {
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => this.#box.toggleAttribute("data-busy", true), WAIT_MS);
    return (this.#turn = {});
  }

  /**
   * @param {Outcome | null} answer
   * @param {ShownHit[]} hits
   */
  #show(answer, hits) {
    clearTimeout(this.#slow);
    this.#box.removeAttribute("data-busy");
    if (this.#isPage) this.#fitPage(/** @type {string} */ (this.#asked));
    if (answer === null) this.#screens.showStart(listRecent());
    else if (answer.state === "number") this.#screens.showNumber(answer.number);
    else if (answer.state === "failed") this.#screens.showFailure();
    else this.#screens.showAnswer(answer, hits);
  }

  /**
   * On the search page the topics give way to results, and the address follows, once typing rests.
   *
   * @param {string} query
   */
  #fitPage(query) {
    const parts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-without-query]"));
    for (const part of parts) part.hidden = query !== "";
    clearTimeout(this.#addressTimer);
    this.#addressTimer = setTimeout(() => this.#writeAddress(query), ADDRESS_AFTER_MS); // Safari allows few changes
  }

  /**
   * The address can be shared; private numbers never get into it.
   *
   * @param {string} query
   */
  #writeAddress(query) {
    const url = new URL(location.href);
    url.search = "";
    if (query && !this.#answer?.number) url.searchParams.set("q", query);
    this.#filters?.writeTo(url.searchParams);
    if (url.href !== location.href) history.replaceState(null, "", url);
  }

  /** @param {KeyboardEvent} event */
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

  /** @param {SubmitEvent} event */
  #submit(event) {
    this.#settled.settle();
    this.#keep();
    const query = this.#input.value.trim();
    if (query && !this.#isPage && !mayBePrivate(query) && navigator.onLine) return; // on to the search page
    event.preventDefault();
    if (this.#isPage) this.#input.blur(); // the phone's keyboard gives way to the results
  }

  /** @param {FocusEvent} event */
  #left({ relatedTarget }) {
    if (this.#box.contains(/** @type {Node | null} */ (relatedTarget))) return;
    this.#settled.settle();
    if (!this.#panel.isPressed) this.#panel.close();
  }

  /**
   * Whoever goes on by a link or a button has meant this search; what the click records comes after it.
   *
   * @param {Event} event
   */
  #settleBefore({ target }) {
    if (!(/** @type {Element} */ (target).closest("a, button"))) return;
    this.#settled.settle();
    this.#keep();
  }

  /** For the way back. The search page has the query in its address. */
  #keep() {
    const query = this.#input.value.trim();
    if (!this.#isPage && this.#isOfPage && !mayBePrivate(query)) keepQuery(query);
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {Lead} lead
   */
  #open(link, lead) {
    this.#settled.settle();
    noteLead(link, { ...lead, query: /** @type {string} */ (this.#asked) });
  }

  #forget() {
    clearRecent();
    this.#screens.showStart([]);
    this.#input.focus();
  }
}

/** @param {number} ms */
function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
