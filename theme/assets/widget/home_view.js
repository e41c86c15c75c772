// What the panel shows first: the search, and until something is asked, what is suggested for the shop's page.

import { findDayIn } from "../search/days.js";
import { build } from "./build.js";

/** @import { Answer } from "../search/types.d.ts" */
/** @import { PanelLink, PanelSettings } from "./types.d.ts" */

/**
 * Opens a page of the help center in the panel.
 *
 * @callback Go
 * @param {string} url relative to the site's root
 * @param {string} title
 */

/**
 * Notices, suggestions for the page, popular questions, and the ways to a person.
 *
 * @param {PanelSettings} settings
 * @param {string} path of the shop's page
 * @param {Go} go
 * @param {(channel: string) => void} left called when the customer leaves for a person
 * @param {string} root
 */
export function listStart(settings, path, go, left, root) {
  const { text, suggestions, popular, notices, zone } = settings;
  const day = findDayIn(zone);
  const current = notices.filter(({ until }) => !until || until >= day);
  const fitting = suggestions.filter(({ pages }) => fits(pages, path)).flatMap(({ links }) => links);
  return [
    ...current.map(({ title, url }) => buildLink(title, url, "notice", go, root)),
    ...buildList(text.widget_suggestions, fitting, go, root),
    ...buildList(text.popular, fitting.length > 0 ? [] : popular, go, root),
    ...buildContact(settings, go, left, root),
  ];
}

/**
 * The answer, quoted, and the articles; what was not found leads to a person.
 *
 * @param {PanelSettings} settings
 * @param {Answer} found
 * @param {Go} go
 * @param {(channel: string) => void} left
 * @param {string} root
 */
export function listFound(settings, { answer, card, hits, isNumber }, go, left, root) {
  const { text } = settings;
  if (isNumber || (hits.length === 0 && !card)) {
    const said = build("p", { class: "said" }, text[isNumber ? "search_number" : "widget_none"]);
    return [said, ...buildContact(settings, go, left, root)];
  }
  const quote = answer
    ? [
        build(
          "figure",
          { "aria-label": text.search_answer },
          build("blockquote", {}, answer.text),
          buildLink(answer.title, at(answer), "source", go, root),
        ),
      ]
    : [];
  const links = hits.map((hit) => /** @type {PanelLink} */ ([hit.title, at(hit)]));
  return [
    ...buildCard(card),
    ...quote,
    ...buildList(text.search_results, links, go, root),
    ...buildContact(settings, go, left, root),
  ];
}

/**
 * What the settings or the shop's own cards answer, in words.
 *
 * @param {Answer["card"]} hit
 */
function buildCard(hit) {
  if (!hit?.card) return [];
  const { text, lines } = hit.card;
  const words = [text, ...lines].filter(Boolean).map((line) => build("p", {}, line));
  return [build("figure", { "aria-label": hit.title }, build("blockquote", {}, hit.title), ...words)];
}

/** @param {{ url: string, anchor: string }} hit */
const at = ({ url, anchor }) => url + (anchor ? `#${encodeURIComponent(anchor)}` : "");

/**
 * `/product/*` is every path that begins so.
 *
 * @param {string} pattern
 * @param {string} path
 */
function fits(pattern, path) {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/gu, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`, "u").test(path);
}

/**
 * @param {string} title
 * @param {PanelLink[]} links
 * @param {Go} go
 * @param {string} root
 */
function buildList(title, links, go, root) {
  if (links.length === 0) return [];
  const items = links.map(([name, url]) => build("li", {}, buildLink(name, url, "hit", go, root)));
  return [build("h2", {}, title), build("ul", {}, ...items)];
}

/**
 * A link that opens in the panel; in another tab, it is the page itself.
 *
 * @param {string} title
 * @param {string} url
 * @param {string} look
 * @param {Go} go
 * @param {string} root
 */
function buildLink(title, url, look, go, root) {
  const link = build("a", { class: look, href: new URL(url, root).href }, title);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(url, title);
  });
  return link;
}

/**
 * @param {PanelSettings} settings
 * @param {Go} go
 * @param {(channel: string) => void} left
 * @param {string} root
 */
function buildContact({ channels, text }, go, left, root) {
  if (channels.length === 0) return [];
  const items = channels.map(({ type, title, value, url, isOwn }) => {
    if (isOwn) return build("li", {}, buildLink(title, url, "way", go, root));
    const target = url.startsWith("http") ? "_blank" : null;
    const link = build("a", { class: "way", href: url, target, rel: target && "noopener" }, `${title} ${value}`.trim());
    link.addEventListener("click", () => left(type));
    return build("li", {}, link);
  });
  return [build("h2", {}, text.contact_title), build("ul", {}, ...items)];
}
