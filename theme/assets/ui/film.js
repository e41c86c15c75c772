// Films: one that stands for a moving picture plays while it is in sight, unless less motion is asked for; a player of
// another site comes once it is asked for, and nothing of that site before.
import { make } from "./dom.js";

/** Without it a film waits for its button, and another site's film is a link to it. */
export function startFilms() {
  document.addEventListener("click", openPlayer);
  const films = document.querySelectorAll("video[data-moving]");
  if (films.length && !matchMedia("(prefers-reduced-motion: reduce)").matches) playInSight(films);
}

/** @param {Iterable<Element>} films */
function playInSight(films) {
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) turn(/** @type {HTMLVideoElement} */ (entry.target), entry.isIntersecting, watcher);
  });
  for (const film of films) watcher.observe(film);
}

/**
 * One that its reader has stopped, which is seen by its standing still in sight, is left to the reader.
 *
 * @param {HTMLVideoElement} film
 * @param {boolean} isInSight
 * @param {IntersectionObserver} watcher
 */
function turn(film, isInSight, watcher) {
  const wasPlaying = film.dataset.moving === "plays";
  if (!isInSight && wasPlaying && film.paused) watcher.unobserve(film);
  else if (isInSight)
    film.play().catch(() => {}); // a browser that saves power shows the still
  else film.pause();
  film.dataset.moving = isInSight ? "plays" : "";
}

/** @param {MouseEvent} event */
function openPlayer(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest(".hc-embed"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const player = make("iframe", {
    class: "hc-embedded",
    src: link.dataset.player ?? "",
    title: link.querySelector("b")?.textContent ?? "",
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerpolicy: "strict-origin-when-cross-origin", // YouTube shows nothing to whom it does not know
  });
  link.replaceWith(player);
  player.focus();
}
