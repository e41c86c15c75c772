import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findFaults } from "../../theme/assets/inquiry/fields.js";
import { findElapsed } from "../../theme/assets/inquiry/identity.js";
import { findDelay, findPatience, readAnswer } from "../../theme/assets/inquiry/sending.js";
import { findQuestion } from "../../theme/assets/inquiry/suggest.js";

describe("what a letter asks", () => {
  const cases = {
    "안녕하세요. 환불은 언제 되나요? 답변 부탁드려요.": "환불은 언제 되나요?",
    "언제 오나요? 취소할 수 있나요? 감사합니다": "취소할 수 있나요?",
    "안녕하세요\n지난주에 산 이불이 찢어진 채로 왔어요\n확인해 주세요": "지난주에 산 이불이 찢어진 채로 왔어요",
    반품: "",
    "": "",
  };
  for (const [written, question] of Object.entries(cases)) {
    it(written || "nothing", () => assert.equal(findQuestion(written), question));
  }
  it("is never longer than a search may be", () => assert.equal(findQuestion("가".repeat(5000)).length, 200));
});

describe("faults", () => {
  const whole = { topic: "a", text: "b", email: "a@b.example", phone: "", order: "" };
  /** @param {Partial<typeof whole>} words */
  const list = (words) => findFaults({ ...whole, ...words }, (key) => key).map(({ message }) => message);
  it("none in what is whole", () => assert.deepEqual(list({}), []));
  for (const email of ["a", "a@b", "a b@c.example", "a@b.example\nBcc: x@y.example", "<a@b.example>"]) {
    it(`in ${JSON.stringify(email)}`, () => assert.deepEqual(list({ email }), ["inquiry_bad_email"]));
  }
  for (const phone of ["010-1234-5678", "+82 10 1234 5678", "０１０１２３４５６７８", "02)123-4567", "(02) 123-4567"]) {
    it(`none in ${phone}`, () => assert.deepEqual(list({ phone }), []));
  }
  for (const phone of ["010", "전화 주세요", "010-1234-567 8901 2345 6789 01234"]) {
    it(`one in ${phone}`, () => assert.deepEqual(list({ phone }), ["inquiry_bad_phone"]));
  }
  it("one where there is no way to answer", () => assert.deepEqual(list({ email: "" }), ["inquiry_no_reach"]));
  it("in the order of the form", () =>
    assert.deepEqual(list({ topic: "", text: "", email: "" }), [
      "inquiry_no_topic",
      "inquiry_no_text",
      "inquiry_no_reach",
    ]));
});

describe("answers of the server", () => {
  const error = { code: "invalid", field: "email", message: "no" };
  /**
   * @param {number} status
   * @param {any} said
   * @param {Record<string, string>} headers
   */
  const read = (status, said = null, headers = {}) =>
    readAnswer({ status, headers: new Headers(headers) }, said, "own");
  for (const status of [408, 425, 429]) {
    it(`${status} puts off`, () => assert.equal(read(status, { error }).state, "late"));
  }
  for (const status of [400, 403, 404, 405, 413, 501]) {
    it(`${status} without a word of the server refuses`, () =>
      assert.deepEqual(read(status), { state: "refused", fault: { field: null, message: "own" } }));
  }
  for (const status of [200, 500, 502, 503]) {
    it(`${status} without a word of the server leaves it open`, () => assert.equal(read(status).state, "late"));
  }
  it("are waited for as long as the files take", () => {
    assert.equal(findPatience([]), 60_000);
    assert.equal(findPatience([{ size: 10_000_000 }, { size: 1 }]), 560_001);
  });
  it("put off by seconds, by a date, and for no longer than a day", () => {
    const date = new Date(Date.now() + 120_000).toUTCString();
    for (const [named, seconds] of /** @type {[string, number][]} */ ([
      ["60", 60],
      [date, 120],
      ["9999999", 86_400],
    ])) {
      const { after = 0 } = /** @type {{ after?: number }} */ (read(429, null, { "Retry-After": named }));
      assert.ok(Math.abs(after - Date.now() - seconds * 1000) < 5_000, named);
    }
  });
  it("a clock that was set back makes no time negative", () => assert.equal(findElapsed(Date.now() + 60_000), "0"));
  it("a clock that was set back holds nothing up", () => {
    const inquiry = /** @type {any} */ ({ after: Date.now() + 90_000_000 });
    assert.equal(findDelay(inquiry), 0);
    assert.equal(findDelay({ ...inquiry, after: undefined }), 0);
  });
});
