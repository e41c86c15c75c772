// What stands in the form's place: it was sent, it waits, or it was not needed.

/** @import { Kit } from "./types.d.ts" */

/**
 * @param {Kit} kit
 * @param {{ reference: string, expected: string | null }} receipt
 * @param {() => void} again
 */
export function buildReceipt(kit, { reference, expected }, again) {
  const { make, text } = kit;
  const time = expected && describeTime(kit, expected);
  const promise = time ? text("inquiry_expected", { time }) : text("inquiry_answer_later");
  return buildScreen(kit, "inquiry_sent", [
    make("p", { class: "hc-inquiry__reference" }, text("inquiry_reference", { reference })),
    make("p", {}, promise),
    buildButton(kit, "inquiry_again", "hc-plain", again),
  ]);
}

/**
 * @param {Kit} kit
 * @param {string} why key of the words
 * @param {{ retry: () => void, edit: () => void }} calls
 */
export function buildWaiting(kit, why, { retry, edit }) {
  return buildScreen(kit, "inquiry_waiting", [
    kit.make("p", { role: "status" }, kit.text(why)),
    buildButton(kit, "inquiry_waiting_now", "hc-button", retry),
    buildButton(kit, "inquiry_waiting_edit", "hc-plain", edit),
  ]);
}

/**
 * @param {Kit} kit
 * @param {string} why
 * @param {{ mend: () => void, drop: () => void }} calls
 */
export function buildRefused(kit, why, { mend, drop }) {
  return buildScreen(kit, "inquiry_refused_later", [
    kit.make("p", {}, why),
    buildButton(kit, "inquiry_refused_mend", "hc-button", mend),
    buildButton(kit, "inquiry_refused_drop", "hc-plain", drop),
  ]);
}

/**
 * @param {Kit} kit
 * @param {() => void} goOn
 */
export function buildSolved(kit, goOn) {
  return buildScreen(kit, "inquiry_solved_title", [
    kit.make("p", {}, kit.text("inquiry_solved_text")),
    buildButton(kit, "inquiry_go_on", "hc-plain", goOn),
  ]);
}

/**
 * @param {Kit} kit
 * @param {string} title key
 * @param {Node[]} parts
 */
function buildScreen({ make, text }, title, parts) {
  const heading = make("h2", { tabindex: "-1", id: "inquiry-screen" }, text(title));
  return make("section", { class: "hc-inquiry__screen", "aria-labelledby": "inquiry-screen" }, heading, ...parts);
}

/**
 * @param {Kit} kit
 * @param {string} key
 * @param {string} look
 * @param {() => void} press
 */
function buildButton({ make, on, text }, key, look, press) {
  return on(make("button", { type: "button", class: look }, text(key)), "click", press);
}

/**
 * By the shop's clock.
 *
 * @param {Kit} kit
 * @param {string} time RFC 3339
 */
function describeTime({ lang, zone }, time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  const parts = /** @type {const} */ ({ month: "long", day: "numeric", weekday: "long", hour: "numeric" });
  return new Intl.DateTimeFormat(lang, { timeZone: zone, minute: "2-digit", ...parts }).format(date);
}
