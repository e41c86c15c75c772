// Whether what was opened is looked at: it was on the screen for a while.
import { record } from "./record.js";

/** @import { Subject } from "./types.d.ts" */

const LOOKED_MS = 5_000;
/** @type {Subject | null} */
let watched = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Records that `subject` was viewed once it has been on the screen for 5 seconds without a break; what was watched
 * before is on it no more.
 *
 * @param {Subject} subject
 */
export function watchView(subject) {
  watched = subject;
  document.addEventListener("visibilitychange", restart);
  restart();
}

function restart() {
  clearTimeout(timer);
  if (watched && document.visibilityState === "visible") timer = setTimeout(tell, LOOKED_MS);
}

function tell() {
  record({ type: "view", ...watched });
  watched = null;
}
