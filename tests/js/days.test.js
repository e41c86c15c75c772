import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dropOver } from "../../theme/assets/search/days.js";

describe("what has days", () => {
  const over = { id: "notices/over", until: "2026-11-29" };
  const last = { id: "notices/last", until: "2026-11-30" };
  /** @param {Record<string, any>} more */
  const drop = (more) =>
    dropOver(/** @type {any} */ ({ hits: [], nearest: [], answer: null, card: null, ...more }), "2026-11-30");

  it("is found until its last day", () => assert.deepEqual(drop({ hits: [over, last] }).hits, [last]));
  it("is near until its last day", () => assert.deepEqual(drop({ nearest: [over, last] }).nearest, [last]));
  for (const [article, isQuoted] of /** @type {[string, boolean][]} */ ([
    ["notices/over", false],
    ["notices/last", true],
  ])) {
    it(`${article} is ${isQuoted ? "" : "not "}quoted`, () =>
      assert.equal(drop({ hits: [over, last], answer: { article } }).answer !== null, isQuoted));
  }
  it("is a card on its days only", () => {
    assert.equal(drop({ card: { card: { from: "2026-12-01" } } }).card, null);
    assert.equal(drop({ card: { card: { until: "2026-11-29" } } }).card, null);
    assert.ok(drop({ card: { card: { from: "2026-11-30", until: "2026-11-30" } } }).card);
  });
});
