const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60 * 1000;

/** Tries again after a while, ever later. */
export class Retries {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #pause = FIRST_RETRY_MS;

  /**
   * @param {() => void} act
   * @param {number} least not before so many ms
   */
  plan(act, least) {
    this.stop();
    this.#timer = setTimeout(act, Math.max(this.#pause, least));
    this.#pause = Math.min(this.#pause * 2, LONGEST_RETRY_MS);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** The next pause is a short one. */
  reset() {
    this.stop();
    this.#pause = FIRST_RETRY_MS;
  }
}
