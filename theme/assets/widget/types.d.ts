/** Shapes that pass between the widget's loader and its panel. */
import type { PageEvent } from "../feedback/types.d.ts";
import type { Answer, SearchOptions } from "../search/types.d.ts";

/** What the build writes into the loader. */
export interface LoaderSettings {
  /** The first is that of pages in any other. */
  languages: string[];
  /** Words of the button by language. */
  label: Record<string, string>;
  position: "left" | "right";
  zIndex: number;
  style: string;
}

/** What to show: all of it may be left out. */
export interface Wish {
  query?: string;
  /** Id of an article. */
  article?: string;
  /** Name of a guided flow. */
  flow?: string;
}

/** The widget as shops' scripts know it; it stays as it is in version 1. */
export interface HelpCenterApi {
  version: 1;
  open(wish?: Wish): void;
  close(): void;
}

declare global {
  interface Window {
    HelpCenter?: HelpCenterApi;
  }
}

/** What the loader lends the panel. */
export interface Place {
  shadow: ShadowRoot;
  /** Of the help center, with a slash at its end. */
  root: string;
  lang: string;
  /** Called when the panel has closed. */
  closed(): void;
}

export interface Panel {
  open(wish: Wish): void;
  close(): void;
}

export type PanelLink = [title: string, url: string];

/** `widget/ko.json`; addresses are relative to the site's root, or whole. */
export interface PanelSettings {
  panel: string;
  client: string;
  queue: string;
  masking: string;
  endpoint: string;
  mask: string[];
  index: string;
  search: string;
  home: string;
  /** IANA name of the shop's time zone. */
  zone: string;
  popular: PanelLink[];
  /** For pages of the shop, by patterns of their paths. */
  suggestions: { pages: string; links: PanelLink[] }[];
  notices: { title: string; url: string; until: string }[];
  channels: { type: string; title: string; value: string; url: string; isOwn: boolean }[];
  text: Record<string, string>;
}

/** Of the search engine, as far as the panel knows it. */
export interface Client {
  search(query: string, options: SearchOptions): Promise<Answer>;
}

export type { PageEvent };
