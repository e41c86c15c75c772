// The one inquiry that is kept on the device: it waits to be sent, or was refused and is being mended.
import { Retries } from "./retries.js";
import { findDelay } from "./sending.js";
import { forgetWaiting, keepWaiting, listWaiting } from "./waiting.js";

/** @import { Inquiry } from "./types.d.ts" */

export class KeptInquiry {
  #retries = new Retries();
  /** @type {Inquiry | null} */
  inquiry = null;

  /** Looks for one that an earlier page kept; what has to be mended comes first. */
  async find() {
    const all = await listWaiting();
    this.inquiry = all.find(({ fault }) => fault) ?? all[0] ?? null;
    return this.inquiry;
  }

  /**
   * Keeps it in the place of the one that was kept; false where the device can't.
   *
   * @param {Inquiry} inquiry
   */
  async store(inquiry) {
    const isKept = await keepWaiting(inquiry);
    if (this.inquiry && this.inquiry.id !== inquiry.id) await forgetWaiting(this.inquiry.id);
    this.inquiry = inquiry;
    return isKept;
  }

  async leave() {
    if (this.inquiry) await forgetWaiting(this.inquiry.id);
    this.inquiry = null;
    this.#retries.reset();
  }

  /**
   * Tries again by and by, not before the server has asked for it.
   *
   * @param {() => void} retry
   */
  plan(retry) {
    if (this.inquiry) this.#retries.plan(retry, findDelay(this.inquiry));
  }

  stop() {
    this.#retries.stop();
  }
}
