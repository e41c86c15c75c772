// With a phone's keyboard up little is left of the window: the box moves to its top, and results take less room each.
import { on } from "./dom.js";

/** @import { SearchBox } from "./search_box.js" */

const LITTLE_PX = 500;

/** @param {SearchBox} box */
export function keepRoom(box) {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = () => {
    const isTight = seen.height < LITTLE_PX && box.contains(document.activeElement);
    box.toggleAttribute("data-tight", isTight);
    box.style.setProperty("--hc-seen", `${Math.floor(seen.height)}px`);
    if (isTight) box.scrollIntoView({ block: "start" });
  };
  on(seen, "resize", fit);
  on(box, "focusin", fit);
}
