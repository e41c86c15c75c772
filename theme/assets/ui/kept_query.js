// What was asked in a page's own box is there again when the customer comes back to it; it is kept with the page's place
// in the history, so another visit begins anew.

/** @param {string} query */
export function keepQuery(query) {
  history.replaceState({ ...history.state, query }, "");
}

/** What was asked when the page was left, for who comes back to it; a link to the page itself would keep it too. */
export function recallKept() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return visit?.type === "navigate" ? "" : (history.state?.query ?? "");
}
