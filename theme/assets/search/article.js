/** What a result shows of an article. */
import { decodeUtf8 } from "./bytes.js";
import { foldText } from "./text.js";

/** The articles of a shard. */
export const readArticles = (bytes) => JSON.parse(decodeUtf8(bytes)).map((row) => new Article(row));

class Article {
  #folded = null;

  constructor([id, url, title, summary, category, type, sections, sectionOf, text]) {
    Object.assign(this, { id, url, title, summary, category, type, sections, sectionOf, text: text || summary });
  }

  /** The text as its words are looked for; an article that is shown is mostly shown again at the next key. */
  get folded() {
    return (this.#folded ??= foldText(this.text));
  }
}
