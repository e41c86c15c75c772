/**
 * Steps that the index's own words offer where the query's written words lead nowhere: what was meant by a mistyped word,
 * what a word half typed may become, which words a run of initials stands for, which ending a slip has hidden.
 */
import { findInflected } from "./latin.js";
import { findByInitials, findCompletions, findMended, isLaughter, isNearTail } from "./mend.js";
import { isSyllable } from "./text.js";

/** What a completion costs beyond what is there of its word. */
const GROWING = 1.5;
/** A verb's stem before its ending is typed (받 on the way to 받기): what one syllable and a stem without an ending cost is not asked. */
const BARE_STEM = -4;

/** Further steps by place: mended, completed and spelled-out words for the written words that the path fails on. */
export function offerMends(line, path, lexis, typing) {
  const offers = new Map();
  const offer = (from, to, entry, kind, cost) => {
    const word = kind === "typing" ? entry.word.slice(0, Math.max(2, to - from)) : entry.word; // what is yet to come is no merit
    const step = { from, to, kind: "word", entry, how: kind, cost: lexis.cost(entry, word) + cost };
    offers.set(from, [...(offers.get(from) || []), step]);
  };
  const growing = typing && line.text && offerCompletions(line, path, lexis, offer);
  for (const [from, to] of doubtfulWords(line, path)) {
    if (growing && to === line.text.length) continue;
    const text = line.text.slice(from, to);
    if (/^[ㄱ-ㅎ]+$/.test(text)) offerInitials(line, from, lexis, offer);
    else
      for (const [at, end] of stretches(line, path, from, to, lexis)) {
        findMended(line.text.slice(at, end), lexis, 3).forEach(({ entry, slips }) =>
          offer(at, end, entry, "mended", 0.5 + 2.5 * slips + (slips > 1 ? 2.5 : 0)),
        );
      }
    offerTails(line, path, from, to, lexis, offers);
    if (!isSyllable(text[0])) findInflected(text, lexis).forEach((entry) => offer(from, to, entry, "word", 0.5));
  }
  return offers;
}

/** A run of jamo may be the initials of one word or of several: ㅂㅅㅈㅎ is 배송 조회. */
function offerInitials(line, from, lexis, offer) {
  const end = line.ends[from];
  if (isLaughter(line.text.slice(from, end))) return;
  for (let at = from; at < end; at++) {
    for (let to = at + 2; to <= Math.min(end, at + 6); to++) {
      const whole = at === from && to === end;
      const [entry] = findByInitials(line.text.slice(at, to), lexis, 1);
      if (entry && (whole || entry.prominent)) offer(at, to, entry, whole ? "initials" : "spelled", whole ? 0 : 2);
    }
  }
}

/** Endings with a slip in them: 환불흐고, 배송비넌. */
function offerTails(line, path, from, to, lexis, offers) {
  const first = path.steps.find((step) => step.kind === "unknown" && step.from > from && step.from < to);
  if (!first) return;
  for (let at = from + 1; at <= to - 2; at++) {
    for (let end = Math.max(first.from + 1, at + 2); end <= to; end++) {
      if (isNearTail(line.text.slice(at, end), lexis))
        offers.set(at, [...(offers.get(at) || []), { from: at, to: end, kind: "tail", cost: 3.5 }]);
    }
  }
}

function doubtfulWords(line, path) {
  const words = new Map();
  path.steps.forEach((step, i) => {
    const from = line.wordStart(step.from);
    if (step.kind === "unknown" || isScrap(line, path, i)) words.set(from, line.wordEnd(from));
  });
  return words;
}

/** One syllable of a longer written word is a piece by chance, unless articles are about that verb and its ending follows: 받+기. */
function isScrap(line, path, i) {
  const { kind, from, to, entry } = path.steps[i];
  const next = path.steps[i + 1];
  const isVerb =
    entry &&
    entry.kind === 1 &&
    entry.prominent &&
    line.gaps[from] &&
    next &&
    next.kind === "tail" &&
    next.to === line.wordEnd(from);
  return (
    kind === "word" &&
    to - from === 1 &&
    isSyllable(line.text[from]) &&
    line.wordEnd(from) - line.wordStart(from) > 1 &&
    !isVerb
  );
}

/** Parts of a doubtful word that may be one mistyped word: from its start or from where the unknown begins. */
function stretches(line, path, from, to, lexis) {
  const starts = new Set([from]);
  for (const step of path.steps) if (step.from > from && step.from < to && step.kind !== "tail") starts.add(step.from);
  const found = [];
  for (const start of starts) {
    for (let end = to; end >= start + 2; end--) {
      if (end === to || path.closing[end] || beginsWord(line, end, to, lexis)) found.push([start, end]);
    }
  }
  return found;
}

function beginsWord(line, from, to, lexis) {
  for (let end = from + 1; end <= to; end++) if (lexis.word(line.text.slice(from, end))) return true;
  return false;
}

/** Tells whether the last word is on its way to others, and so no slip: 환ㅂ to 환불. */
function offerCompletions(line, path, lexis, offer) {
  const end = line.text.length;
  const start = line.wordStart(end - 1);
  const inside = path.steps.filter((step, i) => step.from > start && path.steps[i - 1].kind !== "unknown");
  const starts = new Set([start, ...inside.map((step) => step.from)]);
  const grown = new Set();
  for (const from of starts) {
    const isOne = end - from === 1;
    const text = line.text.slice(from, end);
    if (
      path.steps.some(
        (step) => step.from === from && step.to === end && (step.weak || (isOne && (step.entry || from > start))),
      )
    )
      continue;
    const stem = lexis.word(text);
    if (stem && stem.kind === 1 && stem.prominent) offer(from, end, stem, "typing", BARE_STEM);
    findCompletions(text, lexis, 8).forEach((entry, i) => {
      offer(from, end, entry, "typing", GROWING + i * 0.05);
      grown.add(from);
    });
  }
  return grown.has(start) || (line.isStray(end - 1) && (grown.size > 0 || !lexis.ready));
}
