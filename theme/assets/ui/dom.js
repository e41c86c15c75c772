/** @import { Child } from "./types.d.ts" */

/**
 * An element with attributes and children; null and false leave an attribute out, true gives an empty one. A child that
 * is text stays text: nothing is ever parsed as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | null>} [attributes]
 * @param {(Child | Child[])[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

/**
 * Adds a listener and returns the element.
 *
 * @template {EventTarget} E
 * @param {E} element
 * @param {string} type
 * @param {(event: any) => void} listener
 */
export function on(element, type, listener) {
  element.addEventListener(type, listener);
  return element;
}
