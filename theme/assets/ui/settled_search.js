// One search event per query that a customer meant, not one per keystroke.
import { recallQuery, record, rememberQuery } from "./record.js";
import { addRecent } from "./recent_searches.js";

const PAUSE_MS = 1_000;
const TOP = 5;

/** Takes every answer that is shown, and records the one that typing came to rest on. */
export class SettledSearch {
  #answer = null;
  #recorded = recallQuery().query ?? null; // the page before may have recorded what this one shows
  #timer = null;

  /** `answer` is what the page shows now: {query, hits}; null while there is nothing to record. */
  show(answer) {
    this.#answer = answer;
    clearTimeout(this.#timer);
    if (answer) this.#timer = setTimeout(() => this.settle(), PAUSE_MS);
  }

  /** Enter, leaving the box or opening a result: typing is over. */
  settle() {
    clearTimeout(this.#timer);
    const answer = this.#answer;
    if (!answer || answer.query === this.#recorded) return;
    this.#recorded = answer.query;
    const top = answer.hits.slice(0, TOP).map((hit) => hit.id);
    record({ type: "search", query: answer.query, results: answer.hits.length, top });
    rememberQuery(answer.query);
    addRecent(answer.query);
  }
}
