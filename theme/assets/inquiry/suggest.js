// While the customer writes: the sentence that may answer, with its article. The words stay in the browser, as those of
// every search, and are no event; an answer that was read here, and ended the form, is.

/** @import { Answer } from "../search/types.d.ts" */
/** @import { Kit } from "./types.d.ts" */

const REST_MS = 700;
const SEARCHED = 5;
const SHOWN = 3;
const LONGEST = 200;
const FEWEST_LETTERS = 4;
const ENDS = /(?<=[.?!。？！])\s+|\n+/u;
const ASKS = /[?？]\s*$/u;

export class Suggest {
  #element;
  #kit;
  #solve;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = "";

  /**
   * @param {HTMLElement} element
   * @param {Kit} kit
   * @param {(article: string) => void} solve called when an answer has helped
   */
  constructor(element, kit, solve) {
    this.#element = element;
    this.#kit = kit;
    this.#solve = solve;
  }

  /** @param {string} written */
  follow(written) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(findQuestion(written)), REST_MS);
  }

  /** @param {string} question */
  async #ask(question) {
    if (question === this.#asked) return;
    this.#asked = question;
    const found = question ? await this.#find(question) : null;
    if (question === this.#asked) this.#show(found);
  }

  /**
   * The form goes on without an answer.
   *
   * @param {string} question
   */
  #find(question) {
    return this.#kit.search(question, { limit: SEARCHED, answers: true }).catch(() => null);
  }

  /** @param {Answer | null} found */
  #show(found) {
    const { make, text, say, buildAnswer } = this.#kit;
    const hits = found?.isNumber ? [] : (found?.hits ?? []).slice(0, SHOWN);
    if (!found || hits.length === 0) return this.#element.replaceChildren();
    const { answer } = found;
    const others = hits.filter(({ id }) => id !== answer?.article);
    const title = text(answer ? "inquiry_suggest" : "search_nearest");
    say(`${title} ${answer ? answer.text : hits[0].title}`);
    return this.#element.replaceChildren(
      make(
        "section",
        { class: "hc-suggest", "aria-labelledby": "inquiry-suggest" },
        make("h2", { id: "inquiry-suggest" }, title),
        answer ? buildAnswer(answer) : null,
        answer ? this.#buildSolved(answer.article) : null,
        make(
          "ul",
          { class: "hc-suggest__more", "aria-label": text("inquiry_suggest_more") },
          ...this.#listLinks(others),
        ),
      ),
    );
  }

  /** @param {Answer["hits"]} hits */
  #listLinks(hits) {
    const { make, hitUrl } = this.#kit;
    return hits.map((hit) => make("li", {}, make("a", { href: hitUrl(hit), "data-from": "form" }, hit.title)));
  }

  /** @param {string} article */
  #buildSolved(article) {
    const { make, on, text } = this.#kit;
    const button = make("button", { type: "button", class: "hc-choice" }, text("inquiry_solved"));
    return on(button, "click", () => this.#solve(article));
  }
}

/**
 * What of a letter is asked: its last question, or else its longest sentence, since what is polite is short.
 *
 * @param {string} written
 */
export function findQuestion(written) {
  const sentences = written
    .split(ENDS)
    .map((sentence) => sentence.trim())
    .filter((sentence) => (sentence.match(/\p{L}/gu) ?? []).length >= FEWEST_LETTERS);
  const longest = sentences.toSorted((one, other) => other.length - one.length)[0];
  const asked = sentences.findLast((sentence) => ASKS.test(sentence)) ?? longest ?? "";
  return [...asked].slice(0, LONGEST).join("");
}
