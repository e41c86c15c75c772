import { make, on } from "./dom.js";
import { SCORES } from "./facts.js";
import { page, text } from "./page.js";
import { record, whenUnheard } from "./record.js";
import { recall, remember } from "./tab_storage.js";

const ASKED = "hc-survey-asked";
const REST_MS = 30 * 24 * 60 * 60 * 1000;

/** @typedef {keyof typeof SCORES} SurveyKind */

/** Puts a survey where a writer asks for one: `<div data-survey="nps"></div>`. */
export function placeSurveys() {
  const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hc-body [data-survey]"));
  for (const place of places) {
    place.replaceChildren(buildSurvey(/** @type {string} */ (place.dataset.survey)));
  }
}

/** @param {string} kind */
export function buildSurvey(kind) {
  return make("hc-survey", { class: "hc-survey", "data-kind": kind });
}

/** Whether this browser may be asked after a vote: nobody is asked again for `REST_MS`, nor where that can't be kept. */
export function isSurveyDue() {
  try {
    const isDue = Date.now() - Number(localStorage.getItem(ASKED)) > REST_MS;
    if (isDue) localStorage.setItem(ASKED, String(Date.now()));
    return isDue;
  } catch {
    return false;
  }
}

/** One question with a scale: `<hc-survey data-kind="csat">`, also `ces` and `nps`. Asked once in a tab. */
export class Survey extends HTMLElement {
  connectedCallback() {
    this.kind = /** @type {SurveyKind} */ (this.dataset.kind);
    if (!page.endpoint || !SCORES[this.kind] || recall(this.#key, false)) return;
    const [low, high] = SCORES[this.kind];
    const scores = Array.from({ length: high - low + 1 }, (_, place) => low + place);
    const ends = ["low", "high"].map((end) => make("span", {}, text(`survey_${this.kind}_${end}`)));
    this.replaceChildren(
      make(
        "fieldset",
        {},
        make("legend", {}, text(`survey_${this.kind}`)),
        make(
          "div",
          { class: "hc-scale" },
          scores.map((score) => this.#buildScore(score, low, high)),
        ),
      ),
      make("p", { class: "hc-scale__ends", "aria-hidden": "true" }, ends),
    );
    whenUnheard(() => (this.hidden = true));
  }

  get #key() {
    return `hc-survey:${this.kind}`;
  }

  /**
   * @param {number} score
   * @param {number} low
   * @param {number} high
   */
  #buildScore(score, low, high) {
    const end = { [low]: "low", [high]: "high" }[score];
    const label = end ? `${score}, ${text(`survey_${this.kind}_${end}`)}` : null;
    const button = make("button", { type: "button", class: "hc-score", "aria-label": label }, String(score));
    return on(button, "click", () => this.#send(score));
  }

  /** @param {number} score */
  #send(score) {
    const article = page.article ? { article: page.article } : {};
    record({ type: "survey", kind: this.kind, score, ...article });
    remember(this.#key, true);
    const thanks = make("p", { role: "status", tabindex: "-1" }, text("survey_thanks"));
    this.replaceChildren(thanks);
    thanks.focus();
  }
}
