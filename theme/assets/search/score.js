/**
 * From slots (what the query asks) to articles (which answer). A slot's share is the best of its alternatives, each its
 * weight × rarity × the impact stored in the posting; articles that answer more of the question, in one place and in
 * their title, come before those that answer pieces of it.
 */
import { FIRST_BODY, IMPACT_LEVELS, WINDOWS } from "./facts.js";
import { BODY_WINDOW, CANDIDATES, TITLE_FLOOR, TITLED, TOGETHER, UNCOVERED } from "./weights.js";

/** @import { Shards } from "./shards.js" */
/** @import { Match, PostingList, Ranked, ResolvedAlternative, ResolvedSlot, Slot } from "./types.d.ts" */

/** Mask of the windows that are not body text. */
export const HEAD_WINDOWS = (1 << FIRST_BODY) - 1;

/**
 * Rarity of a term that stands in `count` of `documents`: the idf of BM25, never negative.
 *
 * @param {number} count
 * @param {number} documents
 */
export const rarity = (count, documents) => Math.log(1 + (documents - count + 0.5) / (count + 0.5));

/**
 * Best articles first; none while shards are missing.
 *
 * @param {Slot[]} slots
 * @param {Shards} shards
 * @param {(document: number) => boolean} allowed
 */
export function scoreDocuments(slots, shards, allowed) {
  const { documents } = shards.manifest;
  const resolved = slots.map((slot) => resolve(slot, shards, documents));
  if (shards.missing.size) return [];
  const sums = (shards.sums ??= new Sums(shards.room)).clear();
  for (const slot of resolved) addSlot(slot, sums);
  const whole = resolved.reduce((sum, slot) => sum + slot.mass, 0);
  return pickCandidates(sums, whole, allowed)
    .map((document) => judge(document, resolved, sums.totals[document], whole))
    .sort((a, b) => b.score - a.score || a.document - b.document);
}

/**
 * By article: `totals` of the slots' shares and `masses` of what they reach; `best` and `trusts` are those of one slot, and
 * `rough` the scores of the articles `reached`. One serves every query: to make it costs more than a query.
 */
export class Sums {
  /** @param {number} documents */
  constructor(documents) {
    this.totals = new Float64Array(documents);
    this.masses = new Float64Array(documents);
    this.best = new Float32Array(documents);
    this.trusts = new Float64Array(documents);
    this.rough = new Float64Array(documents);
    this.reached = new Uint32Array(documents);
  }

  /** As new; `best` and `trusts` are cleared slot by slot. */
  clear() {
    this.totals.fill(0);
    this.masses.fill(0);
    return this;
  }
}

/**
 * Looks up the posting lists. An alternative is worth no more than the word itself, however rare it is.
 *
 * @param {Slot} slot
 * @param {Shards} shards
 * @param {number} documents
 * @returns {ResolvedSlot}
 */
function resolve(slot, shards, documents) {
  /** @type {ResolvedAlternative[]} */
  const alternatives = [];
  for (const alternative of slot.alternatives) {
    const lists = alternative.ids.map((id) => shards.postings(id)).filter((list) => !!list);
    if (lists.length < alternative.ids.length) continue;
    const mean = lists.reduce((sum, list) => sum + rarity(list.documents.length, documents), 0) / lists.length;
    const most = alternatives.length && alternatives[0].how !== "synonym" ? alternatives[0].rarity : Infinity;
    alternatives.push({ ...alternative, lists, rarity: mean, value: Math.min(mean, most) * alternative.weight });
  }
  return { ...slot, alternatives };
}

/**
 * @param {ResolvedSlot} slot
 * @param {Sums} sums
 */
function addSlot(slot, { totals, masses, best, trusts }) {
  for (const document of gather(slot, best, trusts)) {
    totals[document] += best[document];
    masses[document] += slot.mass * Math.min(1, trusts[document]);
    best[document] = 0;
    trusts[document] = 0;
  }
}

/**
 * Fills `best` with the slot's share for each article it reaches and `trusts` with its trust, and returns those articles.
 *
 * @param {ResolvedSlot} slot
 * @param {Float32Array} best
 * @param {Float64Array} trusts
 */
function gather(slot, best, trusts) {
  const reached = [];
  for (const { lists, value, trust } of slot.alternatives) {
    const [list, ...others] = lists;
    for (let i = 0; i < list.documents.length; i++) {
      const document = list.documents[i];
      let impact = list.impacts[i];
      for (const other of others) {
        const place = placeOf(other, document);
        impact = place < 0 ? -Infinity : impact + other.impacts[place];
      }
      const share = (value * impact) / IMPACT_LEVELS / lists.length;
      if (share <= 0) continue;
      if (!trusts[document]) reached.push(document);
      if (share > best[document]) best[document] = share;
      if (trust > trusts[document]) trusts[document] = trust;
    }
  }
  return reached;
}

/**
 * Place of a document in a list, or -1.
 *
 * @param {PostingList} list
 * @param {number} document
 */
function placeOf(list, document) {
  let low = 0;
  for (let high = list.documents.length - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    if (list.documents[middle] === document) return middle;
    if (list.documents[middle] < document) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/**
 * The `CANDIDATES` best by a rough score; of equal ones the first.
 *
 * @param {Sums} sums
 * @param {number} whole
 * @param {(document: number) => boolean} allowed
 */
function pickCandidates({ totals, masses, rough, reached }, whole, allowed) {
  let count = 0;
  for (let document = 0; document < totals.length; document++) {
    if (!(totals[document] > 0 && allowed(document))) continue;
    rough[count] = totals[document] * (UNCOVERED + ((1 - UNCOVERED) * masses[document]) / (whole || 1));
    reached[count++] = document;
  }
  const least = count > CANDIDATES ? findLeast(rough.subarray(0, count), CANDIDATES) : -Infinity;
  return chooseFrom(reached.subarray(0, count), rough, least);
}

/**
 * Those above `least`, and as many that have it as there is room for.
 *
 * @param {Uint32Array} reached
 * @param {Float64Array} rough
 * @param {number} least
 */
function chooseFrom(reached, rough, least) {
  let ties = CANDIDATES;
  for (let i = 0; i < reached.length; i++) if (rough[i] > least) ties--;
  const chosen = [];
  for (let i = 0; i < reached.length; i++) {
    if (rough[i] > least || (rough[i] === least && ties-- > 0)) chosen.push(reached[i]);
  }
  return chosen;
}

/**
 * The least of the `count` highest scores; only what may be among them is sorted.
 *
 * @param {Float64Array} scores
 * @param {number} count
 */
function findLeast(scores, count) {
  const high = new Float64Array(8 * count);
  let least = -Infinity;
  let kept = 0;
  for (const score of scores) {
    if (score <= least) continue;
    high[kept++] = score;
    if (kept < high.length) continue;
    high.sort().copyWithin(0, kept - count);
    least = high[0];
    kept = count;
  }
  return high.subarray(0, kept).sort()[kept - count];
}

/**
 * @param {number} document
 * @param {ResolvedSlot[]} slots
 * @param {number} total
 * @param {number} whole
 * @returns {Ranked}
 */
function judge(document, slots, total, whole) {
  const matched = [];
  const missed = [];
  const byWindow = new Float64Array(WINDOWS);
  let mass = 0;
  let titled = 0;
  let titleWords = 1;
  for (const slot of slots) {
    const match = matchSlot(slot, document);
    if (!match) {
      missed.push(slot);
      continue;
    }
    matched.push(match);
    const covered = slot.mass * match.alternative.trust;
    mass += covered;
    if (slot.mass && !slot.weak && match.windows & 1) titled++;
    titleWords = Math.max(titleWords, match.titleWords);
    for (let rest = match.windows; rest; rest &= rest - 1) byWindow[31 - Math.clz32(rest & -rest)] += covered;
  }
  const coverage = whole ? mass / whole : 0;
  const together = whole ? findNearness(byWindow) / whole : 0;
  const title = whole
    ? (byWindow[0] / whole) * (TITLE_FLOOR + (1 - TITLE_FLOOR) * Math.min(1, titled / titleWords))
    : 0;
  const score = total * (UNCOVERED + (1 - UNCOVERED) * coverage) * (1 + TOGETHER * together + TITLED * title);
  return { document, score, coverage, whole, byWindow, matched, missed };
}

/**
 * The most of the question that stands in one window.
 *
 * @param {Float64Array} byWindow
 */
function findNearness(byWindow) {
  return byWindow.reduce((most, mass, window) => Math.max(most, mass * (window < FIRST_BODY ? 1 : BODY_WINDOW)), 0);
}

/**
 * The alternative that brings most in an article, if any stands there.
 *
 * @param {ResolvedSlot} slot
 * @param {number} document
 * @returns {Match | null}
 */
function matchSlot(slot, document) {
  /** @type {Match | null} */
  let found = null;
  let anywhere = 0;
  let titleWords = 0;
  for (const alternative of slot.alternatives) {
    let windows = 0;
    let impact = 0;
    for (const list of alternative.lists) {
      const place = placeOf(list, document);
      if (place < 0) {
        impact = -Infinity;
        break;
      }
      windows |= list.windows[place];
      impact += list.impacts[place];
      titleWords = Math.max(titleWords, list.titles[place]);
    }
    const share = (alternative.value * impact) / alternative.lists.length;
    if (impact > 0 && alternative.open) anywhere |= windows;
    if (impact > 0 && (!found || share > found.share)) found = { slot, alternative, windows, share, titleWords };
  }
  return found && { ...found, windows: found.windows | anywhere, titleWords };
}
