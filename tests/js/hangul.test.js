import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  fromKey,
  fromKeys,
  initialRange,
  toInitials,
  toJamo,
  toKeys,
  toLetters,
  unfinishedRange,
} from "../../theme/assets/search/hangul.js";

describe("keystrokes of Hangul", () => {
  it("turns 환불 into ghksqnf and back", () => {
    assert.equal(toKeys("환불"), "ghksqnf");
    assert.equal(fromKeys("ghksqnf"), "환불");
  });
  it("keeps Latin letters and turns single jamo: 'aㅎㅘ' is 'aghk'", () => {
    assert.equal(toKeys("aㅎㅘ"), "aghk");
  });
  it("gives a final consonant to the vowel that follows: rkqtdl is 값이, rkqtl is 갑시", () => {
    assert.equal(fromKeys("rkqtdl"), "값이");
    assert.equal(fromKeys("rkqtl"), "갑시");
  });
  it("knows Shift: Rhc is 꽃, and ignores it on keys without another jamo: GKS is 한", () => {
    assert.equal(fromKeys("Rhc"), "꽃");
    assert.equal(fromKeys("GKS"), "한");
  });
  it("gives up where a jamo stays alone: refund, g", () => {
    assert.equal(fromKeys("refund"), null);
    assert.equal(fromKeys("g"), null);
    assert.equal(fromKeys(""), null);
  });
  it("has a bit for each letter struck, whatever their order", () => {
    assert.equal(toLetters("환불"), toLetters("ghksqnf"));
    assert.notEqual(toLetters("환불"), toLetters("환급"));
  });
});

describe("jamo", () => {
  it("turns 환불 into ㅎㅘㄴㅂㅜㄹ and 왜 into ㅇㅙ", () => {
    assert.equal(toJamo("환불"), "ㅎㅘㄴㅂㅜㄹ");
    assert.equal(toJamo("왜a"), "ㅇㅙa");
  });
  it("turns a key into its jamo: g is ㅎ, hk is ㅘ, 1 stays", () => {
    assert.deepEqual(["g", "hk", "1"].map(fromKey), ["ㅎ", "ㅘ", "1"]);
  });
  it("takes the initials of 환불as: ㅎㅂas", () => {
    assert.equal(toInitials("환불as"), "ㅎㅂas");
  });
});

describe("ranges of syllables", () => {
  it("begin with the same initial: 하 to 힣 for 환 and for ㅎ", () => {
    assert.deepEqual(initialRange("환"), ["하", "힣"]);
    assert.deepEqual(initialRange("ㅎ"), ["하", "힣"]);
    assert.equal(initialRange("ㅏ"), null);
  });
  it("hold what 부 may become: its finals, and 뷔 by another vowel key", () => {
    const [first, last] = unfinishedRange("부") ?? ["", ""];
    for (const grown of ["부", "불", "붉", "붜", "뷔"]) assert.ok(grown >= first && grown <= last, grown);
    for (const other of ["비", "뵈", "보"]) assert.ok(other < first || other > last, other);
  });
});
