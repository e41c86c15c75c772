/**
 * From slots (what the query asks) to articles (who answers). A slot's share is the best of its alternatives, each its
 * weight × rarity × the impact stored in the posting; articles that answer more of the question, in one place and in
 * their title, come before those that answer pieces of it.
 */

const IMPACTS = 63;
const CANDIDATES = 80;
export const HEAD_WINDOWS = 0x3ff;

/** Rarity of a term that stands in `count` of `documents` (the idf of BM25, never negative). */
export const rarity = (count, documents) => Math.log(1 + (documents - count + 0.5) / (count + 0.5));

/**
 * Best articles first: `{document, score, coverage, whole, byWindow, matched: [{slot, alternative, windows}], missed}`:
 * `missed` are the slots not matched, `whole` the mass of all.
 * A slot is `{mass, alternatives: [{ids, weight, kind, text}]}`; `mass` is its part in the question.
 */
export function scoreDocuments(slots, shards, allowed) {
  const { documents } = shards.manifest;
  const resolved = slots.map((slot) => resolve(slot, shards, documents));
  if (shards.missing.size) return [];
  const sums = new Sums(documents);
  for (const slot of resolved) addSlot(slot, sums);
  const whole = resolved.reduce((sum, slot) => sum + slot.mass, 0);
  const candidates = pickCandidates(sums, whole, allowed);
  return candidates
    .map((document) => judge(document, resolved, sums.totals[document], whole, titleLength(shards, document)))
    .sort((a, b) => b.score - a.score || a.document - b.document);
}

/** By article: `totals` of the slots' shares and `masses` of what they reach; `best` and `trusts` are those of one slot. */
class Sums {
  constructor(documents) {
    this.totals = new Float64Array(documents);
    this.masses = new Float64Array(documents);
    this.best = new Float32Array(documents);
    this.trusts = new Float64Array(documents);
  }
}

function resolve(slot, shards, documents) {
  const alternatives = [];
  for (const alternative of slot.alternatives) {
    const lists = alternative.ids.map((id) => shards.postings(id));
    if (!lists.every(Boolean)) continue;
    const value = lists.reduce((sum, list) => sum + rarity(list.documents.length, documents), 0) / lists.length;
    const most = alternatives.length && alternatives[0].kind !== "synonym" ? alternatives[0].rarity : Infinity;
    alternatives.push({ ...alternative, lists, rarity: value, value: Math.min(value, most) * alternative.weight });
  }
  return { ...slot, alternatives };
}

function addSlot(slot, { totals, masses, best, trusts }) {
  for (const document of gather(slot, best, trusts)) {
    totals[document] += best[document];
    masses[document] += slot.mass * Math.min(1, trusts[document]);
    best[document] = trusts[document] = 0;
  }
}

/** Fills `best` with the slot's share for each article it reaches and `trusts` with its trust, and returns those articles. */
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
      const share = (value * impact) / IMPACTS / lists.length;
      if (share <= 0) continue;
      if (!trusts[document]) reached.push(document);
      if (share > best[document]) best[document] = share;
      if (trust > trusts[document]) trusts[document] = trust;
    }
  }
  return reached;
}

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

/** The `CANDIDATES` best by a rough score; of equal ones the first. */
function pickCandidates({ totals, masses }, whole, allowed) {
  const found = [];
  for (let document = 0; document < totals.length; document++) {
    if (totals[document] > 0 && allowed(document)) found.push(document);
  }
  if (found.length <= CANDIDATES) return found;
  const rough = new Float64Array(found.length);
  for (let i = 0; i < rough.length; i++)
    rough[i] = totals[found[i]] * (0.25 + (0.75 * masses[found[i]]) / (whole || 1));
  const least = findLeast(rough, CANDIDATES);
  let ties = CANDIDATES - found.filter((_, i) => rough[i] > least).length;
  return found.filter((_, i) => rough[i] > least || (rough[i] === least && ties-- > 0));
}

/** The least of the `count` highest scores; only what may be among them is sorted. */
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

const titleLength = (shards, document) => parseInt(shards.manifest.titles[document], 36) || 1;

function judge(document, slots, total, whole, titleWords) {
  const matched = [];
  const missed = [];
  const byWindow = new Float64Array(30);
  let mass = 0;
  let titled = 0;
  for (const slot of slots) {
    const match = matchSlot(slot, document);
    if (!match) {
      missed.push(slot);
      continue;
    }
    matched.push(match);
    mass += slot.mass * match.alternative.trust;
    if (slot.mass && !slot.weak && match.windows & 1) titled++;
    for (let rest = match.windows; rest; rest &= rest - 1)
      byWindow[31 - Math.clz32(rest & -rest)] += slot.mass * match.alternative.trust;
  }
  const coverage = whole ? mass / whole : 0;
  const together = whole ? nearness(byWindow) / whole : 0;
  const title = whole ? (byWindow[0] / whole) * (0.4 + 0.6 * Math.min(1, titled / titleWords)) : 0;
  const score = total * (0.25 + 0.75 * coverage) * (1 + 0.5 * together + 0.4 * title);
  return { document, score, coverage, whole, byWindow, matched, missed };
}

/** The most of the question that stands in one window; windows of body text are long and say less. */
function nearness(byWindow) {
  let most = 0;
  for (let bit = 0; bit < 30; bit++) most = Math.max(most, byWindow[bit] * (HEAD_WINDOWS & (1 << bit) ? 1 : 0.6));
  return most;
}

function matchSlot(slot, document) {
  let found = null;
  let anywhere = 0;
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
    }
    const share = (alternative.value * impact) / alternative.lists.length;
    if (impact > 0 && alternative.open) anywhere |= windows;
    if (impact > 0 && (!found || share > found.share)) found = { slot, alternative, windows, share };
  }
  return found && { ...found, windows: found.windows | anywhere };
}
