import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findBelief } from "../../theme/assets/search/belief.js";
import { decodeUtf8, Reader } from "../../theme/assets/search/bytes.js";
import { Dictionary, readCommon } from "../../theme/assets/search/dictionary.js";
import { createEngine } from "../../theme/assets/search/engine.js";
import {
  FORM_BIT,
  FORMAT,
  IMPACT_LEVELS,
  LEVELS,
  PROMINENT_BIT,
  VERB,
  WINDOWS,
} from "../../theme/assets/search/facts.js";
import { hashWord, scatter } from "../../theme/assets/search/places.js";
import { Postings } from "../../theme/assets/search/postings.js";
import { rarity, scoreDocuments } from "../../theme/assets/search/score.js";
import { makeAlternative, makeSlot } from "../../theme/assets/search/slots.js";
import { ALONE_CHANCE, CHANCE, CONFIRMED, ENOUGH, MOST_CONFIRMED, TORN } from "../../theme/assets/search/weights.js";

/** @import { How, Slot } from "../../theme/assets/search/types.d.ts" */
/** @import { Shards } from "../../theme/assets/search/shards.js" */

const TITLE = 1;
const BODY = 1 << 10;

/**
 * Posting lists by term id, each `{ document: [impact, windows] }`.
 *
 * @param {Record<number, [impact: number, windows: number]>[]} terms
 * @param {string} titles
 */
function makeShards(terms, titles = "1111111111") {
  const lists = terms.map((list) => ({
    documents: Uint32Array.from(Object.keys(list), Number),
    impacts: Uint8Array.from(Object.values(list), ([impact]) => impact),
    windows: Int32Array.from(Object.values(list), ([, windows]) => windows),
    titles: Uint8Array.from(Object.keys(list), (document) => +titles[+document]),
  }));
  const shards = {
    manifest: { documents: 10 },
    room: 10,
    missing: new Set(),
    postings: (/** @type {string} */ id) => lists[+id],
  };
  return /** @type {Shards} */ (/** @type {unknown} */ (shards));
}

/**
 * @param {number} id
 * @param {number} mass
 */
function makeWord(id, mass = 1, { how = /** @type {How} */ ("word"), weight = 1, trust = 1, open = false } = {}) {
  const alternative = makeAlternative(how, [`${id}`], `단어${id}`, { weight, trust, open, sure: how === "word" });
  return makeSlot(2 * id, 2 * id + 2, mass, [alternative], { word: 2 * id });
}

/** @param {number} document */
const all = (document) => document >= 0;
/**
 * @param {Slot[]} slots
 * @param {Shards} shards
 */
const rank = (slots, shards, allowed = all) => scoreDocuments(slots, shards, allowed).map(({ document }) => document);

describe("rarity", () => {
  it("falls with the number of documents and is never negative", () => {
    assert.equal(rarity(1, 10), Math.log(1 + 9.5 / 1.5));
    assert.ok(rarity(10, 10) > 0 && rarity(10, 10) < rarity(9, 10));
  });
});

describe("scores", () => {
  it("are weight × rarity × impact, of what covers the whole question in one window of body text", () => {
    const [{ score, coverage }] = scoreDocuments([makeWord(0)], makeShards([{ 3: [IMPACT_LEVELS, BODY] }]), all);
    assert.equal(coverage, 1);
    assert.ok(Math.abs(score - rarity(1, 10) * (1 + 0.5 * 0.6)) < 1e-6);
  });
  it("put the title before the body", () => {
    assert.deepEqual(rank([makeWord(0)], makeShards([{ 3: [40, BODY], 7: [40, TITLE] }])), [7, 3]);
  });
  it("put two words in one window before two windows", () => {
    const far = { 3: [40, BODY], 7: [40, BODY] };
    const shards = makeShards([/** @type {any} */ (far), { 3: [40, BODY << 1], 7: [40, BODY] }]);
    assert.deepEqual(rank([makeWord(0), makeWord(1)], shards), [7, 3]);
  });
  it("put what answers both words before what answers one strongly", () => {
    const shards = makeShards([
      { 3: [63, BODY], 7: [30, BODY] },
      { 7: [30, BODY], 8: [30, BODY] },
    ]);
    assert.equal(rank([makeWord(0), makeWord(1)], shards)[0], 7);
  });
  it("put a short title before a long one", () => {
    const shards = makeShards([{ 3: [40, TITLE], 7: [40, TITLE] }], "1115111111");
    assert.deepEqual(rank([makeWord(0)], shards), [7, 3]);
  });
  it("keep the order of documents where they are equal", () => {
    assert.deepEqual(rank([makeWord(0)], makeShards([{ 3: [40, BODY], 7: [40, BODY] }])), [3, 7]);
  });
  it("leave out what is not allowed", () => {
    assert.deepEqual(
      rank([makeWord(0)], makeShards([{ 3: [40, BODY], 7: [40, BODY] }]), (document) => document > 5),
      [7],
    );
  });
  it("need all terms of an alternative", () => {
    const slot = makeSlot(0, 4, 1, [makeAlternative("synonym", ["0", "1"], "둘", { weight: 1, trust: 1 })]);
    assert.deepEqual(rank([slot], makeShards([{ 3: [40, BODY], 7: [40, BODY] }, { 7: [40, BODY] }])), [7]);
  });
  it("cover no more of a slot than the alternative's trust", () => {
    const [{ coverage }] = scoreDocuments([makeWord(0, 1, { trust: 0.75 })], makeShards([{ 3: [40, BODY] }]), all);
    assert.equal(coverage, 0.75);
  });
  it("let a rare alternative bring no more than the word itself", () => {
    const slot = makeWord(0);
    slot.alternatives.push(makeAlternative("mended", ["1"], "드문", { weight: 1, trust: 1 }));
    const common = /** @type {any} */ (Object.fromEntries([0, 1, 2, 3, 4].map((document) => [document, [40, BODY]])));
    const ranked = scoreDocuments([slot], makeShards([common, { 9: [40, BODY] }]), all);
    assert.equal(new Set(ranked.map(({ score }) => Math.round(score * 1e6))).size, 1);
  });
  it("tell which slots an article misses", () => {
    const [{ matched, missed }] = scoreDocuments([makeWord(0), makeWord(1)], makeShards([{ 3: [40, BODY] }, {}]), all);
    assert.deepEqual([matched.length, missed.length], [1, 1]);
  });
  it("are none while a shard is missing", () => {
    const shards = makeShards([{ 3: [40, BODY] }]);
    shards.missing.add("p0-abc.bin");
    assert.deepEqual(scoreDocuments([makeWord(0)], shards, all), []);
  });
});

/**
 * @param {string} text
 * @param {{ how?: How, windows?: number, mass?: number, sure?: boolean } & Partial<Slot>} [more]
 */
function makeMatch(text, { how = "word", windows = BODY, mass = 1, sure = how === "word", ...slot } = {}) {
  const alternative = {
    ...makeAlternative(how, ["0"], text, { weight: 1, trust: 1, sure }),
    lists: [],
    rarity: 1,
    value: 1,
  };
  return {
    slot: { ...makeSlot(0, text.length, mass, [], { word: 0, ...slot }), alternatives: [] },
    alternative,
    windows,
    share: 1,
    titleWords: 1,
  };
}

/** @param {ReturnType<typeof makeMatch>[]} matched */
const believe = (matched, whole = 1, missed = /** @type {any[]} */ ([])) => findBelief({ matched, missed, whole });

describe("belief", () => {
  it("is the chance of a match and what a certain word adds: 배송비 in body text", () => {
    assert.equal(believe([makeMatch("배송비")]), CHANCE.word[2][0] + CONFIRMED);
  });
  it("goes by length and place: 환불 in body text and in a title", () => {
    assert.equal(believe([makeMatch("환불")]), CHANCE.word[1][0] + CONFIRMED);
    assert.equal(believe([makeMatch("환불", { windows: TITLE })]), CHANCE.word[1][1] + CONFIRMED);
  });
  it("takes two Latin letters for a syllable: 'abcd' is as long as 환불", () => {
    assert.equal(believe([makeMatch("abcd")]), believe([makeMatch("환불")]));
  });
  it("trusts one syllable only where it stands alone: 옷", () => {
    assert.equal(believe([makeMatch("옷", { alone: true })]), ALONE_CHANCE + CONFIRMED);
    assert.equal(believe([makeMatch("옷")]), 0);
  });
  it("counts a mended word with a stray jamo as one longer", () => {
    const mended = { how: /** @type {How} */ ("mended"), windows: TITLE };
    assert.equal(believe([makeMatch("환불", { ...mended, strays: true })]), CHANCE.mended[2][1]);
    assert.equal(believe([makeMatch("환불", mended)]), CHANCE.mended[1][1]);
  });
  it("is less where the rest of the written word is unknown or missed", () => {
    const whole = CHANCE.word[2][0] - TORN + CONFIRMED;
    assert.equal(believe([makeMatch("배송비", { damaged: true })]), whole);
    assert.equal(believe([makeMatch("배송비")], 1, [makeMatch("쀍").slot]), whole);
    assert.equal(believe([makeMatch("배송비")], 1, [makeMatch("쀍", { word: 5 }).slot]), CHANCE.word[2][0] + CONFIRMED);
  });
  it("grows with each certain word, up to three", () => {
    const words = [0, 2, 4, 6].map((from) => makeMatch("쀍", { from, mass: 0.25 }));
    for (const [i, match] of words.entries()) match.slot.word = i;
    assert.equal(believe(words), CONFIRMED * MOST_CONFIRMED);
  });
  it("is none below ENOUGH", () => {
    assert.equal(believe([makeMatch("배송비")], (CHANCE.word[2][0] / (ENOUGH - CONFIRMED)) * 1.01), 0);
    assert.ok(believe([makeMatch("배송비")], (CHANCE.word[2][0] / (ENOUGH - CONFIRMED)) * 0.99) >= ENOUGH);
  });
  it("takes no stop word and no guess for certain", () => {
    assert.equal(believe([makeMatch("배송비", { weak: true })]), CHANCE.word[2][0]);
    assert.equal(believe([makeMatch("배송비", { how: "typing" })]), CHANCE.typing[0][0]);
  });
});

const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text);
/** @param {string[]} words */
function packWords(words) {
  const rest = utf8(words.join("\n"));
  return [words.length, ...words.map(() => 0), rest.length, ...rest];
}

describe("bytes", () => {
  it("hold numbers of seven bits: 300 is ac 02", () => {
    assert.equal(new Reader(Uint8Array.of(0xac, 2)).number(), 300);
    assert.equal(new Reader(Uint8Array.of(255, 255, 255, 255, 15)).number(), 2 ** 32 - 1);
  });
  it("that end too early are refused", () => {
    assert.throws(() => new Reader(Uint8Array.of(0xac)).number(), /ends too early/);
  });
  it("hold words that share beginnings", () => {
    const rest = utf8("환불\n금\n교환");
    assert.deepEqual(new Reader(Uint8Array.of(3, 0, 2, 0, rest.length, ...rest)).words(), ["환불", "환불금", "교환"]);
  });
  it("hold UTF-8 of one to four bytes", () => assert.equal(decodeUtf8(utf8("aß환😀")), "aß환😀"));
});

describe("a dictionary shard", () => {
  const bits = [0, VERB | FORM_BIT, PROMINENT_BIT];
  const stem = utf8("\u3139");
  const target = [1, (8 << 2) | 2, 1, 0];
  const bytes = [
    ...packWords(["교환", "받아", "환불"]),
    ...bits,
    ...[0, 2 * LEVELS, 9 * LEVELS],
    ...[1, stem.length, ...stem],
    ...packWords(["반품"]),
    ...packWords(["배송", "환불"]),
    ...target,
  ];
  const dictionary = new Dictionary(Uint8Array.from(bytes), 100);
  it("has each word for its term, and of a form the stem", () => {
    assert.deepEqual(
      ["교환", "받아", "환불"].map((word) => dictionary.find(word)?.id),
      ["교환", "받\u3139", "환불"],
    );
  });
  it("knows part of speech, forms and what articles are about", () => {
    const { speech, form, prominent, documents } = /** @type {any} */ (dictionary.find("받아"));
    assert.deepEqual([speech, form, prominent, documents], [VERB, true, false, 4]);
    assert.ok(dictionary.find("환불")?.prominent);
  });
  it("counts no more documents than there are", () => assert.equal(dictionary.find("환불")?.documents, 100));
  it("finds no other word", () => assert.equal(dictionary.find("환"), undefined));
  it("lists a range", () => {
    assert.deepEqual(
      dictionary.between("받", "환\uffff").map(({ word }) => word),
      ["받아", "환불"],
    );
  });
  it("has the targets of phrases: weights in tenths", () => {
    assert.deepEqual(dictionary.phrases.get("반품"), [{ weight: 0.8, ids: ["환불", "배송"] }]);
  });
});

describe("posting shards", () => {
  const list = [3, 4, 0, 6, 10, 20, 30, 0, WINDOWS, 5, 12, 9, 2];
  const postings = new Postings(Uint8Array.from([0, 1, 0, 1, list.length, ...list]));
  it("hold steps between documents, impacts, windows as one bit or a mask, and words of titles", () => {
    const { documents, impacts, windows, titles } = postings.list("환불");
    assert.deepEqual(
      [[...documents], [...impacts], [...windows], [...titles]],
      [
        [4, 5, 12],
        [10, 20, 30],
        [1, 5, 1 << 12],
        [9, 2, 0],
      ],
    );
  });
  it("read the most used words", () => {
    const [entry] = readCommon(Uint8Array.from([...packWords(["환불"]), 3 * LEVELS]), 100);
    assert.deepEqual([entry.word, entry.documents, entry.id, entry.prominent], ["환불", 8, "환불", true]);
  });
});

describe("the places of an index", () => {
  it("hash as Python does: tests/unit/search/test_places_rules.py", () => {
    assert.deepEqual(
      ["", "a", "배송비"].map((word) => hashWord(word)),
      [0, 1627429043, 973700389],
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((seed) => scatter(973700389, seed, 1000)),
      [334, 169, 477, 312],
    );
  });
});

describe("an engine", () => {
  const manifest = {
    format: FORMAT,
    build: "abc",
    documents: 1,
    weak: "A안",
    tails: "A을",
    whole: true,
    words: "A환불",
    lists: [1],
    lengths: "2",
    names: { d: "dddd", p: "pppp", a: "aaaa", m: "mmmm", g: "gggg" },
  };
  const row = JSON.stringify([
    "refund/when",
    "refund/when/",
    "환불",
    "",
    "refund",
    "faq",
    [["", ""]],
    [0],
    "환불은 3일",
  ]);
  const start = hashWord("환불").toString(16);
  const files = {
    [`d${start}-dddd.bin`]: Uint8Array.from([
      ...packWords(["환불"]),
      PROMINENT_BIT,
      0,
      0,
      ...packWords([]),
      ...packWords([]),
    ]),
    [`p${start}.0-pppp.bin`]: Uint8Array.from([0, 1, 0, 1, 5, 1, 0, 60, 0, 1]),
    "a0-aaaa.bin": utf8(row),
    "m-mmmm.bin": Uint8Array.from([...packWords(["환불"]), 0]),
    "g-gggg.bin": utf8('[["refund","faq",[0]]]'),
  };
  const open = () => {
    const engine = createEngine(manifest);
    /** @type {string[][]} */
    const rounds = [];
    /** @param {string} query */
    const ask = (query, options = {}) => {
      for (let names = engine.plan(query, options); names.length; names = engine.plan(query, options)) {
        rounds.push(names);
        for (const name of names) engine.add(name, files[name]);
      }
      return engine.search(query, options);
    };
    return { ask, rounds };
  };
  it("asks for dictionary and postings together where they are one file each", () => {
    const { ask, rounds } = open();
    assert.deepEqual(
      ask("환불").hits.map(({ id }) => id),
      ["refund/when"],
    );
    assert.deepEqual(rounds[0], [`d${start}-dddd.bin`, `p${start}.0-pppp.bin`]);
  });
  it("keeps to a category, its children and a type", () => {
    const { ask } = open();
    const count = (/** @type {object} */ options) => ask("환불", options).hits.length;
    assert.deepEqual(
      [{ category: "refund" }, { category: "ref" }, { type: "faq" }, { type: "tutorial" }].map(count),
      [1, 0, 1, 0],
    );
  });
  it("tells why, and gives an excerpt when asked", () => {
    const [hit] = open().ask("환불을", { excerpts: true }).hits;
    assert.deepEqual(hit.why, [{ query: "환불", how: "word", text: "환불", windows: 1 }]);
    assert.deepEqual(hit.excerpt, { text: "환불은 3일", ranges: [[0, 2]] });
  });
  it("answers no number and no nonsense", () => {
    const { ask } = open();
    assert.equal(ask("6123-4567-8901").isNumber, "parcel");
    assert.deepEqual(ask("쀍뷁톫").hits, []);
  });
  it("refuses an index of another format", () => {
    assert.throws(() => createEngine({ ...manifest, format: FORMAT + 1 }), /format 4, this engine reads 3/);
  });
});
