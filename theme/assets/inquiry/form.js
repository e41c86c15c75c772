// The inquiry form at work: looked at before it is sent, sent once however often it is tapped, kept until the server
// has it. Without this script it is a form that is sent as it stands.
import { FilledForm } from "./filled_form.js";
import { findOrigin, sayReference } from "./identity.js";
import { findDelay, sendInquiry } from "./sending.js";
import { forgetWaiting, keepWaiting, listWaiting } from "./waiting.js";

/** @import { Inquiry, Kit, Later } from "./types.d.ts" */

/**
 * @param {HTMLElement} element
 * @param {Kit} kit
 */
export function startForm(element, kit) {
  return new FilledForm(element, kit).start();
}

/**
 * Sends what waits from an earlier page, and says what became of it; what is refused stays, to be mended in the form.
 *
 * @param {Later} later
 */
export async function sendWaiting(later) {
  for (const inquiry of await listWaiting()) await sendLater(inquiry, later);
}

/**
 * @param {Inquiry} inquiry
 * @param {Later} later
 */
async function sendLater(inquiry, later) {
  if (inquiry.fault) return later.refused(inquiry, inquiry.fault);
  if (findDelay(inquiry) > 0) return;
  const outcome = await sendInquiry(inquiry);
  if (outcome.state === "late") return putOff(inquiry, outcome.after);
  if (outcome.state === "refused") {
    await keepWaiting({ ...inquiry, fault: outcome.fault });
    return later.refused(inquiry, outcome.fault);
  }
  await forgetWaiting(inquiry.id);
  return later.sent(sayReference(inquiry, outcome.reference), inquiry.id, findOrigin(inquiry));
}

/**
 * @param {Inquiry} inquiry
 * @param {number | undefined} after
 */
async function putOff(inquiry, after) {
  if (after) await keepWaiting({ ...inquiry, after });
}
