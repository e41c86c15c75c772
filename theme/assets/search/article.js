/** What a result shows of an article. */
import { decodeUtf8 } from "./bytes.js";
import { ARTICLE_ROW } from "./facts.js";
import { foldText } from "./text.js";

/** @import { ArticleRow } from "./types.d.ts" */

/** @param {Uint8Array} bytes */
export function readArticle(bytes) {
  const row = JSON.parse(decodeUtf8(bytes));
  return new Article(
    /** @type {ArticleRow & Record<string, unknown>} */ (
      Object.fromEntries(ARTICLE_ROW.map((name, i) => [name, row[i]]))
    ),
  );
}

export class Article {
  /** @type {string | null} */
  #folded = null;

  /** @param {ArticleRow} row */
  constructor(row) {
    this.row = row;
    this.text = row.text || row.summary;
  }

  /** The text as its words are looked for; an article that is shown is mostly shown again at the next key. */
  get folded() {
    return (this.#folded ??= foldText(this.text));
  }
}
