// A tab that was opened before a deployment: what its scripts would still fetch is gone, and a fresh page names new ones.
import { recall, remember } from "./tab_storage.js";

const OWN = /** @type {string} */ (import.meta.url.split("/").pop());
const MAIN = /\bmain\.[0-9a-f]{10}\.js\b/;
const RELOADED = "hc-reloaded";

/**
 * Loads the page anew if another build of it was published, for each build once; true: it is about to. Without a network,
 * or where the host answers a page that is not ours, nothing happens.
 *
 * @param {() => void} keep is called before
 */
export async function reloadIfReplaced(keep) {
  const answer = await fetch(location.href, { cache: "no-store" });
  const [published] = MAIN.exec(await answer.text()) ?? [OWN];
  if (published === OWN || recall(RELOADED, "") === published) return false;
  remember(RELOADED, published);
  keep();
  location.reload();
  return true;
}

/** Whether this page has just taken the place of one that could not go on. */
export function isRenewed() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return visit?.type === "reload" && recall(RELOADED, "") === OWN;
}
