import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findExcerpt, findPlaces } from "../../theme/assets/search/excerpt.js";
import { foldText, isIdeograph, isJamo, isSyllable, splitWords } from "../../theme/assets/search/text.js";

describe("folding", () => {
  it("makes full-width letters narrow, upper case lower, and drops accents: 'Ｃafé' is 'cafe'", () => {
    assert.equal(foldText("Ｃafé"), "cafe");
  });
  it("drops the comma of 30,000 and keeps that of 1,2", () => {
    assert.equal(foldText("30,000원 1,2"), "30000원 1,2");
    assert.equal(foldText("1,234,567"), "1234567");
  });
  it("joins A/S, Q&A and a.s, but not and/or", () => {
    assert.equal(foldText("A/S Q&A a.s"), "as qa as");
    assert.equal(foldText("and/or"), "and/or");
  });
  it("drops what cannot be seen inside 환\\u200b불", () => {
    assert.equal(foldText("환\u200b불\ufeff"), "환불");
  });
  it("puts taken-apart Hangul together", () => {
    assert.equal(foldText("환불".normalize("NFD")), "환불");
  });
});

describe("cutting", () => {
  it("keeps 1:1 and 3.5 whole and parts 문의/답변", () => {
    assert.deepEqual(splitWords("1:1 문의/답변 3.5kg"), ["1:1", "문의", "답변", "3.5", "kg"]);
  });
  it("finds nothing in '?!'", () => {
    assert.deepEqual(splitWords("?!"), []);
  });
  it("tells syllables, jamo and ideographs apart", () => {
    assert.deepEqual(["환", "ㅎ", "ㅣ", "漢", "あ", "a"].map(isSyllable), [true, false, false, false, false, false]);
    assert.deepEqual(["환", "ㅎ", "ㅣ", "漢", "あ", "a"].map(isJamo), [false, true, true, false, false, false]);
    assert.deepEqual(["환", "ㅎ", "ㅣ", "漢", "あ", "a"].map(isIdeograph), [false, false, false, true, true, false]);
  });
});

describe("places to mark", () => {
  it("merges 환불 and 불가 in 환불가", () => {
    assert.deepEqual(findPlaces("환불가 안내", ["환불", "불가"]), [[0, 3]]);
  });
  it("finds each of two, in order", () => {
    assert.deepEqual(findPlaces("배송비와 배송", ["배송"]), [
      [0, 2],
      [5, 7],
    ]);
  });
  it("takes no blank and loses nothing where folding moved the letters", () => {
    /** @param {string} text @param {string[]} words */
    const mark = (text, words) => findPlaces(text, words).map(([from, to]) => text.slice(from, to));
    assert.deepEqual(mark("30,000원 이상이면 무료 배송", ["30000원", "무료"]), ["30,000원", "무료"]);
    assert.deepEqual(mark("A/S 접수는 １대１ 문의", ["as", "접수", "1대1"]), ["A/S", "접수", "１대１"]);
    assert.deepEqual(mark("환\u200b불 안내", ["안내", "환불"]), ["환\u200b불", "안내"]);
    const apart = "제주 추가 요금".normalize("NFD");
    assert.deepEqual(
      mark(apart, ["추가", "요금"]),
      ["추가", "요금"].map((word) => word.normalize("NFD")),
    );
    assert.deepEqual(mark("Café에서 1,234,567원", ["cafe", "1234567원"]), ["Café", "1,234,567원"]);
  });
  it("marks each word of a synonym that is several", () => {
    assert.deepEqual(findPlaces("반품 배송비", ["배송비 반품"]), [
      [0, 2],
      [3, 6],
    ]);
  });
});

describe("places", () => {
  const marked = (/** @type {string} */ text, /** @type {string[]} */ ...words) =>
    findPlaces(text, words).map(([from, to]) => text.slice(from, to));
  it("begin no word inside a run of Latin letters or digits", () => {
    assert.deepEqual(marked("SaaS는 A/S와 as, ASUS", "as"), ["A/S", "as", "AS"]);
    assert.deepEqual(marked("13일이나 3일, 제3일", "3일"), ["3일", "3일"]);
    assert.deepEqual(marked("로그아웃과 로그 아웃", "아웃"), ["아웃", "아웃"]);
    assert.deepEqual(marked("iPhone15와 ＡＳ", "15", "as"), ["15", "ＡＳ"]);
  });
});

describe("excerpts", () => {
  const article = (/** @type {string} */ text) => ({ text, folded: foldText(text) });
  it("begin with the text where it is short, line breaks as spaces", () => {
    assert.deepEqual(findExcerpt(article("환불은\n3일"), ["환불"]), { text: "환불은 3일", ranges: [[0, 2]] });
  });
  it("show 140 characters around the word, from the beginning of a word, with … at both ends", () => {
    const { text, ranges } = findExcerpt(article(`${"가나 ".repeat(60)}환불 ${"다라 ".repeat(60)}`), ["환불"]);
    assert.equal(text.length, 142);
    assert.match(text, /^…가나 .*다라? ?…$/);
    assert.deepEqual(
      ranges.map(([from, to]) => text.slice(from, to)),
      ["환불"],
    );
  });
  it("choose the stretch that holds most of the words", () => {
    const { text } = findExcerpt(article(`환불 ${"가나 ".repeat(80)}환불 배송비 교환`), ["환불", "배송비", "교환"]);
    assert.ok(text.endsWith("환불 배송비 교환"));
  });
});
