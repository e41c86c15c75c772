// The files that go along: chosen in one go or several, each may be taken out again, looked at before they are sent.

/** @import { Fault, Kit } from "./types.d.ts" */

const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;

export class ChosenFiles {
  /** @type {File[]} */
  files = [];
  #list;
  #input;
  #kit;
  #changed;

  /**
   * @param {HTMLElement} field
   * @param {Kit} kit
   * @param {() => void} changed
   */
  constructor(field, kit, changed) {
    this.#list = /** @type {HTMLElement} */ (field.querySelector("[data-files]"));
    this.#input = /** @type {HTMLInputElement} */ (field.querySelector("input"));
    this.#kit = kit;
    this.#changed = changed;
    kit.on(this.#input, "change", () => this.#add());
  }

  /** @param {File[]} files */
  set(files) {
    this.files = files;
    this.#show();
  }

  /** @returns {Fault[]} */
  findFaults() {
    const { settings, text } = this.#kit;
    const { most, megabytes } = settings;
    const odd = this.files.find(({ type }) => !settings.types.split(",").includes(type));
    const bytes = this.files.reduce((sum, { size }) => sum + size, 0);
    if (odd) return [{ field: "files", message: text("inquiry_odd_file", { name: odd.name }) }];
    if (this.files.length > most) return [{ field: "files", message: text("inquiry_many_files", { most }) }];
    const isLarge = bytes > megabytes * MEGABYTE;
    return isLarge ? [{ field: "files", message: text("inquiry_large_files", { megabytes }) }] : [];
  }

  /** The input is emptied, so that the same file can be chosen anew after it was taken out. */
  #add() {
    const known = new Set(this.files.map(describe));
    const added = [...(this.#input.files ?? [])].filter((file) => !known.has(describe(file)));
    this.#input.value = "";
    this.set([...this.files, ...added]);
    this.#changed();
  }

  /** @param {File} file */
  #remove(file) {
    this.set(this.files.filter((each) => each !== file));
    this.#changed();
    this.#input.focus();
  }

  #show() {
    this.#list.replaceChildren(...this.files.map((file) => this.#build(file)));
  }

  /** @param {File} file */
  #build(file) {
    const { make, on, text } = this.#kit;
    const label = text("inquiry_remove_one", { name: file.name });
    const remove = make("button", { type: "button", class: "hc-plain", "aria-label": label }, text("inquiry_remove"));
    on(remove, "click", () => this.#remove(file));
    return make("li", {}, make("span", {}, `${file.name} (${describeSize(file.size)})`), remove);
  }
}

/** @param {File} file */
export function describe({ name, size, lastModified }) {
  return `${name}/${size}/${lastModified}`;
}

/** @param {number} bytes */
function describeSize(bytes) {
  return bytes < MEGABYTE ? `${Math.ceil(bytes / KILOBYTE)}KB` : `${(bytes / MEGABYTE).toFixed(1)}MB`;
}
