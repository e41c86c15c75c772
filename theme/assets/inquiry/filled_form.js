// The form itself, from what is written in it until the server has it or an answer made it needless.
import { ChosenFiles, describe } from "./chosen_files.js";
import { fillFields, findFaults, forgive, readFields, refillFields, showFaults } from "./fields.js";
import { buildInquiry, findElapsed, findOrigin, makeId } from "./identity.js";
import { KeptInquiry } from "./kept_inquiry.js";
import { buildReceipt, buildRefused, buildSolved, buildWaiting } from "./screens.js";
import { findDelay, sendInquiry } from "./sending.js";
import { Suggest } from "./suggest.js";
import { Tried } from "./tried.js";

/** @import { Draft, Fault, Inquiry, Kit, Outcome } from "./types.d.ts" */

export class FilledForm {
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
  #kept = new KeptInquiry();
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
    addEventListener("online", () => this.#kept.inquiry && this.#goOn(this.#kept.inquiry));
    const waiting = await this.#kept.find();
    if (!waiting) return;
    if (waiting.fault) return this.#offer(waiting, waiting.fault);
    this.#wait(waiting, { isOffline: navigator.onLine === false, isKept: true });
    this.#goOn(waiting);
  }

  /**
   * What waits is tried, unless the server has asked for more time.
   *
   * @param {Inquiry} waiting
   */
  #goOn(waiting) {
    if (!waiting.fault && findDelay(waiting) === 0) this.#try(waiting);
  }

  /**
   * What was refused on another page, unless it is being mended already: then the tab has the newer words.
   *
   * @param {Inquiry} inquiry
   * @param {Fault} fault
   */
  #offer(inquiry, fault) {
    if (this.#draft.mends === inquiry.id && this.#draft.words) return this.#files?.set(inquiry.files);
    const mend = () => this.#refill(inquiry, [fault]);
    const drop = () => this.#drop(inquiry);
    return this.#show(buildRefused(this.#kit, fault.message, { mend, drop }));
  }

  /** @param {Inquiry} inquiry */
  async #drop({ id }) {
    await this.#kept.leave();
    if (this.#draft.attempt?.id === id) this.#empty();
    this.#showForm();
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
    const { lang, from } = this.#kit;
    const words = Object.entries(readFields(this.#form)).filter(([, value]) => value !== "");
    const trap = /** @type {HTMLInputElement} */ (this.#form.elements.namedItem("website")).value;
    const files = this.#files?.files ?? [];
    const given = [...words, ["lang", lang], ["from", from], ...this.#tried.listFields(), ["website", trap]];
    const content = JSON.stringify([given, files.map(describe)]);
    const id = this.#draft.attempt?.content === content ? this.#draft.attempt.id : makeId();
    this.#draft.attempt = { id, content };
    this.#save();
    const elapsed = findElapsed(/** @type {number} */ (this.#draft.shown));
    return buildInquiry(this.#kit, id, /** @type {[string, string][]} */ ([...given, ["elapsed", elapsed]]), files);
  }

  /** @param {Inquiry} inquiry */
  async #try(inquiry) {
    if (this.#isBusy) return;
    this.#kept.stop();
    this.#setBusy(true);
    const outcome = await sendInquiry(inquiry);
    this.#setBusy(false);
    if (outcome.state === "sent") await this.#receive(inquiry, outcome);
    else if (outcome.state === "refused") await this.#refuse(inquiry, outcome.fault);
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
    await this.#kept.leave();
    this.#empty();
    this.#show(buildReceipt(this.#kit, receipt, () => this.#showForm()));
  }

  /**
   * @param {Inquiry} inquiry
   * @param {Extract<Outcome, { state: "late" }>} outcome
   */
  async #keep(inquiry, { isOffline, after }) {
    const late = { ...inquiry, after };
    const isKept = await this.#kept.store(late);
    this.#wait(late, { isOffline, isKept });
  }

  /**
   * One that had waited, and was promised, is kept until it is mended.
   *
   * @param {Inquiry} inquiry
   * @param {Fault} fault
   */
  async #refuse(inquiry, fault) {
    if (this.#kept.inquiry) await this.#kept.store({ ...inquiry, fault });
    this.#refill(inquiry, [fault]);
  }

  /**
   * @param {Inquiry} inquiry
   * @param {{ isOffline: boolean, isKept: boolean }} state
   */
  #wait(inquiry, { isOffline, isKept }) {
    const why = isKept ? (isOffline ? "offline" : "server") : "here";
    const calls = { retry: () => this.#try(inquiry), edit: () => this.#takeBack(inquiry) };
    const line = this.#screen?.querySelector("[role=status]"); // the screen is there already, and perhaps the focus
    if (line) line.textContent = this.#kit.text(`inquiry_waiting_${why}`);
    else this.#show(buildWaiting(this.#kit, `inquiry_waiting_${why}`, calls));
    this.#kept.plan(calls.retry);
  }

  /** @param {Inquiry} inquiry */
  async #takeBack(inquiry) {
    await this.#kept.leave();
    this.#refill(inquiry, []);
  }

  /**
   * Back to the form, with what was to be sent.
   *
   * @param {Inquiry} inquiry
   * @param {Fault[]} faults
   */
  #refill(inquiry, faults) {
    refillFields(this.#form, inquiry.fields);
    this.#files?.set(inquiry.files);
    this.#showForm();
    showFaults(this.#form, faults);
    this.#draft.mends = this.#kept.inquiry?.id;
    this.#save();
  }

  /**
   * An answer ended the form.
   *
   * @param {string} article
   */
  #solve(article) {
    this.#kit.recordSolved(article);
    this.#forget();
    this.#show(buildSolved(this.#kit, () => this.#return()));
  }

  #return() {
    this.#showForm();
    this.#save();
  }

  #empty() {
    this.#forget();
    this.#form.reset();
    this.#files?.set([]);
    this.#status.textContent = "";
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
