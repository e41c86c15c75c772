/** Shapes that pass between the page's elements. */
import type { FormSettings } from "../inquiry/types.d.ts";
import type { Hit, NumberKind, Quote, ShownHit } from "../search/types.d.ts";
import type { Contact } from "./contact.js";
import type { SearchBox } from "./search_box.js";
import type { Survey } from "./survey.js";

declare global {
  /** What all pages of a language tell their scripts. */
  var hcSettings: Omit<Page, "lang" | "kind" | "article" | "inquiry"> | undefined;
  interface HTMLElementTagNameMap {
    "hc-contact": Contact;
    "hc-search": SearchBox;
    "hc-survey": Survey;
  }
}

/** What an element may hold. */
export type Child = Node | string | null;

/** Minutes since midnight, `[from, to)`. */
export type Span = [from: number, to: number];

/** When the shop's people are there. */
export interface Hours {
  /** IANA name of the time zone. */
  zone: string;
  /** Seven days, Monday first; null: closed. */
  week: (Span | null)[];
  lunch: Span | null;
  /** Dates (2026-01-31) on which the shop is closed. */
  closed: string[];
}

/** Whether someone is there; what is closed for longer than can be told has no further fields. */
export type Opening =
  | { state: "open" | "lunch"; until: number }
  /** `days` ahead, on `date`, it opens at minute `from`. */
  | { state: "closed"; days: number; from: number; date: string }
  | { state: "closed"; days?: undefined };

/** Settings and texts of a page; see hc_builder/pages/script_settings.py. */
export interface Page {
  lang: string;
  kind: string;
  /** Id of the article that the page shows, or null. */
  article: string | null;
  /** Addresses relative to the site's root: of /v1/events (or null), the search index, the search page. */
  endpoint: string | null;
  /** Forms of the shop's own numbers, which are masked. */
  mask?: string[];
  /** Address of /v1/meaning, where the shop has it. */
  meaning?: string;
  index: string;
  search: string;
  /** Titles of topics by id. */
  categories: Record<string, string>;
  popular: [title: string, url: string][];
  /** Addresses of the shop's look-up pages, where it has them. */
  lookup: Record<string, string | null>;
  hours: Hours | null;
  text: Record<string, string>;
  /** On the page of the inquiry form. */
  inquiry?: FormSettings;
}

/** A private number in a query; `alone`: there is nothing else in it; `rest`: what else there is. */
export interface PrivateNumber {
  kind: NumberKind | "number";
  alone: boolean;
  rest: string;
}

/** What came of a query. */
export type Outcome = Found | NumberOnly | Failure;

export interface Found {
  state: "found";
  query: string;
  hits: ShownHit[];
  nearest: ShownHit[];
  answer: Quote | null;
  card: Hit | null;
  mended: string | null;
  number: PrivateNumber | null;
  literal: boolean;
  /** There may be more hits than are shown. */
  isCut: boolean;
  /** Where there are no hits: articles near in meaning. */
  near: ShownHit[];
  /** Such articles may yet come. */
  mayBeNear: boolean;
}

/** An article near a question in meaning, as /v1/meaning tells it. */
export type NearArticle = Pick<
  ShownHit,
  "id" | "url" | "title" | "summary" | "category" | "type" | "anchor" | "section" | "score"
>;

export interface NumberOnly {
  state: "number";
  number: PrivateNumber;
  hits: [];
}

export interface Failure {
  state: "failed";
  number?: null;
  hits: [];
}

/** What the screens of a search may ask for. */
export interface ScreenCalls {
  ask(query: string, literal?: boolean): void;
  open(rank: number | null, link: HTMLAnchorElement): void;
  openAnswer(link: HTMLAnchorElement): void;
  retry(): void;
  forget(): void;
  reset(): void;
}

/** What a panel shows, all at once. */
export interface PanelContent {
  before?: Child[];
  /** Name of the list of options. */
  label?: string;
  options?: HTMLElement[];
  after?: Child[];
}

/** What an event is about, as its fields tell: an article, or a step of a guided flow. */
export type Subject = { article: string } | { target: string };

/** What led to an article, as the event's fields tell. */
export interface Lead {
  from: string;
  rank?: number;
  query?: string;
  /** Where it happened, if not on this page. */
  page?: string;
}

/** What the widget tells a page in its panel. */
export interface Told {
  session: string;
  /** The path of the shop's page; what is told of it is masked. */
  page: string;
  /** Asked last, and all that was asked in the panel. */
  query: string;
  queries: string[];
}

/** A choice of topic and kind; absent: all. */
export interface Filter {
  category?: string;
  type?: string;
}
