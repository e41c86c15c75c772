// What was asked in a page's own box is there again when the customer comes back to it; it is kept with the page's place
// in the history, so another visit begins anew.

/** @param {string} query */
export function keepQuery(query) {
  history.replaceState({ ...history.state, query }, "");
}

/** @returns {string} */
export function recallKept() {
  return history.state?.query ?? "";
}
