// One search event per query that a customer meant, not one per keystroke.
import { MAX_TOP } from "./facts.js";
import { addRecent } from "./recent_searches.js";
import { recallQuery, record, rememberQuery } from "./record.js";

/** @import { Found } from "./types.d.ts" */

const PAUSE_MS = 1_000;

/** Takes every answer that is shown, and records the one that typing came to rest on. */
export class SettledSearch {
  /** @type {Found | null} */
  #answer = null;
  #recorded = recallQuery().query ?? null; // the page before may have recorded what this one shows
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * Takes what the page shows now; null while there is nothing to record.
   *
   * @param {Found | null} answer
   */
  show(answer) {
    this.#answer = answer;
    clearTimeout(this.#timer);
    if (answer) this.#timer = setTimeout(() => this.settle(), PAUSE_MS);
  }

  /**
   * Takes an answer that more may come to: it is recorded if the customer goes on without waiting.
   *
   * @param {Found} answer
   */
  hold(answer) {
    this.#answer = answer;
    clearTimeout(this.#timer);
  }

  /** Enter, leaving the box or opening a result: typing is over. */
  settle() {
    clearTimeout(this.#timer);
    const answer = this.#answer;
    if (!answer || answer.query === this.#recorded) return;
    this.#recorded = answer.query;
    const isNear = answer.near.length > 0;
    const shown = isNear ? answer.near : answer.hits;
    const top = shown.slice(0, MAX_TOP).map((hit) => hit.id);
    const quote = answer.answer && { answer: { kind: answer.answer.kind, target: answer.answer.article } };
    const card = answer.card && { answer: { kind: "card", target: answer.card.id.replace(/^card:/u, "") } };
    const how = isNear ? { found: "meaning" } : (quote ?? card);
    record({ type: "search", query: answer.query, results: shown.length, top, ...how });
    rememberQuery(answer.query);
    addRecent(answer.query);
  }
}
