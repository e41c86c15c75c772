import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findInflected } from "../../theme/assets/search/latin.js";
import { findByInitials, findCompletions, findMended, isLaughter, isNearTail } from "../../theme/assets/search/mend.js";
import { countSlips, Spelling } from "../../theme/assets/search/slips.js";
import { DOUBLED_SLIP, NEIGHBOUR_SLIP, SHIFT_SLIP, SWAPPED_SLIP } from "../../theme/assets/search/weights.js";
import { makeLexicon } from "./lexicon.js";

/**
 * @param {string} a
 * @param {string} b
 */
const slips = (a, b, most = 2) => Math.round(countSlips(new Spelling(a), new Spelling(b), most) * 1000) / 1000;
const words = (/** @type {{ word: string }[]} */ entries) => entries.map(({ word }) => word);

describe("counting slips", () => {
  it("counts none between a word and itself", () => assert.equal(slips("refund", "refund"), 0));
  it("counts one wrong key as 1: refubd", () => assert.equal(slips("refind", "refand"), 1));
  it("counts a wrong ㅘ as one jamo: 환불 and 한불", () => assert.equal(slips("한불", "환불", 1), 1));
  it("counts neighbouring keys less, where there are two: rwfubd", () => {
    assert.equal(slips("rwfubd", "refund"), 2 * NEIGHBOUR_SLIP);
  });
  it("counts a doubled key less: reffund", () => assert.equal(slips("reffund", "refund"), DOUBLED_SLIP));
  it("counts a missing key as 1: refnd", () => assert.equal(slips("refnd", "refund"), 1));
  it("counts two swapped keys as one slip: refnud", () => assert.equal(slips("refnud", "refund"), SWAPPED_SLIP));
  it("counts Shift less: refUNd", () => assert.equal(slips("refUNd", "refund"), 2 * SHIFT_SLIP));
  it("gives up past the limit: refund and return", () => assert.equal(slips("refund", "return", 1), Infinity));
  it("gives up where neither of the first two keys agrees", () => assert.equal(slips("xyfund", "refund"), Infinity));
});

describe("mended words", () => {
  const lexicon = makeLexicon(["!환불", "환글", "!배송비", "=배송비가", "~배송", "배송지"]);
  const mended = (/** @type {string} */ text, limit = 3) =>
    words(findMended(text, lexicon, limit).map(({ entry }) => entry));

  it("finds 환불 for 환블 before 환글, which articles are not about", () => {
    assert.deepEqual(mended("환블"), ["환불", "환글"]);
  });
  it("finds 환불 for swapped keys: 홥눌", () => assert.deepEqual(mended("홥눌", 1), ["환불"]));
  it("mends no word of three keystrokes: 환 for 한", () =>
    assert.deepEqual(findMended("한", makeLexicon(["!환"]), 3), []));
  it("never offers a pair of syllables", () => assert.ok(!mended("배솧").includes("~배송")));
  it("allows one slip below nine keystrokes and two from nine on", () => {
    const english = makeLexicon(["!membership", "!coupon"]);
    assert.deepEqual(words(findMended("mambershop", english, 1).map(({ entry }) => entry)), ["membership"]);
    assert.deepEqual(findMended("coopan", english, 1), []);
  });
  it("offers at most as many as asked for", () => assert.equal(mended("환블", 1).length, 1));
});

describe("endings with a slip in them", () => {
  const lexicon = makeLexicon([]);
  it("takes 흐고 for 하고", () => assert.ok(isNearTail("흐고", lexicon)));
  it("takes 배송 for none", () => assert.ok(!isNearTail("배송", lexicon)));
});

describe("initials", () => {
  const lexicon = makeLexicon(["!환불", "한번", "현빈", "=함번", "하비"], { documents: { 한번: 50, 현빈: 20 } });
  it("finds words that articles are about first, then the most used", () => {
    assert.deepEqual(words(findByInitials("ㅎㅂ", lexicon, 9)), ["환불", "한번", "현빈", "하비"]);
  });
  it("finds no words of another length", () => assert.deepEqual(findByInitials("ㅎㅂㅂ", lexicon, 9), []));
  it("takes ㅋㅋㅋ, ㅠㅠ and ㅇㅇㅇ for laughter, ㅇㅇ and ㅎㅂ for initials", () => {
    assert.deepEqual(["ㅋㅋㅋ", "ㅠㅠ", "ㅇㅇㅇ", "ㅇㅇ", "ㅎㅂ"].map(isLaughter), [true, true, true, false, false]);
  });
});

describe("completions", () => {
  const lexicon = makeLexicon(["!환불", "환불금액", "!환율", "=환불하", "배송", "go", "gov"], {
    documents: { 환불금액: 9 },
  });
  it("grows 환부 into 환불 and 환불금액, shorter first", () => {
    assert.deepEqual(words(findCompletions("환부", lexicon, 9)), ["환불", "환불금액"]);
  });
  it("leaves out the word itself and forms in Hangul", () => {
    assert.deepEqual(words(findCompletions("환불", lexicon, 9)), ["환불금액"]);
  });
  it("grows a single jamo only into what articles are about", () => {
    assert.deepEqual(words(findCompletions("ㅎ", lexicon, 9)).sort(), ["환불", "환율"]);
  });
  it("prefers a much used word to a shorter one", () => {
    const other = makeLexicon(["refund", "refunding"], { documents: { refund: 1, refunding: 90 } });
    assert.deepEqual(words(findCompletions("refu", other, 9)), ["refunding", "refund"]);
  });
});

describe("inflections", () => {
  const lexicon = makeLexicon(["refunded", "ship", "policies"]);
  it("leads from refunding to refunded", () =>
    assert.deepEqual(words(findInflected("refunding", lexicon)), ["refunded"]));
  it("needs a stem of three letters", () => assert.deepEqual(findInflected("is", lexicon), []));
  it("is for English only", () => assert.deepEqual(findInflected("환불", lexicon), []));
});
