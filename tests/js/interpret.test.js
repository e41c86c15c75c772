import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { splitCompound } from "../../theme/assets/search/compounds.js";
import { interpret } from "../../theme/assets/search/interpret.js";
import { findPath } from "../../theme/assets/search/lattice.js";
import { cutQuery } from "../../theme/assets/search/layout.js";
import { Line } from "../../theme/assets/search/line.js";
import { findNumber } from "../../theme/assets/search/numbers.js";
import { rarity } from "../../theme/assets/search/score.js";
import { LITERAL, TRUST, UNKNOWN_SHARE, WEAK, WEAK_RARITY, WEIGHT } from "../../theme/assets/search/weights.js";
import { makeLexicon } from "./lexicon.js";

const lexicon = makeLexicon(
  [
    "!환불",
    "!배송",
    "!배송비",
    "신청",
    "+!받",
    "쿠폰",
    "!카카오페이",
    "카카오",
    "페이",
    "~카카",
    "refund",
    "환불금",
    "일본",
  ],
  { weak: ["안", "어떻게"], phrases: { 택배비: ["배송비"], 돈돌려: ["환불"] } },
);

/** @param {string[]} written */
function read(...written) {
  const line = new Line(written);
  const { steps } = findPath(line, lexicon, () => [], new Set());
  return steps.map(({ from, to, role }) => `${role} ${line.text.slice(from, to)}`);
}

/** @param {string} query */
const ask = (query, more = {}) => interpret(query, lexicon, { typing: false, ...more });
/** @param {import("../../theme/assets/search/types.d.ts").Slot} slot */
const tell = ({ alternatives }) => alternatives.map(({ how, text }) => `${how} ${text}`);

describe("a line", () => {
  const line = new Line(["환불", "abc", "ㅋㅋ", "가ㅏ"]);
  it("knows where written words begin and end", () => {
    assert.equal(line.text, "환불abcㅋㅋ가ㅏ");
    assert.deepEqual([line.wordStart(1), line.wordEnd(0), line.wordStart(3), line.wordEnd(3)], [0, 2, 2, 5]);
  });
  it("runs on inside Latin words and jamo, not inside Hangul", () => {
    assert.deepEqual(
      [0, 2, 4, 5].map((i) => line.runsOn(i)),
      [false, true, false, true],
    );
    assert.deepEqual([line.ends[2], line.ends[5], line.ends[0]], [5, 7, 1]);
  });
  it("has a stray jamo after a syllable of the same word", () => {
    assert.deepEqual(
      [5, 8].map((i) => line.isStray(i)),
      [false, true],
    );
  });
  it("counts the spaces inside a stretch", () => assert.equal(line.crossings(0, 6), 2));
});

describe("the cheapest path", () => {
  it("parts a word from its particle: 환불을", () => assert.deepEqual(read("환불을"), ["word 환불", "tail 을"]));
  it("parts words written together: 환불신청", () => assert.deepEqual(read("환불신청"), ["word 환불", "word 신청"]));
  it("joins a word written apart: 배송 비", () => assert.deepEqual(read("배송", "비"), ["word 배송비"]));
  it("prefers the longer word: 배송비", () => assert.deepEqual(read("배송비"), ["word 배송비"]));
  it("takes what nobody knows whole: 쀍뷁", () => assert.deepEqual(read("쀍뷁"), ["unknown 쀍뷁"]));
  it("never cuts a Latin word: refunds is not refund and s", () =>
    assert.deepEqual(read("refunds"), ["unknown refunds"]));
  it("takes 하나요 for an ending that stands alone", () =>
    assert.deepEqual(read("환불", "하나요"), ["word 환불", "tail 하나요"]));
  it("lets a stem take its ending: 받기", () => assert.deepEqual(read("받기"), ["word 받", "tail 기"]));
});

describe("a query typed with the wrong language key", () => {
  const cut = (/** @type {string} */ query) => cutQuery(query, lexicon, false);
  it("is turned: ghksqnf is 환불", () =>
    assert.deepEqual(cut("ghksqnf"), { words: ["환불"], names: new Set(["ghksqnf"]), turned: true }));
  it("is turned the other way: ㄱㄷ려ㅜㅇ is refund", () => assert.deepEqual(cut("ㄱㄷ려ㅜㅇ").words, ["refund"]));
  it("is turned with the short words beside it: dht ghksqnf is 옷 환불, dht refund is not", () => {
    assert.deepEqual(cut("dht ghksqnf").words, ["옷", "환불"]);
    assert.deepEqual(cut("dht refund").words, ["dht", "refund"]);
  });
  it("is left alone where it is a word: refund", () =>
    assert.deepEqual(cut("refund"), { words: ["refund"], names: new Set(["refund"]), turned: false }));
  it("is left alone where it is taken as typed", () => {
    assert.deepEqual(cutQuery("ghksqnf", lexicon, true), {
      words: ["ghksqnf"],
      names: new Set(["ghksqnf"]),
      turned: false,
    });
  });
});

describe("initials that the keyboard joined", () => {
  const cut = (/** @type {string} */ query) => cutQuery(query, lexicon, false);
  it("are taken apart and told as nothing else: ㅄ is ㅂㅅ, ㅀㅄ is ㄹㅎㅂㅅ", () => {
    assert.deepEqual(cut("ㅄ"), { words: ["ㅂㅅ"], names: new Set(), turned: false });
    assert.deepEqual(cut("ㅀㅄ").words, ["ㄹㅎㅂㅅ"]);
    assert.deepEqual(ask("ㅄ").slots.flatMap(tell).slice(0, 1), ["initials 배송"]);
  });
  it("stay joined beside a syllable, and ㄲ is one consonant", () => {
    assert.deepEqual(cut("가ㅄ ㄲㅅ").words, ["가ㅄ", "ㄲㅅ"]);
  });
});

describe("codes and names", () => {
  const known = makeLexicon(["!as", "it", "apple", "pay", "e", "1001", "p302", "1588", "0000", "!접수"], {
    weak: ["as", "it", "to", "how"],
  });
  /** @param {string} query */
  const texts = (query) =>
    interpret(query, known, { typing: false })
      .slots.filter(({ mass, weak }) => mass && !weak)
      .flatMap(({ alternatives }) => alternatives.map(({ text }) => text));
  it("are no stop words as the only Latin word, with a slash or without", () => {
    for (const query of ["A/S", "AS", "as", "as 접수"]) assert.ok(texts(query).includes("as"), query);
  });
  it("are stop words in a sentence", () => {
    for (const query of ["how to as", "HOW TO AS"]) assert.ok(!texts(query).includes("as"), query);
  });
  it("are found apart where they are written joined", () => {
    assert.deepEqual(texts("applepay"), ["apple", "pay"]);
    assert.deepEqual(texts("E1001"), ["e", "1001"]);
    assert.deepEqual(texts("15880000"), ["1588", "0000"]);
  });
  it("are found joined where they are written apart: P-302", () => assert.deepEqual(texts("P-302"), ["p302"]));
  it("are unknown whole: E-2002 is not the letter e", () => assert.deepEqual(texts("E-2002"), []));
});

describe("slots", () => {
  it("weigh a word by its rarity", () => {
    const [slot] = ask("환불").slots;
    assert.deepEqual(tell(slot), ["word 환불"]);
    assert.equal(slot.mass, rarity(10, 100));
    assert.deepEqual([slot.alone, slot.prominent, slot.damaged, slot.unknown], [true, true, false, false]);
    assert.deepEqual([slot.alternatives[0].weight, slot.alternatives[0].trust], [WEIGHT.word, TRUST.word]);
    assert.ok(slot.alternatives[0].sure);
  });
  it("hold the parts of a compound, and the whole without mass", () => {
    const { slots } = ask("카카오페이");
    assert.deepEqual(
      slots.map(({ mass }) => mass > 0),
      [false, true, true],
    );
    assert.deepEqual(
      slots.map((slot) => slot.alternatives[0].text),
      ["카카오페이", "카카오", "페이"],
    );
    assert.deepEqual(tell(slots[1]), ["word 카카오", "word 카카오페이"]);
  });
  it("hold a synonym's terms: 택배비 leads to 배송비", () => {
    const synonym = ask("택배비")
      .slots.flatMap(({ alternatives }) => alternatives)
      .find(({ how }) => how === "synonym");
    assert.deepEqual([synonym?.ids, synonym?.weight, synonym?.trust], [["배송비"], 0.8, TRUST.synonym]);
  });
  it("leave out the stop word in a phrase: 돈 안 돌려 is no 돈돌려, 돈 어떻게 돌려 is", () => {
    const has = (/** @type {string} */ query) =>
      ask(query).slots.some(({ alternatives }) => alternatives.some(({ how }) => how === "synonym"));
    assert.deepEqual([has("돈 안 돌려"), has("돈 어떻게 돌려")], [false, true]);
  });
  it("give a stop word next to no mass", () => {
    const known = makeLexicon(["어떻게", "!환불"], { weak: ["어떻게"] });
    const [weak, word] = interpret("어떻게 환불", known, { typing: false }).slots;
    assert.ok(weak.weak && !word.weak);
    assert.equal(weak.mass, rarity(10, 100) * WEAK * Math.min(1, WEAK_RARITY / rarity(10, 100)));
  });
  it("give an unknown word most of the rarest word's mass, by pairs of syllables", () => {
    const { slots } = ask("쀍뷁");
    const mass = slots.reduce((sum, slot) => sum + slot.mass, 0);
    assert.ok(Math.abs(mass - UNKNOWN_SHARE * rarity(1, 100)) < 1e-9);
    assert.ok(slots.every(({ from, to, unknown }) => from === 0 && to === 2 && unknown));
  });
  it("give a longer unknown word more, a third syllable half as much as two", () => {
    const mass = ask("쀍뷁톫").slots.reduce((sum, slot) => sum + slot.mass, 0);
    assert.ok(Math.abs(mass - 1.5 * UNKNOWN_SHARE * rarity(1, 100)) < 1e-9);
  });
  it("give an amount that stands nowhere little: 20000원", () => {
    const mass = ask("20000원").slots.reduce((sum, slot) => sum + slot.mass, 0);
    assert.ok(mass < UNKNOWN_SHARE * rarity(1, 100) * 0.5);
  });
  it("find pairs of an unknown word inside other words", () => {
    assert.deepEqual([...new Set(ask("카카쀍").slots.flatMap(tell))], ["pair 카카"]);
  });
});

describe("what was meant", () => {
  it("mends 환블 and says so", () => {
    const { mended, slots } = ask("환블 신청");
    assert.equal(mended, "환불 신청");
    assert.ok(tell(slots[0]).includes("mended 환불"));
  });
  it("mends nothing where the query is taken as typed", () =>
    assert.equal(ask("환블 신청", { asTyped: true }).mended, null));
  it("mends nothing that is a word", () => assert.equal(ask("환불").mended, null));
  it("spells out initials of several words: ㅎㅂㅅㅊ", () => {
    assert.deepEqual(ask("ㅎㅂ").slots.flatMap(tell).slice(0, 1), ["initials 환불"]);
  });
  it("grows the last word while it is typed, and not before a space", () => {
    assert.ok(ask("환부", { typing: true }).slots.flatMap(tell).includes("typing 환불"));
    assert.ok(!ask("환부 ", { typing: true }).slots.flatMap(tell).includes("typing 환불"));
  });
  it("keeps the literal reading beside it at half its weight", () => {
    const grown = ask("배송ㅂ", { typing: true }).slots.flatMap(({ alternatives }) => alternatives);
    const literal = grown.find(({ how, text, weight }) => how === "word" && text === "배송" && weight === LITERAL);
    assert.ok(literal || grown.some(({ text }) => text === "배송비"));
  });
  it("doubts each word of two where nothing answers: 일본 may be 인본", () => {
    const doubting = makeLexicon(["!인본", "!일본", "!환불"]);
    const { slots } = interpret("인본 환불", doubting, { typing: false, doubting: true });
    assert.ok(tell(slots[0]).includes("mended 일본"));
  });
});

describe("compounds", () => {
  const split = (/** @type {string} */ word, line = new Line([word])) => {
    const { parts, whole } = splitCompound(word, 0, line.text.length, line, lexicon);
    return { parts: parts.map((part) => part.word), whole };
  };
  it("are made of words without a rest: 카카오페이", () => {
    assert.deepEqual(split("카카오페이"), { parts: ["카카오", "페이"], whole: true });
  });
  it("may leave a syllable over: 배송쀍", () => assert.deepEqual(split("배송쀍"), { parts: ["배송"], whole: false }));
  it("are never of two syllables or Latin", () => {
    assert.deepEqual(split("환불"), { parts: [], whole: false });
    assert.deepEqual(split("refund"), { parts: [], whole: false });
  });
  it("are what the customer wrote apart: 환불 신청", () => {
    assert.deepEqual(split("환불신청", new Line(["환불", "신청"])), { parts: ["환불", "신청"], whole: true });
  });
});

describe("numbers", () => {
  it("are orders: 20260131-0000123, 주문번호 A123456789", () => {
    assert.deepEqual(["20260131-0000123", "주문번호: A123456789"].map(findNumber), ["order", "order"]);
  });
  it("are parcels of 10 to 14 digits, spaces and hyphens between: 6123-4567-8901", () => {
    assert.deepEqual(["6123-4567-8901", "송장 612345678901", "123456789", "123456789012345"].map(findNumber), [
      "parcel",
      "parcel",
      null,
      null,
    ]);
  });
  it("are no telephone numbers: 010-1234-5678, 02-1234-5678", () => {
    assert.deepEqual(["010-1234-5678", "02-1234-5678"].map(findNumber), [null, null]);
  });
  it("are nothing else: 30000원 환불", () => assert.equal(findNumber("30000원 환불"), null));
});
