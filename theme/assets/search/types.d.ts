/** Shapes that pass between the modules of the search. */
import type { Article } from "./article.js";
import type { Entry } from "./dictionary.js";
import type { Line } from "./line.js";
import type { Spelling } from "./slips.js";

/** How a word of the index was reached from the words typed, in falling order of trust. */
export type How = "word" | "part" | "synonym" | "mended" | "typing" | "initials" | "spelled" | "pair";

/** The ways in which a single word of the path is reached. */
export type StepHow = Exclude<How, "part" | "synonym" | "pair">;

/** `index.json`, as `hc_builder/search/index.py` writes it. */
export interface Manifest {
  format: number;
  /** Hash of the whole index. */
  build: string;
  /** Number of articles. */
  documents: number;
  /** Stop words, for `splitSorted`. */
  weak: string;
  /** Particles and endings, in the same way. */
  tails: string;
  /** The dictionary and the postings are one file each. */
  whole: boolean;
  /** First word of each shard of the dictionary, in the same way. */
  words: string;
  /** How many files of postings belong to each. */
  lists: number[];
  /** For each a digit: how many first characters of a term decide in which file its list is. */
  lengths: string;
  /** By table the hashes in the names of its files, of `HASH_LENGTH` characters each. */
  names: Record<string, string>;
}

/** What the interpretation may ask of the index. Answers are incomplete while `ready` is false. */
export interface Lexicon {
  /** Number of articles. */
  readonly documents: number;
  readonly tails: ReadonlySet<string>;
  readonly weak: ReadonlySet<string>;
  readonly ready: boolean;
  /** Tails of two characters or more as keystrokes, made on first use. */
  spelledTails?: Spelling[];
  word(word: string): Entry | undefined;
  /** What a phrase of the lexicon means here; nothing: a word of everyday Korean that the site does not write. */
  phrase(phrase: string): Target[] | undefined;
  between(first: string, last: string): Entry[];
  common(): Entry[];
  cost(entry: Entry | undefined, word: string): number;
}

/** What a phrase of the lexicon also means: the terms of another phrase, and how much a match of it is worth (0–1). */
export interface Target {
  weight: number;
  ids: string[];
}

/** An arc of the lattice over the query: what the characters from `from` up to `to` are taken for. */
export interface Step {
  from: number;
  to: number;
  role: "word" | "tail" | "unknown";
  cost: number;
  /** The word of the index; none for a word that only the lexicon or the list of stop words knows. */
  entry: Entry | undefined;
  /** A stop word. */
  weak: boolean;
  /** A word of everyday Korean that the site does not write. */
  stranger: boolean;
  /** How the word was reached where it is not what was typed; else "". */
  how: StepHow | "";
}

/** The cheapest path over a query. */
export interface Path {
  cost: number;
  steps: Step[];
  /** 1 at places from which the rest of the written word can be nothing but particles and endings. */
  closing: Uint8Array;
}

/** One way to answer a slot; all of `ids` must stand in an article. Made by `makeAlternative` alone. */
export interface Alternative {
  how: How;
  ids: string[];
  /** The word or phrase of the index, as shown in explanations. */
  text: string;
  /** Share of the terms' own score that a match brings. */
  weight: number;
  /** Share of the slot's mass that a match covers. */
  trust: number;
  /** Typed as it stands in the index, or a synonym of that. */
  sure: boolean;
  /** One guess of several: its windows count also where another alternative wins. */
  open: boolean;
  /** Where the mended stretch ends, for alternatives that doubt a typed word; else 0. */
  to: number;
}

/** A part of the question, with the ways to answer it. Made by `makeSlot` alone. */
export interface Slot {
  from: number;
  to: number;
  /** Weight in the question, in units of rarity; 0: may score but is not asked for. */
  mass: number;
  alternatives: Alternative[];
  /** A stop word. */
  weak: boolean;
  /** Some article has the word in its title, questions, keywords or a heading. */
  prominent: boolean;
  /** How common the word is in everyday Korean, 0–3. */
  everyday: number;
  /** No word of the index. */
  unknown: boolean;
  /** … but one of everyday Korean. */
  stranger: boolean;
  /** Holds a jamo left alone. */
  strays: boolean;
  /** The rest of the written word is unknown. */
  damaged: boolean;
  /** Is a written word by itself. */
  alone: boolean;
  /** Where its written word begins; -1 for slots added after the words were read. */
  word: number;
}

/** Parallel arrays, one element for each article that has the term. */
export interface PostingList {
  documents: Uint32Array;
  /** 1 to `IMPACT_LEVELS`. */
  impacts: Uint8Array;
  /** Bit masks of windows. */
  windows: Int32Array;
  /** How many words the title asks for, where the term is in it; else 0. */
  titles: Uint8Array;
}

/** An alternative with its posting lists. */
export interface ResolvedAlternative extends Alternative {
  lists: PostingList[];
  /** Mean rarity of its terms. */
  rarity: number;
  /** What a match of full impact brings. */
  value: number;
}

export interface ResolvedSlot extends Slot {
  alternatives: ResolvedAlternative[];
}

/** The best alternative of a slot in one article, and the windows in which it stands. */
export interface Match {
  slot: ResolvedSlot;
  alternative: ResolvedAlternative;
  windows: number;
  share: number;
  /** How many words the article's title asks for, if one of them is matched; else 0. */
  titleWords: number;
}

/** An article that answers some of the question. */
export interface Ranked {
  document: number;
  score: number;
  /** Share of the question's mass that it answers, 0–1. */
  coverage: number;
  /** Mass of the whole question. */
  whole: number;
  /** Mass answered in each window. */
  byWindow: Float64Array;
  matched: Match[];
  missed: ResolvedSlot[];
}

/** A query as it was understood. */
export interface Interpretation {
  slots: Slot[];
  line: Line;
  /** The query in the words that were meant, or null where it was taken as typed. */
  mended: string | null;
}

/** One reading of a query, searched for. */
export interface Reading {
  ranked: Ranked[];
  /** Belief in the surest of the first articles; 0: none is believed to answer. */
  best: number;
  slots: Slot[];
  line: Line;
  mended: string | null;
}

/** `[from, to)` in characters. */
export type Range = [from: number, to: number];

/** One row of an article shard; `ARTICLE_ROW` in facts.js has its order. */
export interface ArticleRow {
  id: string;
  url: string;
  title: string;
  summary: string;
  category: string;
  type: string;
  sections: [anchor: string, title: string][];
  /** The section that each window of the body belongs to. */
  sectionOf: number[];
  text: string;
  /** Last day of a notice, as 2026-12-03. */
  until?: string;
}

/** What a passage is; `columns` are the headings of a table, which are no passage of their own. */
export type PassageForm = "summary" | "sentence" | "item" | "step" | "row" | "columns";

/** A stretch of an article that can be quoted. */
export interface Passage {
  form: PassageForm;
  text: string;
  /** The cells of a row; else the text alone. */
  parts: string[];
  /** The headings of a row's columns. */
  columns: string[];
  /** Place of its section. */
  section: number;
  /** Passages of the same paragraph, list or table have the same number. */
  block: number;
  /** Share of the section's text before its line. */
  place: number;
  /** The sentence before it, or before its list or table; "" at the beginning of a paragraph. */
  before: string;
}

/** A passage with what is compared of it. */
export interface ReadPassage extends Passage {
  /** The summary, or of the first block: what the article says first. */
  opens: boolean;
  folded: string;
  /** Pairs of letters inside its words. */
  pairs: Set<string>;
  /** What stands before it, with the headings of its columns. */
  foldedBefore: string;
  foldedHeading: string;
  /** Bit of the window it stands in. */
  window: number;
}

/** An article that may be quoted. */
export interface AnswerSource {
  found: Ranked;
  article: Article;
}

/** A passage that may answer, with its signs by name; evidence.js tells what they mean. */
export interface Candidate {
  passage: ReadPassage;
  source: AnswerSource;
  features: Partial<Record<string, number>>;
}

/** The answer, word for word from an article. */
export interface Quote {
  kind: "quote";
  article: string;
  url: string;
  title: string;
  /** Of the section it stands in; "" for the top of the article. */
  anchor: string;
  section: string;
  form: PassageForm;
  /** Sentences, steps or a row's cells. */
  parts: string[];
  /** Headings of a row's cells. */
  columns: string[];
  /** The parts in one line, up to about 200 characters. */
  text: string;
  /** Chance that it answers, 0–1. */
  confidence: number;
}

/** Why an article was found: a part of the query, how it was answered, by which word, in which windows. */
export interface Reason {
  query: string;
  how: How;
  text: string;
  windows: number;
}

export interface Hit extends Omit<ArticleRow, "sections" | "sectionOf" | "text"> {
  /** Of the best section; "" for the top of the article. */
  anchor: string;
  section: string;
  score: number;
  coverage: number;
  why: Reason[];
  excerpt?: Excerpt;
  /** Of a hit that is no article. */
  card?: CardContent;
}

/** What a card shows: links as [label, address, channel], days as ISO or "". */
export interface CardContent {
  kind: string;
  text: string;
  lines: string[];
  links: [label: string, url: string, channel: string][];
  from: string;
  until: string;
}

export interface Excerpt {
  text: string;
  ranges: Range[];
}

/** Which look-up page a bare number belongs to. */
export type NumberKind = "order" | "parcel";

export interface SearchResult {
  hits: Hit[];
  mended: { from: string; to: string } | null;
  /** Stand in for hits where there are none. */
  nearest: Hit[];
  /** What answers the question, if it was wanted, there is one and it may be trusted. */
  answer: Quote | null;
  isNumber: NumberKind | null;
  /** What the settings or the shop's own cards answer. */
  card: Hit | null;
}

export interface SearchOptions {
  /** Most hits; 10. */
  limit?: number;
  /** A category with all below it; "" for all. */
  category?: string;
  /** An article type; "" for all. */
  type?: string;
  /** Whether the last word may be unfinished; true. */
  prefix?: boolean;
  /** Take the query as typed; false. */
  literal?: boolean;
  /** Add excerpts to the hits; false. */
  excerpts?: boolean;
  /** Look for the answer itself; false. */
  answers?: boolean;
  /** Of an answer that is given, 0–1; the one that was fitted. */
  leastConfidence?: number;
}

export interface Engine {
  add(name: string, bytes: ArrayBuffer | Uint8Array): void;
  /** Names of the shards that `search` still needs; empty when it can answer. Ask again after adding them. */
  plan(query: string, options?: SearchOptions): string[];
  /** The result from the shards at hand. */
  search(query: string, options?: SearchOptions): SearchResult;
}

/** A hit as the page shows it. */
export interface ShownHit extends Omit<Hit, "excerpt"> {
  titleMarks: Range[];
  summaryMarks: Range[];
  excerpt: string;
  excerptMarks: Range[];
}

/** What a page gets for a query. */
export interface Answer {
  hits: ShownHit[];
  nearest: ShownHit[];
  answer: Quote | null;
  /** The query that was searched for instead, or null. */
  mended: string | null;
  isNumber: NumberKind | null;
  card: Hit | null;
}

/** What a part of a written word was read as, for writers. */
export interface ExplainedPart {
  text: string;
  /** `rest`: a particle, an ending, or a word that says nothing. */
  kind: "word" | "weak" | "unknown" | "rest";
  how: How | "";
  /** The word of the index. */
  term: string;
  /** Of the question, 0–1. */
  share: number;
  /** Articles that have it, or what means the same. */
  articles: number;
  meanings: string[];
}

/** What an article has of a question, and lacks. */
export interface Explained {
  id: string;
  title: string;
  url: string;
  /** 0: it is not among the results. */
  rank: number;
  score: number;
  coverage: number;
  /** Whether what it has is enough to believe that it answers. */
  isBelieved: boolean;
  matched: { text: string; share: number; how: How; term: string; windows: number }[];
  missed: { text: string; share: number }[];
}

export interface Explanation {
  number: NumberKind | null;
  isAnswered: boolean;
  words: { typed: string; read: string; parts: ExplainedPart[] }[];
  hits: (Explained | null)[];
  nearest: (Explained | null)[];
  /** What customers see above the results. */
  card: Explained | null;
  answer: Quote | null;
  article: Explained | null;
}

/** As much of a `lunr.Index` as is read: its terms are the keys. */
export type LunrIndex = { invertedIndex: Record<string, unknown> };

/** `lunr-words.json`. */
export type LunrWords = {
  forms: Record<string, string>;
  tails: string[];
  weak: string[];
  /** A phrase → places in `targets` of what it also means. */
  phrases: Record<string, number[]>;
  /** Weight in hundredths, and terms. */
  targets: [number, ...string[]][];
};

/** A term of the index, and how much it counts. */
export type LunrTerm = { term: string; boost: number };
