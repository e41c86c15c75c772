// The table of contents: folded above the text, open beside it where there is room, with the section that is being read marked.
import { on } from "./dom.js";

const ROOM = "(min-width: 1000px)"; // as in media.css
const READ_MARGIN = "1000000px 0px -70%"; // a heading is read once it stands in the upper third of the window, or above it

/** Watches the page's headings, where it has a table of contents. */
export function startContents() {
  const fold = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".hc-contents details"));
  if (!fold) return;
  const room = matchMedia(ROOM);
  const fit = () => (fold.open = room.matches);
  on(room, "change", fit);
  fit();
  watchHeadings([...fold.querySelectorAll("a")]);
}

/** @param {HTMLAnchorElement[]} links */
function watchHeadings(links) {
  /** @type {Set<Element>} */
  const read = new Set();
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) isIntersecting ? read.add(target) : read.delete(target);
      const current = headings.findLastIndex((heading) => heading && read.has(heading));
      for (const [place, link] of links.entries()) markCurrent(link, place === current);
    },
    { rootMargin: READ_MARGIN },
  );
  for (const heading of headings) heading && observer.observe(heading);
}

/**
 * @param {HTMLAnchorElement} link
 * @param {boolean} isCurrent
 */
function markCurrent(link, isCurrent) {
  if (isCurrent) link.setAttribute("aria-current", "location");
  else link.removeAttribute("aria-current");
}
