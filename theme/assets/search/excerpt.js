/** A stretch of an article's text around the words that were found, with the places to mark. */
import { foldText } from "./text.js";

const LENGTH = 140;

/** `{text, ranges: [[from, to], …]}`: about `LENGTH` characters of an article that hold most of `words`. */
export function findExcerpt({ text, folded }, words) {
  const places = findPlaces(text, words, folded);
  const start = snap(text, bestStart(places));
  const end = Math.min(text.length, start + LENGTH);
  const shown = text.slice(start, end).replace(/\n/g, " ");
  const lead = start > 0 ? "…" : "";
  const shift = lead.length - start;
  const ranges = places
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]) => [from + shift, to + shift]);
  return { text: lead + shown + (end < text.length ? "…" : ""), ranges };
}

/** Where the words stand in a text; overlapping places are one. */
export function findPlaces(text, words, plain = foldText(text)) {
  if (plain.length !== text.length) return [];
  const places = [];
  for (const word of new Set(words)) {
    if (!word) continue;
    for (let at = plain.indexOf(word); at >= 0 && places.length < 200; at = plain.indexOf(word, at + word.length))
      places.push([at, at + word.length]);
  }
  return merge(places.sort((a, b) => a[0] - b[0] || b[1] - a[1]));
}

function merge(places) {
  const merged = [];
  for (const [from, to] of places) {
    const last = merged[merged.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function bestStart(places) {
  let best = 0;
  let most = 0;
  places.forEach(([from], i) => {
    let count = 0;
    for (let j = i; j < places.length && places[j][1] <= from + LENGTH - 20; j++) count += places[j][1] - places[j][0];
    if (count > most) [best, most] = [from, count];
  });
  return Math.max(0, best - 20);
}

/** To the beginning of a word. */
function snap(text, start) {
  if (start <= 0) return 0;
  const space = text.slice(start, start + 20).search(/[\s.!?]/);
  return space < 0 ? start : start + space + 1;
}
