// A card above the results: what the settings, or the shop's own cards, answer.
import { make } from "./dom.js";
import { toUrl } from "./page.js";

/** @import { CardContent, Hit } from "../search/types.d.ts" */
/** @import { Child } from "./types.d.ts" */

/** Kinds of cards that say whether someone is there now. */
const WITH_HOURS = new Set(["contact", "phone", "hours"]);

/** @param {Hit} hit */
export function buildCard({ title, card }) {
  const { kind, text, lines, links } = /** @type {CardContent} */ (card);
  return make(
    "section",
    { class: "hc-answer", "aria-label": title },
    make(
      "hc-contact",
      { class: "hc-card-answer" },
      make("b", {}, title),
      WITH_HOURS.has(kind) ? make("p", { class: "hc-contact__now", "data-now": true, hidden: true }) : null,
      text ? make("p", {}, text) : null,
      lines.length > 0 ? make("ul", {}, ...lines.map((line) => make("li", {}, line))) : null,
      links.length > 0 ? make("p", { class: "hc-card-answer__links" }, ...links.map(buildLink)) : null,
    ),
  );
}

/**
 * @param {[label: string, url: string, channel: string]} link
 * @returns {Child}
 */
function buildLink([label, url, channel]) {
  const attributes = { class: "hc-button", href: toUrl(url), "data-from": "card", "data-channel": channel || null };
  return make("a", attributes, label);
}
