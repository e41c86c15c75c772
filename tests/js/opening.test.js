import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { once } from "../../theme/assets/ui/once.js";
import { findOpening, showMinute } from "../../theme/assets/ui/opening.js";

/** @import { Hours } from "../../theme/assets/ui/types.d.ts" */

/** @type {Hours} */
const HOURS = {
  zone: "Asia/Seoul",
  week: [[540, 1080], [540, 1080], [540, 1080], [540, 1080], [540, 1020], null, null],
  lunch: [720, 780],
  closed: ["2026-02-17"],
};
const at = (/** @type {string} */ time) => findOpening(HOURS, new Date(`${time}+09:00`));

describe("whether someone is there", () => {
  it("opens at 9:00, not a minute before", () => {
    assert.deepEqual(at("2026-02-16T09:00"), { state: "open", until: 1080 });
    assert.deepEqual(at("2026-02-16T08:59"), { state: "closed", days: 0, from: 540, date: "2026-02-16" });
  });
  it("rests from 12:00 to 13:00", () => {
    assert.deepEqual(at("2026-02-16T12:00"), { state: "lunch", until: 780 });
    assert.deepEqual(at("2026-02-16T13:00"), { state: "open", until: 1080 });
  });
  it("is closed at 18:00 until the day after tomorrow, tomorrow being a holiday", () => {
    assert.deepEqual(at("2026-02-16T18:00"), { state: "closed", days: 2, from: 540, date: "2026-02-18" });
  });
  it("is closed from Friday evening to Monday", () => {
    assert.deepEqual(at("2026-02-20T17:00"), { state: "closed", days: 3, from: 540, date: "2026-02-23" });
  });
  it("goes by the shop's clock, wherever the customer is", () => {
    assert.deepEqual(findOpening(HOURS, new Date("2026-02-16T00:00Z")), { state: "open", until: 1080 });
  });
  it("does not know when it opens where it never does", () => {
    assert.deepEqual(findOpening({ ...HOURS, week: [null, null, null, null, null, null, null] }), { state: "closed" });
  });
  it("shows 545 as 09:05", () => assert.equal(showMinute(545), "09:05"));
});

describe("what is loaded once", () => {
  it("is shared by those that ask at the same time, and asked for again after a failure", async () => {
    let calls = 0;
    const load = once(async () => {
      calls += 1;
      if (calls === 1) throw new Error("lost");
      return calls;
    });
    await assert.rejects(load, /lost/);
    assert.deepEqual(await Promise.all([load(), load()]), [2, 2]);
  });
});
