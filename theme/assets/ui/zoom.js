// A picture of the text, as large as the window; Escape, a tap or the button puts it away, two fingers enlarge it further.
import { make, on } from "./dom.js";
import { text } from "./page.js";

/** Listens for pictures being opened. Without it they lead to their own file. */
export function startZoom() {
  document.addEventListener("click", openPicture);
}

/** @param {MouseEvent} event */
function openPicture(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest(".hc-zoom"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { alt } = /** @type {HTMLImageElement} */ (link.querySelector("img"));
  const dialog = make(
    "dialog",
    { class: "hc-zoomed", "aria-label": alt },
    make("img", { src: link.href, alt }),
    make("button", { type: "button", class: "hc-button" }, text("page_close")),
  );
  on(dialog, "click", () => dialog.close());
  on(dialog, "close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
