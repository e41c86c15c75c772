/** Shapes that pass between the modules of the inquiry form, and what the page lends them. */
import type { Answer, Quote, SearchOptions, ShownHit } from "../search/types.d.ts";

/** What the page lends the form: its own tools, so that neither is there twice. */
export interface Kit {
  settings: FormSettings;
  lang: string;
  /** IANA name of the shop's time zone, where it is known. */
  zone: string | undefined;
  /** The whole address that inquiries are sent to. */
  endpoint: string;
  /** Where the form is shown. */
  from: "site" | "widget";
  /** The article or flow that led here. */
  origin: ReadArticle | undefined;
  queries: string[];
  articles: ReadArticle[];
  text(key: string, values?: Record<string, string | number | null>): string;
  make: typeof import("../ui/dom.js").make;
  on: typeof import("../ui/dom.js").on;
  recallDraft(): Draft;
  /** null: it is forgotten. */
  keepDraft(draft: Draft | null): void;
  /** Counts an inquiry that was sent, from the article or flow that led here. */
  recordSent(origin?: string): void;
  /** Counts an answer that was read here and ended the form. */
  recordSolved(article: string): void;
  search(query: string, options: SearchOptions): Promise<Answer>;
  prepareSearch(): void;
  buildAnswer(quote: Quote): HTMLElement;
  hitUrl(hit: Pick<ShownHit, "url" | "anchor">): string;
  /** Says what screen readers would not notice. */
  say(words: string): void;
}

export interface FormSettings {
  /** Relative to the site's root, or whole. */
  endpoint: string;
  /** Of files; none may go along where it is 0. */
  most: number;
  megabytes: number;
  /** Media types, by commas. */
  types: string;
  text: Record<string, string>;
}

/** An article that was read in this tab. */
export interface ReadArticle {
  id: string;
  title: string;
}

/** What the customer writes. */
export interface Words {
  topic: string;
  text: string;
  email: string;
  phone: string;
  order: string;
}

export type FieldName = keyof Words | "files";

/** Something that must be mended first: where, and in which words. */
export interface Fault {
  field: FieldName | null;
  message: string;
}

/** What the tab keeps of a form that is not sent yet. */
export interface Draft {
  words?: Words;
  /** Of what goes along: queries and ids that the customer took out. */
  removed?: string[];
  /** When the form was shown first, in ms. */
  shown?: number;
  hadFiles?: boolean;
  /** The last try: the same inquiry once more has the same id. */
  attempt?: { id: string; content: string };
  /** Id of the inquiry that was refused and is mended here. */
  mends?: string;
}

/** An inquiry as it is sent, and as it waits. */
export interface Inquiry {
  /** A UUID; the server keeps an inquiry once. */
  id: string;
  endpoint: string;
  fields: [name: string, value: string][];
  files: File[];
  words: LaterWords;
  /** Address of the form. */
  form: string;
  /** Not to be sent by itself before that time, in ms. */
  after?: number;
  /** It was refused after it had waited, and is kept until the customer mends it or lets it go. */
  fault?: Fault;
}

/** What is said of an inquiry that waited, on whatever page. */
export interface LaterWords {
  /** With `{reference}`. */
  sent: string;
  /** Title of what was refused. */
  failed: string;
  /** Why, where the server has no words of its own. */
  refused: string;
  /** Of the link to the form. */
  mend: string;
}

/** What a page does with what became of an inquiry that waited. */
export interface Later {
  sent(words: string, id: string, origin?: string): void;
  refused(inquiry: Inquiry, fault: Fault): void;
}

export type Outcome =
  | { state: "sent"; reference: string; expected: string | null }
  | { state: "refused"; fault: Fault }
  /** No word of the server: whether it has the inquiry is not known. */
  | { state: "late"; isOffline: boolean; after?: number };
