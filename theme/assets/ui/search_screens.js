// What a search shows: results, nothing found, a number that is nobody's business, a failure, or where to begin.
import { make, on } from "./dom.js";
import { page, searchUrl, text, toUrl } from "./page.js";
import { buildAnswer, buildSource } from "./search_answer.js";
import { buildCard } from "./search_card.js";
import { buildHit } from "./search_hit.js";

/** @import { Quote, ShownHit } from "../search/types.d.ts" */
/** @import { SearchBox } from "./search_box.js" */
/** @import { SearchPanel } from "./search_panel.js" */
/** @import { Child, Found, PrivateNumber, ScreenCalls } from "./types.d.ts" */

export class SearchScreens {
  #panel;
  #box;
  #calls;

  /**
   * @param {SearchPanel} panel
   * @param {SearchBox} box
   * @param {ScreenCalls} calls
   */
  constructor(panel, box, calls) {
    this.#panel = panel;
    this.#box = box;
    this.#calls = calls;
  }

  get #isPage() {
    return this.#box.dataset.mode === "page";
  }

  /**
   * Nothing was typed yet.
   *
   * @param {string[]} recent queries of this tab
   */
  showStart(recent) {
    this.#panel.say("");
    if (recent.length > 0 && !this.#isPage) this.#showRecent(recent);
    else if (this.#box.closest("dialog")) this.#panel.render({ before: [buildHint()], after: buildPopular() });
    else this.#panel.render({});
  }

  /**
   * @param {Found} answer
   * @param {ShownHit[]} hits those of the chosen topic and kind
   */
  showAnswer(answer, hits) {
    const number = answer.number && page.lookup[answer.number.kind] ? [buildNumber(answer.number)] : [];
    if (answer.hits.length === 0 && !answer.card) return this.#showNothing(answer, number);
    const count = text(answer.isCut ? "search_count_more" : "search_count", { count: hits.length });
    const quote = hits === answer.hits ? answer.answer : null; // of all topics, so not of a chosen one
    const card = hits === answer.hits ? answer.card : null;
    this.#panel.say([...tellAnswer(answer.mended, quote), ...(card ? [card.title] : []), count].join(" "));
    return this.#panel.render({
      before: [
        ...number,
        answer.mended ? this.#buildMended(answer) : buildStatus(count),
        card ? buildCard(card) : null,
        quote ? this.#buildAnswer(quote) : null,
      ],
      label: text("search_results"),
      options: hits.map((hit, place) => this.#buildOption(hit, place + 1)),
      after: [
        hits.length === 0 && !card ? this.#buildReset() : null,
        this.#isPage || answer.number ? null : buildAllLink(answer.query),
      ],
    });
  }

  /**
   * The query is a private number and nothing else.
   *
   * @param {PrivateNumber} number
   */
  showNumber(number) {
    this.#panel.say(text(page.lookup[number.kind] ? `search_${number.kind}` : "search_number"));
    this.#panel.render({ before: [buildNumber(number)] });
  }

  /** The index can't be had. */
  showFailure() {
    const retry = on(
      make("button", { type: "button", class: "hc-button" }, text("search_retry")),
      "click",
      this.#calls.retry,
    );
    this.#panel.say(`${text("search_failed")} ${text("search_failed_hint")}`);
    this.#panel.render({
      before: [buildMessage(text("search_failed"), text("search_failed_hint"), retry)],
      after: [this.#copyContact()],
    });
  }

  /**
   * @param {Found} answer
   * @param {Child[]} number
   */
  #showNothing(answer, number) {
    if (answer.near.length > 0) return this.#showNear(answer, number);
    const said = text("search_none", { query: answer.query });
    this.#panel.say(answer.mayBeNear ? "" : `${said} ${text("search_none_hint")}`);
    const nearest = answer.nearest.map((hit) => this.#buildOption(hit, null));
    return this.#panel.render({
      before: [
        ...number,
        buildMessage(said, text("search_none_hint")),
        nearest.length > 0 ? buildHead(text("search_nearest")) : null,
      ],
      label: text("search_nearest"),
      options: nearest,
      after: [...buildPopular(), this.#copyContact()],
    });
  }

  /**
   * No word answers, and these are near in meaning.
   *
   * @param {Found} answer
   * @param {Child[]} number
   */
  #showNear({ query, near }, number) {
    this.#panel.say(text("search_near_said", { query, count: near.length }));
    this.#panel.render({
      before: [...number, buildHead(text("search_near")), buildStatus(text("search_near_hint"))],
      label: text("search_near"),
      options: near.map((hit, place) => this.#buildOption(hit, place + 1)),
      after: [this.#copyContact()],
    });
  }

  /** @param {string[]} recent */
  #showRecent(recent) {
    const clear = make("button", { type: "button", class: "hc-plain" }, text("search_recent_clear"));
    const options = recent.map((query) =>
      make("div", { class: "hc-hit", role: "option", "aria-selected": "false" }, query),
    );
    for (const option of options)
      on(option, "click", () => this.#calls.ask(/** @type {string} */ (option.textContent)));
    this.#panel.render({
      before: [buildHead(text("search_recent"), on(clear, "click", this.#calls.forget))],
      label: text("search_recent"),
      options,
    });
  }

  /**
   * @param {ShownHit} hit
   * @param {number | null} rank
   */
  #buildOption(hit, rank) {
    const link = buildHit(hit);
    for (const type of ["click", "auxclick"]) on(link, type, () => this.#calls.open(rank, link));
    return link;
  }

  /** @param {Quote} quote */
  #buildAnswer(quote) {
    const link = buildSource(quote);
    for (const type of ["click", "auxclick"]) on(link, type, () => this.#calls.openAnswer(link));
    return buildAnswer(quote, link);
  }

  /** @param {Found} answer */
  #buildMended({ query, mended }) {
    const literal = make("button", { type: "button", class: "hc-plain" }, text("search_literal", { query }));
    on(literal, "click", () => this.#calls.ask(query, true));
    return make("p", { class: "hc-results__status" }, text("search_mended", { query: mended }), literal);
  }

  #buildReset() {
    const reset = make("button", { type: "button", class: "hc-button" }, text("filter_reset"));
    return buildMessage(text("filter_none"), null, on(reset, "click", this.#calls.reset));
  }

  /** The page's way to a person, once more; the search page has it right below. */
  #copyContact() {
    const contact = this.#isPage ? null : document.getElementById("contact");
    const copy = /** @type {HTMLElement | null} */ (contact?.cloneNode(true) ?? null);
    for (const element of copy ? [copy, ...copy.querySelectorAll("[id], [aria-labelledby]")] : []) {
      element.removeAttribute("id");
      element.removeAttribute("aria-labelledby");
    }
    return copy;
  }
}

/**
 * What screen readers hear before the number of results.
 *
 * @param {string | null} mended
 * @param {Quote | null} quote
 */
function tellAnswer(mended, quote) {
  const read = mended ? [text("search_mended", { query: mended })] : [];
  return quote ? [...read, text("search_answer_said", { text: quote.text, title: quote.title })] : read;
}

function buildHint() {
  return make("p", { class: "hc-hint" }, text("search_start"));
}

/** @param {string} words */
function buildStatus(words) {
  return make("p", { class: "hc-results__status" }, words);
}

/**
 * @param {string} words
 * @param {Child[]} more
 */
function buildHead(words, ...more) {
  return make("p", { class: "hc-results__head" }, make("span", {}, words), ...more);
}

/**
 * @param {string} title
 * @param {string | null} hint
 * @param {Child[]} more
 */
function buildMessage(title, hint, ...more) {
  return make(
    "div",
    { class: "hc-results__message" },
    make("b", {}, title),
    hint ? make("p", {}, hint) : null,
    ...more,
  );
}

/** @param {string} query */
function buildAllLink(query) {
  return make("a", { class: "hc-more", href: searchUrl(query) }, text("search_all"));
}

/** @param {PrivateNumber} number */
function buildNumber({ kind }) {
  const address = page.lookup[kind];
  if (!address) return buildMessage(text("search_number"), null);
  const link = make("a", { class: "hc-button", href: address }, text(`search_${kind}_link`));
  return buildMessage(text(`search_${kind}`), text("search_number_private"), link);
}

function buildPopular() {
  const links = page.popular.map(([title, url]) =>
    make("a", { class: "hc-hit", href: toUrl(url), "data-from": "browse" }, title),
  );
  return links.length > 0 ? [buildHead(text("search_popular")), make("div", { class: "hc-list" }, links)] : [];
}
