// A tab that was opened before a deployment: what its scripts would still fetch is gone, and a fresh page names new ones.
import { recall, remember } from "./tab_storage.js";

const OWN_SCRIPTS = /\b(?:main|settings)\.[0-9a-f]{10}\.js\b/gu;
const NAMED = nameScripts(Array.from(document.scripts, ({ src }) => src).join(" "));
const RELOADED = "hc-reloaded";

/** @param {string} html that of a page, or what names its scripts */
function nameScripts(html) {
  return [...new Set(html.match(OWN_SCRIPTS))].sort().join(" ");
}

/**
 * Loads the page anew if another build of it was published, for each build once; true: it is about to. Without a network,
 * or where the host answers a page that is not ours, nothing happens.
 *
 * @param {() => void} keep is called before
 */
export async function reloadIfReplaced(keep) {
  const answer = await fetch(location.href, { cache: "no-store" });
  const published = nameScripts(await answer.text());
  if (!published || published === NAMED || recall(RELOADED, "") === published) return false;
  remember(RELOADED, published);
  keep();
  location.reload();
  return true;
}

/** Whether this page has just taken the place of one that could not go on. */
export function isRenewed() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return visit?.type === "reload" && recall(RELOADED, "") === NAMED;
}
