/** Shapes that pass between the modules of the feedback. */

/** An event as a page records it; the queue adds the fields that all events have. */
export interface PageEvent {
  type: "search" | "open" | "view" | "vote" | "contact" | "survey" | "missing";
  /** When and where it happened, if that was not now and here. */
  at?: string | undefined;
  page?: string | undefined;
  /** 16 random bytes, which with the time make its id; made anew where there are none. */
  salt?: number[] | undefined;
  [field: string]: unknown;
}

/** An event as /v1/events takes it. */
export interface SentEvent extends PageEvent {
  v: number;
  /** A UUID; the endpoint keeps an event once. */
  id: string;
  /** The browser's clock as an RFC 3339 time in UTC. */
  at: string;
  session: string;
  lang: string;
  page: string;
}

/** An event that waits in the outbox, as JSON. */
export interface Waiting {
  key: string;
  text: string;
  /** Whether it outlives the page; else only the page's memory has it. */
  isKept: boolean;
}

/** What came back for a batch; of nothing, or of what is no endpoint's word, `isFinal` is false. */
export interface Answer {
  /** 0 where nothing came. */
  status: number;
  /** The endpoint itself says that the batch is stored, or never will be. */
  isFinal: boolean;
  /** How long the sender is asked to wait; 0: not at all. */
  retryAfterSeconds: number;
}

/** One rule of masking: `pattern` has the groups (kept)(secret), and `check` must agree to the secret. */
export interface MaskingRule {
  tag: string;
  /** Found in every text that the pattern may match. */
  when: string;
  pattern: string;
  check?: string;
}

export interface QueueSettings {
  /** The address of /v1/events, or null to record nothing. */
  endpoint: string | null;
  lang: string;
  /** Forms of the shop's own numbers, such as `ON-########`. */
  mask?: string[];
  /** Of the page that this one is shown in. */
  session?: string;
  /** Whether to honour Do Not Track and Global Privacy Control; true. */
  respectSignals?: boolean;
  /** Called when the address answers that there is no endpoint. */
  tellAbsent?: () => void;
}
