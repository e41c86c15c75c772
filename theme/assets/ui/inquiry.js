// The inquiry form's page: what its script needs is lent to it. Until that is there the form is sent as it stands.
import { dropOver } from "../search/days.js";
import { Announcer } from "./announcer.js";
import { findDay } from "./day.js";
import { make, on } from "./dom.js";
import { inside } from "./inside.js";
import { once } from "./once.js";
import { page, text, toUrl } from "./page.js";
import { listRead, recallOrigin } from "./reading.js";
import { listRecent } from "./recent_searches.js";
import { recallQuery, record } from "./record.js";
import { buildAnswer, buildSource } from "./search_answer.js";
import { hitUrl } from "./search_hit.js";
import { prepareSearch, search } from "./search_service.js";
import { recall, remember } from "./tab_storage.js";
import { showToast } from "./toast.js";

/** @import { FormSettings, Inquiry as Waiting, Kit, Fault } from "../inquiry/types.d.ts" */

const DRAFT = "hc-inquiry";
const WAITING_MARK = "hc-inquiry-waiting";
const SAID_LONG_MS = 12_000;

const fetchForm = once(() => import("../inquiry/form.js"));

export class Inquiry extends HTMLElement {
  #isAtWork = false;

  connectedCallback() {
    const settings = page.inquiry;
    if (settings && !this.#isAtWork) this.#start(settings).catch(() => {}); // without it the form is sent as it stands
  }

  /** @param {FormSettings} settings */
  async #start(settings) {
    this.#isAtWork = true;
    Object.assign(page.text, settings.text);
    const announcer = new Announcer();
    this.append(announcer.element);
    const { startForm } = await fetchForm();
    await startForm(this, buildKit(settings, announcer));
  }
}

/**
 * @param {FormSettings} settings
 * @param {Announcer} announcer
 * @returns {Kit}
 */
function buildKit(settings, announcer) {
  return {
    settings,
    lang: page.lang,
    zone: page.hours?.zone,
    endpoint: toUrl(settings.endpoint),
    from: inside ? "widget" : "site",
    origin: recallOrigin(),
    queries: [...new Set([...listRecent(), ...(inside?.queries ?? [])])],
    articles: listRead(),
    text,
    make,
    on,
    recallDraft: () => recall(DRAFT, {}),
    keepDraft: (draft) => remember(DRAFT, draft),
    recordSent,
    recordSolved: (article) => record({ type: "open", article, from: "form" }),
    search: async (query, options) => dropOver(await search(query, options), findDay()),
    prepareSearch,
    buildAnswer: (quote) => buildAnswer(quote, buildSource(quote, "form")),
    hitUrl,
    say: (words) => announcer.say(words),
  };
}

/**
 * The customer has left for a person.
 *
 * @param {string} [origin] article or flow
 */
function recordSent(origin = "") {
  const article = origin && !origin.startsWith("flow:") ? { article: origin } : {};
  record({ type: "contact", channel: "form", ...article, ...recallQuery() });
}

/** Sends inquiries that wait since an earlier page; the form's own page does that by itself. */
export async function sendWaitingInquiries() {
  if (page.kind === "inquiry" || !isAnyWaiting()) return;
  const { sendWaiting } = await fetchForm();
  await sendWaiting({
    sent: (words, id, origin) => {
      recordSent(origin);
      forgetDraft(id);
      showToast([words], SAID_LONG_MS);
    },
    refused: tellRefused,
  });
}

/**
 * The form shows nothing again that was sent.
 *
 * @param {string} id
 */
function forgetDraft(id) {
  if (recall(DRAFT, {}).attempt?.id === id) remember(DRAFT, null);
}

/**
 * Said on every page until the customer has seen to it.
 *
 * @param {Waiting} inquiry
 * @param {Fault} fault
 */
function tellRefused({ words, form }, { message }) {
  const why = message === words.refused ? [] : [message, " "]; // the ways below are those of the form's page
  showToast([words.failed, " ", ...why, make("a", { href: form }, words.mend)], SAID_LONG_MS);
}

function isAnyWaiting() {
  try {
    return localStorage.getItem(WAITING_MARK) !== null;
  } catch {
    return false;
  }
}
