// The inquiry form at work: looked at before it is sent, sent once however often it is tapped, kept until the server
// has it. Without this script it is a form that is sent as it stands.
import { ChosenFiles, describe } from "./chosen_files.js";
import { fillFields, findFaults, forgive, readFields, showFaults } from "./fields.js";
import { buildReceipt, buildSolved, buildWaiting } from "./screens.js";
import { sendInquiry } from "./sending.js";
import { Suggest } from "./suggest.js";
import { Tried } from "./tried.js";
import { forgetWaiting, keepWaiting, listWaiting } from "./waiting.js";

/** @import { Draft, Fault, Inquiry, Kit, Outcome } from "./types.d.ts" */

const REFERENCE = "{reference}"; // in words that are told later
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60 * 1000;

/**
 * @param {HTMLElement} element
 * @param {Kit} kit
 */
export function startForm(element, kit) {
  return new InquiryForm(element, kit).start();
}

/**
 * Sends what waits from an earlier page, and says so; what the server refuses stays for the form's own page.
 *
 * @param {(words: string, origin?: string) => void} tell
 */
export async function sendWaiting(tell) {
  for (const inquiry of await listWaiting()) {
    const outcome = await sendInquiry(inquiry, "");
    if (outcome.state !== "sent") continue;
    await forgetWaiting(inquiry.id);
    tell(inquiry.said.replace(REFERENCE, outcome.reference), findOrigin(inquiry));
  }
}

class InquiryForm {
  #element;
  #kit;
  #form;
  #status;
  /** @type {Draft} */
  #draft;
  #files;
  #tried;
  #suggest;
  #isBusy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #retryMs = FIRST_RETRY_MS;
  /** @type {Inquiry | null} */
  #waiting = null;
  /** @type {HTMLElement | null} */
  #screen = null;

  /**
   * @param {HTMLElement} element
   * @param {Kit} kit
   */
  constructor(element, kit) {
    this.#element = element;
    this.#kit = kit;
    this.#form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
    this.#status = /** @type {HTMLElement} */ (element.querySelector("[data-status]"));
    this.#draft = kit.recallDraft();
    this.#draft.shown ??= Date.now();
    const filesField = /** @type {HTMLElement | null} */ (element.querySelector('[data-field="files"]'));
    this.#files = filesField ? new ChosenFiles(filesField, kit, () => this.#changeFiles()) : null;
    const save = () => this.#save();
    this.#tried = new Tried(this.#find("[data-tried]"), kit, this.#draft.removed ?? [], save);
    this.#suggest = new Suggest(this.#find("[data-suggest]"), kit, (article) => this.#solve(article));
  }

  async start() {
    const { on } = this.#kit;
    this.#form.noValidate = true;
    this.#restore();
    on(this.#form, "input", (event) => this.#typed(event));
    on(this.#form, "focusin", () => this.#kit.prepareSearch());
    on(this.#form, "submit", (event) => this.#submit(event));
    addEventListener("online", () => this.#waiting && this.#try(this.#waiting));
    const [waiting] = await listWaiting();
    if (waiting) this.#wait(waiting, { isOffline: navigator.onLine === false, isKept: true });
    if (waiting) this.#try(waiting);
  }

  /** @param {string} selector */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.#element.querySelector(selector));
  }

  get #button() {
    return /** @type {HTMLButtonElement} */ (this.#find("button[type=submit]"));
  }

  #restore() {
    const { words, hadFiles } = this.#draft;
    if (!words) return;
    fillFields(this.#form, words);
    const { text } = this.#kit;
    this.#status.textContent = [text("inquiry_kept"), ...(hadFiles ? [text("inquiry_files_again")] : [])].join(" ");
  }

  /** @param {Event} event */
  #typed(event) {
    const field = /** @type {HTMLElement} */ (event.target);
    forgive(event);
    this.#save();
    if (field instanceof HTMLTextAreaElement) this.#suggest.follow(field.value);
  }

  #changeFiles() {
    showFaults(this.#form, this.#files?.findFaults() ?? []);
    this.#save();
  }

  #save() {
    const hadFiles = (this.#files?.files.length ?? 0) > 0;
    Object.assign(this.#draft, { words: readFields(this.#form), removed: this.#tried.removed, hadFiles });
    this.#kit.keepDraft(this.#draft);
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#isBusy) return;
    this.#save();
    const faults = [...findFaults(readFields(this.#form), this.#kit.text), ...(this.#files?.findFaults() ?? [])];
    showFaults(this.#form, faults);
    if (faults.length === 0) await this.#try(this.#build());
  }

  /**
   * The same inquiry once more has the id that it had; what was changed since is another.
   *
   * @returns {Inquiry}
   */
  #build() {
    const { endpoint, lang, from, text } = this.#kit;
    const words = Object.entries(readFields(this.#form)).filter(([, value]) => value !== "");
    const trap = /** @type {HTMLInputElement} */ (this.#form.elements.namedItem("website")).value;
    const files = this.#files?.files ?? [];
    const given = [...words, ["lang", lang], ["from", from], ...this.#tried.listFields(), ["website", trap]];
    const content = JSON.stringify([given, files.map(describe)]);
    const id = this.#draft.attempt?.content === content ? this.#draft.attempt.id : makeId();
    this.#draft.attempt = { id, content };
    this.#save();
    const elapsed = String(Date.now() - /** @type {number} */ (this.#draft.shown));
    const fields = /** @type {[string, string][]} */ ([...given, ["elapsed", elapsed]]);
    return { id, endpoint, fields, files, said: text("inquiry_sent_later", { reference: REFERENCE }) };
  }

  /** @param {Inquiry} inquiry */
  async #try(inquiry) {
    if (this.#isBusy) return;
    clearTimeout(this.#timer);
    this.#setBusy(true);
    const outcome = await sendInquiry(inquiry, this.#kit.text("inquiry_refused"));
    this.#setBusy(false);
    if (outcome.state === "sent") await this.#receive(inquiry, outcome);
    else if (outcome.state === "refused") await this.#mend(inquiry, [outcome.fault]);
    else await this.#keep(inquiry, outcome);
  }

  /** @param {boolean} isBusy */
  #setBusy(isBusy) {
    this.#isBusy = isBusy;
    this.#button.setAttribute("aria-disabled", String(isBusy));
    this.#status.textContent = isBusy ? this.#kit.text("inquiry_sending") : "";
  }

  /**
   * @param {Inquiry} inquiry
   * @param {Extract<Outcome, { state: "sent" }>} receipt
   */
  async #receive(inquiry, receipt) {
    this.#kit.recordSent(findOrigin(inquiry));
    await this.#leaveWaiting(inquiry);
    this.#forget();
    this.#form.reset();
    this.#files?.set([]);
    this.#show(buildReceipt(this.#kit, receipt, () => this.#showForm()));
  }

  /**
   * @param {Inquiry} inquiry
   * @param {Extract<Outcome, { state: "late" }>} outcome
   */
  async #keep(inquiry, { isOffline }) {
    const isKept = await keepWaiting(inquiry);
    this.#wait(inquiry, { isOffline, isKept });
  }

  /**
   * @param {Inquiry} inquiry
   * @param {{ isOffline: boolean, isKept: boolean }} state
   */
  #wait(inquiry, { isOffline, isKept }) {
    this.#waiting = inquiry;
    const why = isKept ? (isOffline ? "offline" : "server") : "here";
    const calls = { retry: () => this.#try(inquiry), edit: () => this.#mend(inquiry, []) };
    const line = this.#screen?.querySelector("[role=status]"); // the screen is there already, and perhaps the focus
    if (line) line.textContent = this.#kit.text(`inquiry_waiting_${why}`);
    else this.#show(buildWaiting(this.#kit, `inquiry_waiting_${why}`, calls));
    this.#timer = setTimeout(() => this.#try(inquiry), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  /**
   * Back to the form, with what was to be sent.
   *
   * @param {Inquiry} inquiry
   * @param {Fault[]} faults
   */
  async #mend(inquiry, faults) {
    clearTimeout(this.#timer);
    await this.#leaveWaiting(inquiry);
    const written = Object.fromEntries(inquiry.fields);
    const { topic, text, email = "", phone = "", order = "" } = written;
    fillFields(this.#form, { topic, text, email, phone, order });
    this.#files?.set(inquiry.files);
    this.#showForm();
    showFaults(this.#form, faults);
    this.#save();
  }

  /** @param {Inquiry} inquiry */
  async #leaveWaiting({ id }) {
    if (this.#waiting?.id === id) await forgetWaiting(id);
    this.#waiting = null;
    this.#retryMs = FIRST_RETRY_MS;
  }

  /**
   * An answer ended the form.
   *
   * @param {string} article
   */
  #solve(article) {
    this.#kit.recordSolved(article);
    this.#forget();
    this.#show(buildSolved(this.#kit, () => this.#goOn()));
  }

  #goOn() {
    this.#showForm();
    this.#save();
  }

  #forget() {
    this.#draft = { shown: Date.now() };
    this.#kit.keepDraft(null);
  }

  /**
   * @param {HTMLElement} screen
   */
  #show(screen) {
    this.#screen?.remove();
    this.#screen = screen;
    this.#form.hidden = true;
    this.#element.append(screen);
    /** @type {HTMLElement} */ (screen.querySelector("h2")).focus();
  }

  #showForm() {
    this.#screen?.remove();
    this.#screen = null;
    this.#form.hidden = false;
    /** @type {HTMLElement | null} */ (this.#form.querySelector("input:not([type=hidden])"))?.focus();
  }
}

/**
 * The article or flow from which the form was opened.
 *
 * @param {Inquiry} inquiry
 */
function findOrigin({ fields }) {
  return fields.find(([name]) => name === "article")?.[1];
}

/** A UUID of version 4; `crypto.randomUUID` is not there on pages without TLS. */
function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}
