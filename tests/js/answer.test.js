import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findForm, isQuestion } from "../../theme/assets/search/asks.js";
import { makeMatcher } from "../../theme/assets/search/matching.js";
import { cutPassages, LONGEST_QUOTE, splitSentences } from "../../theme/assets/search/passages.js";
import { makeAlternative, makeSlot } from "../../theme/assets/search/slots.js";

/** @import { ResolvedSlot } from "../../theme/assets/search/types.d.ts" */

describe("sentences", () => {
  const cases = {
    "하나예요. 둘이에요! 셋인가요?": ["하나예요.", "둘이에요!", "셋인가요?"],
    "값은 3.5배예요. 2025. 3. 1. 기준이에요.": ["값은 3.5배예요.", "2025. 3. 1. 기준이에요."],
    "그는 “왔다.” 하고 말했다. 그리고 갔다.": ["그는 “왔다.”", "하고 말했다.", "그리고 갔다."],
    "J. K. 롤링이 썼다. No. 5 향수다.": ["J. K. 롤링이 썼다.", "No. 5 향수다."],
    "끝이 없는 말": ["끝이 없는 말"],
    "": [],
  };
  for (const [text, sentences] of Object.entries(cases)) {
    it(text || "nothing", () => assert.deepEqual(splitSentences(text), sentences));
  }
});

describe("passages", () => {
  /** @param {string} text */
  const list = (text) => cutPassages(text).map(({ form, text: words }) => `${form}: ${words}`);

  it("are sentences, items, steps and rows", () => {
    const text = "첫 문장. 둘째.\n•항목. 이어서.\n‣단계\n⁃수단\t날\n카드\t3일";
    assert.deepEqual(list(text), [
      "sentence: 첫 문장.",
      "sentence: 둘째.",
      "item: 항목. 이어서.",
      "step: 단계",
      "row: 카드 3일",
    ]);
  });

  it("know their section, their columns and what stands before", () => {
    const [intro, row] = cutPassages("앞이에요.\f표예요.\n⁃수단\t날\n카드\t3일").filter(
      ({ text }) => text !== "앞이에요.",
    );
    assert.deepEqual([intro.section, row.section, row.columns, row.before], [1, 1, ["수단", "날"], "표예요."]);
  });

  it("leave out what describes a picture", () => {
    assert.deepEqual(list("￼설정 화면. 단추가 있어요.￼\n누르세요. ￼그림.￼ 끝나요."), [
      "sentence: 누르세요.",
      "sentence: 끝나요.",
    ]);
  });

  it("are no longer than a quote may be", () => {
    const long = `${"아주 긴 말을 이어서 쓰면, ".repeat(40)}끝나요.`;
    const parts = cutPassages(long);
    assert.ok(parts.length > 1 && parts.every(({ text }) => text.length <= LONGEST_QUOTE + 2));
    assert.equal(parts.map(({ text }) => text.replaceAll("…", "").trim()).join(" "), long.trim());
  });

  it("of a word without end are cut all the same", () => {
    assert.ok(cutPassages("가".repeat(1000)).every(({ text }) => text.length <= LONGEST_QUOTE + 2));
  });
});

describe("what is asked", () => {
  const cases = /** @type {[string, string, object][]} */ ([
    ["환불은 언제 되나요?", "3영업일 안에 돼요.", { when: 1 }],
    ["배송비 얼마예요?", "3,000원이에요.", { number: 1 }],
    ["배송비 얼마예요?", "돈을 내야 해요.", {}],
    ["왜 취소됐어요?", "재고가 없기 때문이에요.", { why: 1 }],
    ["교환할 수 있나요?", "교환할 수 없어요.", { whether: 1 }],
    ["where is my order", "Look in settings", { where: 1 }],
    ["환불", "3일", {}],
  ]);
  for (const [query, text, form] of cases) {
    it(`${query} ${text}`, () => assert.deepEqual(findForm(query)(text), form));
  }

  it("is nothing in a word alone", () => assert.deepEqual(["환불", "배송비"].map(isQuestion), [false, false]));
});

describe("a word in a text", () => {
  /** @param {string} word */
  const match = (word) => {
    const slot = makeSlot(0, 1, 1, [makeAlternative("word", [word], word, { weight: 1, trust: 0.8 })]);
    return makeMatcher(/** @type {ResolvedSlot} */ (slot), ({ text }) => [text]);
  };

  it("may have taken on a final consonant", () => assert.equal(match("만나")("둘이 만났다"), 0.8));
  it("is not another with the same beginning", () => assert.equal(match("만나")("둘이 만두다"), 0));
  it("is no pattern", () => assert.equal(match("a.c")("abc"), 0));
});
