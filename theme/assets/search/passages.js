/**
 * An article's text cut into what can be quoted: whole sentences, items of lists, steps and rows of tables. The marks
 * that keep the text's form are written by `hc_builder/content/markup/text_form.py`.
 */
import { CELL, COLUMNS, ITEM, PICTURE, SECTION_END, STEP } from "./facts.js";

/** @import { Passage, PassageForm } from "./types.d.ts" */

/** Characters of the longest quote; of a longer sentence a part is quoted. */
export const LONGEST_QUOTE = 200;

/** @type {Record<string, PassageForm>} */
const LINE_FORMS = { [ITEM]: "item", [STEP]: "step", [COLUMNS]: "columns" };
const PICTURES = new RegExp(`${PICTURE}[^${PICTURE}]*${PICTURE}`, "g");
const SENTENCE_END = /[.!?。！？…]+["'”’」』)\]》〉]*(?=\s|$)/g;
/** Before a full stop that ends no sentence: a number at the beginning or in a date, initials, short forms. */
const SHORT_FORM = /(?:^\s*[0-9]+|[0-9]\.\s*[0-9]+|(?:^|[\s(])(?:[A-Za-z]|[A-Z][a-z]{1,2}|vs|pp))$/;
/** 2026. 3. 1. */
const DATE_DOT = /^[0-9]\.\s*[0-9]/;

/**
 * @param {string} text
 * @returns {Passage[]} in order; headings of columns and what describes a picture are not among them
 */
export function cutPassages(text) {
  const cutter = new Cutter();
  text.split(SECTION_END).forEach((part, section) => {
    cutter.begin(section);
    let done = 0;
    for (const line of part.split("\n")) {
      cutter.take(line, done / part.length);
      done += line.length + 1;
    }
  });
  return cutter.passages;
}

class Cutter {
  /** @type {Passage[]} */
  passages = [];
  #section = 0;
  #block = 0;
  #place = 0;
  /** The sentence before a list or a table. */
  #lead = "";
  /** @type {string[]} */
  #columns = [];
  #lastForm = "";

  /** @param {number} section */
  begin(section) {
    this.#section = section;
    this.#block++;
    this.#lead = "";
    this.#lastForm = "";
  }

  /**
   * @param {string} line
   * @param {number} place share of the section before it
   */
  take(line, place) {
    this.#place = place;
    const form = LINE_FORMS[line[0]] ?? (line.includes(CELL) ? "row" : "sentence");
    const words = (LINE_FORMS[line[0]] ? line.slice(1) : line).replace(PICTURES, "\n");
    if (form === "sentence" || form !== this.#lastForm) this.#block++;
    this.#lastForm = form === "columns" ? "row" : form;
    if (this.#lastForm !== "row") this.#columns = [];
    if (form === "columns") this.#columns = words.split(CELL);
    else if (form === "row" || (form !== "sentence" && words.length <= LONGEST_QUOTE)) {
      this.#add(form, words.replaceAll("\n", " ").split(CELL), this.#lead);
    } else for (const part of words.split("\n")) this.#addSentences(part);
  }

  /** @param {string} block */
  #addSentences(block) {
    let before = "";
    for (const sentence of splitSentences(block).flatMap(halve)) {
      this.#add("sentence", [sentence], before);
      before = this.#lead = sentence;
    }
  }

  /**
   * @param {PassageForm} form
   * @param {string[]} cells
   * @param {string} before
   */
  #add(form, cells, before) {
    const parts = cells.map((cell) => cell.trim());
    const text = parts.join(" ").trim();
    if (!text) return;
    const columns = form === "row" ? this.#columns : [];
    this.passages.push({
      form,
      text,
      parts,
      columns,
      section: this.#section,
      block: this.#block,
      place: this.#place,
      before,
    });
  }
}

/**
 * @param {string} block
 * @returns {string[]}
 */
export function splitSentences(block) {
  const sentences = [];
  let from = 0;
  for (const { 0: mark, index } of block.matchAll(SENTENCE_END)) {
    if (mark === "." && (SHORT_FORM.test(block.slice(from, index)) || DATE_DOT.test(block.slice(index - 1)))) continue;
    sentences.push(block.slice(from, index + mark.length));
    from = index + mark.length;
  }
  return [...sentences, block.slice(from)].map((sentence) => sentence.trim()).filter(Boolean);
}

/**
 * A sentence that is too long for a quote, in two or more, at a comma near the middle or else between words.
 *
 * @param {string} sentence
 * @returns {string[]}
 */
function halve(sentence) {
  if (sentence.length <= LONGEST_QUOTE) return [sentence];
  const middle = sentence.length / 2;
  const places = [...sentence.matchAll(/ /g)].map(({ index }) => index);
  /** @param {number} place */
  const rate = (place) => Math.abs(place - middle) - (sentence[place - 1] === "," ? middle / 2 : 0);
  const cut = places.sort((a, b) => rate(a) - rate(b))[0] ?? Math.floor(middle);
  return [...halve(`${sentence.slice(0, cut).trim()}…`), ...halve(`…${sentence.slice(cut).trim()}`)];
}
