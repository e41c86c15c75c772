// The overlay: opened by the header's button, `/` and Ctrl-K (or ⌘K) where the page has no box of its own.
import { make, on } from "./dom.js";
import { recallKept } from "./kept_query.js";
import { text } from "./page.js";
import { isRenewed } from "./renewal.js";

/** @type {HTMLDialogElement | null} */
let dialog = null;

/** Listens for the ways to open the search; one that the page before could not give is open. */
export function startSearchDialog() {
  if (isRenewed() && recallKept()) openSearch();
  document.addEventListener("keydown", openByKey);
  for (const link of document.querySelectorAll("[data-search-open]")) on(link, "click", openByClick);
}

/** @param {KeyboardEvent} event */
function openByKey(event) {
  const command =
    event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  const slash =
    event.key === "/" &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !isTyping(/** @type {HTMLElement} */ (event.target));
  if (!command && !slash) return;
  event.preventDefault();
  openSearch();
}

/** @param {MouseEvent} event */
function openByClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openSearch();
}

/** @param {HTMLElement} target */
function isTyping(target) {
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName);
}

function openSearch() {
  const own = /** @type {HTMLElement | null} */ (document.querySelector("main hc-search"));
  if (own) return own.focus();
  dialog ??= buildDialog();
  if (!dialog.open) dialog.showModal();
  return dialog.querySelector("hc-search")?.focus();
}

function buildDialog() {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-search]"));
  const inside = template.content.cloneNode(true);
  const built = make("dialog", { class: "hc-dialog", "aria-label": text("search_title") }, inside);
  on(/** @type {Element} */ (built.querySelector(".hc-dialog__close")), "click", () => built.close());
  on(built, "click", (event) => event.target === built && built.close());
  document.body.append(built);
  return built;
}
