/** An element with attributes and children. A child that is text stays text: nothing is ever parsed as HTML. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

/** Adds a listener and returns the element. */
export function on(element, type, listener) {
  element.addEventListener(type, listener);
  return element;
}
