/**
 * An element with attributes and children; null leaves an attribute out. Text stays text.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | null>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function build(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * A button with words, which does `act`.
 *
 * @param {string} words
 * @param {string} look
 * @param {() => void} act
 */
export function buildButton(words, look, act) {
  const button = build("button", { type: "button", class: look }, words);
  button.addEventListener("click", act);
  return button;
}
