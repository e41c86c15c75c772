import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { Delivery } from "../../theme/assets/feedback/delivery.js";
import { isLuhn, maskText, tidyText } from "../../theme/assets/feedback/masking.js";
import { CAPACITY, Outbox } from "../../theme/assets/feedback/outbox.js";
import { adoptSession, makeId, noteView, touchSession } from "../../theme/assets/feedback/session.js";

/** @import { SentEvent } from "../../theme/assets/feedback/types.d.ts" */

/** A browser's storage, in memory. */
class Storage {
  #items = new Map();
  get length() {
    return this.#items.size;
  }
  key(/** @type {number} */ place) {
    return [...this.#items.keys()][place] ?? null;
  }
  getItem(/** @type {string} */ key) {
    return this.#items.get(key) ?? null;
  }
  setItem(/** @type {string} */ key, /** @type {string} */ value) {
    this.#items.set(key, value);
  }
  removeItem(/** @type {string} */ key) {
    this.#items.delete(key);
  }
}

const makeStorage = () => /** @type {globalThis.Storage} */ (/** @type {unknown} */ (new Storage()));
/** @param {number} number */
const makeEvent = (number, type = "search") =>
  /** @type {SentEvent} */ ({ type, id: `id-${number}`, at: new Date(number * 1000).toISOString() });
/** @param {Outbox} outbox */
const ids = (outbox) => outbox.peek(1000, 1e6).map(({ text }) => JSON.parse(text).id);

describe("the outbox", () => {
  it("gives the oldest first, at most as many as asked for", () => {
    const outbox = new Outbox(makeStorage());
    for (const number of [3, 1, 2]) outbox.add(makeEvent(number));
    assert.deepEqual(ids(outbox), ["id-1", "id-2", "id-3"]);
    assert.equal(outbox.peek(2, 1e6).length, 2);
  });
  it("counts bytes, commas and brackets too, and gives at least one event", () => {
    const outbox = new Outbox(makeStorage());
    for (const number of [1, 2]) outbox.add(makeEvent(number));
    const size = JSON.stringify([makeEvent(1), makeEvent(2)]).length;
    assert.deepEqual(
      [0, size - 1, size + 1].map((bytes) => outbox.peek(9, bytes).length),
      [1, 1, 2],
    );
  });
  it("is seen by another tab and after a reload", () => {
    const storage = makeStorage();
    new Outbox(storage).add(makeEvent(1));
    assert.deepEqual(ids(new Outbox(storage)), ["id-1"]);
  });
  it("keeps events in memory where storage is forbidden", () => {
    const outbox = new Outbox(null);
    outbox.add(makeEvent(1));
    assert.deepEqual(ids(outbox), ["id-1"]);
    outbox.remove(outbox.peek(1, 1e6));
    assert.ok(outbox.isEmpty);
  });
  it("drops the oldest search when it is full, and no vote before it", () => {
    const outbox = new Outbox(makeStorage());
    outbox.add(makeEvent(1, "vote"));
    for (let number = 2; number <= CAPACITY + 1; number += 1) outbox.add(makeEvent(number));
    assert.equal(ids(outbox).length, CAPACITY);
    assert.deepEqual(ids(outbox).slice(0, 2), ["id-1", "id-3"]);
  });
  it("drops the oldest of all where nothing is silent", () => {
    const outbox = new Outbox(makeStorage());
    for (let number = 1; number <= CAPACITY + 1; number += 1) outbox.add(makeEvent(number, "vote"));
    assert.equal(ids(outbox)[0], "id-2");
  });
});

describe("delivery", () => {
  /** @type {{ status: number, headers?: Record<string, string>, body?: string } | null} */
  let answer;
  const TAKEN = { status: 202, body: '{"accepted":1,"rejected":[]}' };
  const REFUSAL = '{"error":"Too many events from here.","hint":"Send them again later."}';
  const PORTAL = "<!doctype html><title>Sign in to the Wi-Fi</title>";
  /** @type {string[]} */
  let sent;
  const fetched = globalThis.fetch;
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await new Promise(setImmediate);
  };
  const wait = async (/** @type {number} */ ms) => {
    mock.timers.tick(ms);
    await settle();
  };

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
    mock.method(Math, "random", () => 1);
    sent = [];
    globalThis.fetch = async (_, options) => {
      sent.push(String(options?.body));
      if (answer === null) throw new TypeError("offline");
      return new Response(answer.body, answer);
    };
    Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
    globalThis.fetch = fetched;
  });

  const start = (count = 1) => {
    const outbox = new Outbox(makeStorage());
    for (let number = 1; number <= count; number += 1) outbox.add(makeEvent(number));
    let absences = 0;
    const delivery = new Delivery("/v1/events", outbox, () => {
      absences += 1;
    });
    return { outbox, delivery, countAbsences: () => absences };
  };

  it("sends what waits as one array and forgets it", async () => {
    answer = TAKEN;
    const { outbox, delivery } = start(2);
    delivery.schedule(1000);
    delivery.schedule(0);
    await wait(999);
    assert.equal(sent.length, 0);
    await wait(1);
    assert.deepEqual(
      JSON.parse(sent[0]).map((/** @type {SentEvent} */ { id }) => id),
      ["id-1", "id-2"],
    );
    assert.ok(outbox.isEmpty);
  });
  for (const status of [404, 405, 501]) {
    it(`tells that there is no endpoint where the answer is ${status}, and keeps only votes for a later page`, async () => {
      answer = { status };
      const { outbox, delivery, countAbsences } = start();
      outbox.add(makeEvent(2, "vote"));
      delivery.schedule(0);
      await wait(0);
      assert.equal(countAbsences(), 1);
      assert.deepEqual(ids(outbox), ["id-2"]);
      await wait(9 * 60_000);
      assert.equal(sent.length, 1);
    });
  }
  for (const status of [202, 400, 429, 500]) {
    it(`does not take ${status} for an endpoint's absence`, async () => {
      answer = { status };
      const { delivery, countAbsences } = start();
      delivery.schedule(0);
      await wait(0);
      assert.equal(countAbsences(), 0);
    });
  }
  for (const [who, other] of Object.entries({
    "a portal's page": { status: 200, body: PORTAL },
    "a portal's JSON": { status: 202, body: '{"status":"ok"}' },
    "an empty 202": { status: 202 },
    "a proxy's 400": { status: 400, body: PORTAL },
    "a proxy's 413 in JSON": { status: 413, body: '{"message":"Request Entity Too Large"}' },
    "a body cut short": { status: 202, body: '{"accepted":' },
  })) {
    it(`does not believe ${who}, and sends the batch again`, async () => {
      answer = other;
      const { outbox, delivery } = start();
      delivery.schedule(0);
      await wait(0);
      assert.deepEqual(ids(outbox), ["id-1"]);
      answer = TAKEN;
      await wait(2000);
      assert.equal(sent.length, 2);
      assert.ok(outbox.isEmpty);
    });
  }
  it("lets no event that a firewall refuses hold up the others", async () => {
    const { outbox, delivery } = start(7);
    const fetching = globalThis.fetch;
    globalThis.fetch = (url, options) => {
      answer = String(options?.body).includes('"id-3"') ? { status: 403, body: PORTAL } : TAKEN;
      return fetching(url, options);
    };
    delivery.schedule(0);
    for (let seconds = 0; seconds < 30; seconds += 1) await wait(1000);
    assert.deepEqual(ids(outbox), ["id-3"]);
  });
  it("sends fifty at a time", async () => {
    answer = TAKEN;
    const { delivery } = start(70);
    delivery.schedule(0);
    await wait(0);
    await wait(0);
    assert.deepEqual(
      sent.map((body) => JSON.parse(body).length),
      [50, 20],
    );
  });
  for (const status of [400, 413, 415, 422]) {
    it(`forgets a batch that the endpoint answers with ${status}`, async () => {
      answer = { status, body: REFUSAL };
      const { outbox, delivery } = start();
      delivery.schedule(0);
      await wait(0);
      assert.ok(outbox.isEmpty);
    });
  }
  for (const failure of [null, { status: 503, body: REFUSAL }, { status: 429, body: REFUSAL }]) {
    it(`tries again after 2 and 4 seconds where the answer is ${failure?.status ?? "none"}`, async () => {
      answer = failure;
      const { outbox, delivery } = start();
      delivery.schedule(0);
      await wait(0);
      assert.equal(sent.length, 1);
      await wait(1999);
      assert.equal(sent.length, 1);
      await wait(1);
      assert.equal(sent.length, 2);
      await wait(3999);
      assert.equal(sent.length, 2);
      answer = TAKEN;
      await wait(1);
      assert.ok(outbox.isEmpty);
    });
  }
  it("waits as long as Retry-After says, and a tenth more at most", async () => {
    answer = { status: 503, headers: { "Retry-After": "30" } };
    const { delivery } = start();
    delivery.schedule(0);
    await wait(0);
    await wait(30_000);
    assert.equal(sent.length, 1);
    await wait(3_000);
    assert.equal(sent.length, 2);
  });
  it("asks once a day at most where Retry-After says a month, which no timer can hold", async () => {
    answer = { status: 503, headers: { "Retry-After": "2592000" } };
    mock.timers.reset(); // Node's own timer is what overflows: it is asked how long it was set to
    const waits = mock.method(globalThis, "setTimeout", () => 1).mock;
    const { delivery } = start();
    delivery.schedule(0);
    waits.calls[0].arguments[0]?.();
    await settle();
    assert.equal(waits.calls[1].arguments[1], 24 * 60 * 60 * 1000);
  });
  it("hands over while leaving what waits, once, however often the page is hidden", async () => {
    answer = TAKEN;
    const { outbox, delivery } = start(2);
    delivery.leave();
    delivery.leave();
    delivery.schedule(0);
    await wait(0);
    assert.equal(sent.length, 1);
    assert.ok(outbox.isEmpty);
  });
  it("keeps what was sent while leaving until it is acknowledged, for the next page", async () => {
    globalThis.fetch = () => new Promise(() => {}); // the page is gone before the answer comes
    const { outbox, delivery } = start();
    delivery.leave();
    await settle();
    assert.deepEqual(ids(outbox), ["id-1"]);
  });
  for (const [name, storage, sendings] of /** @type {const} */ ([
    ["what no storage keeps", null, 2],
    ["nothing that the next page can send", makeStorage(), 1],
  ])) {
    it(`hands over ${name} when the page is left during a back-off`, async () => {
      answer = { status: 503, body: REFUSAL };
      const outbox = new Outbox(storage);
      outbox.add(makeEvent(1, "vote"));
      const delivery = new Delivery("/v1/events", outbox, () => {});
      delivery.schedule(0);
      await wait(0);
      delivery.leave();
      assert.equal(sent.length, sendings);
    });
  }
  it("hurries when the browser is online again", async () => {
    answer = null;
    const { delivery } = start();
    delivery.schedule(0);
    await wait(0);
    answer = TAKEN;
    delivery.hurry();
    await wait(0);
    assert.equal(sent.length, 2);
  });
});

describe("sessions", () => {
  it("go on with that of the page around them, unless there is one", () => {
    const [fresh, used] = [makeStorage(), makeStorage()];
    const own = touchSession(used);
    for (const storage of [fresh, used]) adoptSession(storage, "0123456789abcdef");
    assert.deepEqual([touchSession(fresh), touchSession(used)], ["0123456789abcdef", own]);
  });
  it("last while they are used, and 30 minutes after", () => {
    const storage = makeStorage();
    const first = touchSession(storage, 0);
    assert.match(first, /^[0-9a-f]{32}$/);
    assert.equal(touchSession(storage, 29 * 60_000), first);
    assert.equal(touchSession(storage, 58 * 60_000), first);
    assert.notEqual(touchSession(storage, 88 * 60_000), first);
  });
  it("are one to a page where storage holds rubbish or is forbidden", () => {
    const storage = makeStorage();
    storage.setItem("hc-session", "{");
    assert.match(touchSession(storage), /^[0-9a-f]{32}$/);
    const first = touchSession(null);
    assert.match(first, /^[0-9a-f]{32}$/);
    assert.equal(touchSession(null), first);
    touchSession(storage); // and where it works again, the page need not remember
    assert.notEqual(touchSession(makeStorage()), first);
  });

  it("notes a view once a session, of each article and step", () => {
    const storage = makeStorage();
    const note = (/** @type {string} */ session, /** @type {object} */ subject) =>
      noteView(storage, { session, ...subject });
    assert.equal(note("a", { article: "refund/when" }), true);
    assert.equal(note("a", { target: "flow:refund/reason" }), true);
    assert.equal(note("a", { article: "refund/when" }), false);
    assert.equal(note("b", { article: "refund/when" }), true);
    storage.setItem("hc-viewed", "{");
    assert.equal(note("b", { article: "refund/when" }), true);
    const forbidden = () => noteView(null, { session: "b", article: "refund/when" });
    assert.deepEqual([forbidden(), forbidden()], [true, false]);
  });
  it("notes a view again on another day, whose events are counted by themselves", () => {
    const storage = makeStorage();
    const note = (/** @type {string} */ day) => noteView(storage, { session: "a", article: "refund/when" }, day);
    assert.deepEqual([note("Mon"), note("Mon"), note("Tue")], [true, false, true]);
  });
  it("give events ids of version 7 that sort by time", () => {
    const [early, late] = [makeId(1_700_000_000_000), makeId(1_700_000_000_001)];
    assert.match(early, /^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(early < late);
  });
});

describe("masking", () => {
  it("replaces a telephone number and keeps the rest", () => {
    assert.equal(maskText("제 번호는 010-1234-5678이에요"), "제 번호는 [전화번호]이에요");
  });
  it("leaves 16 digits that are no card", () => assert.equal(isLuhn("4111 1111 1111 1112"), false));
  it("knows a card by its check digit", () => {
    assert.ok(isLuhn("4111-1111-1111-1111"));
    assert.equal(maskText("4111-1111-1111-1111"), "[카드번호]");
  });
  it("replaces what stands in a form of the shop's own", () => {
    assert.equal(maskText("on-12345678 어디예요?", ["ON-########"]), "[쇼핑몰번호] 어디예요?");
  });
  it("tidies full-width and invisible characters: ０１０\\u200b－1234－5678", () => {
    assert.equal(tidyText(" ０１０\u200b－1234－5678\u00a0"), "010-1234-5678");
  });
});
