// The help center on the shop's own pages: a button, and a panel that is fetched when somebody asks for it. All of it
// stands in a shadow tree, so neither page nor widget changes how the other looks; its styles are no inline styles, and
// what it fetches follows from this script, so a policy with a nonce is enough.

/** @import { HelpCenterApi, LoaderSettings, Panel, PanelSettings, Wish } from "./types.d.ts" */

/** @type {LoaderSettings} */
const settings = JSON.parse("{settings}"); // written by the build
const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const { dataset } = script;
const root = new URL(".", script.src).href;
const lang = findLanguage(dataset.lang ?? document.documentElement.lang);
const MARK =
  "M11 18h2v-2h-2zm1-16a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 18a8 8 0 1 1 0-16 8 8 0 0 1 0 16m0-14a4 4 0 0 0-4 4h2a2 2 0 1 1 4 0c0 2-3 1.75-3 5h2c0-2.25 3-2.5 3-5a4 4 0 0 0-4-4";
const SPACE = "http://www.w3.org/2000/svg";

/** @type {HTMLButtonElement | null} */
let button = null;
/** @type {Promise<Panel> | null} */
let panel = null;
/** @type {Promise<ShadowRoot>} */
let started;

/** @type {HelpCenterApi} */
const api = {
  version: 1,
  open: (wish = {}) => {
    openPanel(wish).catch(() => leaveForSite(wish));
  },
  close: () => {
    panel?.then((opened) => opened.close());
  },
};

// Twice on a page, it is there once.
if (!window.HelpCenter) {
  window.HelpCenter = api;
  started = new Promise((resolve) => {
    if (document.body) resolve(start());
    else document.addEventListener("DOMContentLoaded", () => resolve(start()), { once: true });
  });
}

/** @param {string} wanted */
function findLanguage(wanted) {
  const { languages } = settings;
  const short = wanted.split("-")[0];
  return languages.find((each) => each === wanted) ?? languages.find((each) => each === short) ?? languages[0];
}

function start() {
  const host = document.createElement("div");
  host.lang = lang;
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  const zIndex = Number(dataset.zIndex ?? settings.zIndex) || 0;
  sheet.replaceSync(`${settings.style}:host{z-index:${zIndex}}`);
  shadow.adoptedStyleSheets = [sheet];
  host.dataset.position =
    dataset.position === "left" || dataset.position === "right" ? dataset.position : settings.position;
  if (dataset.button !== "none") shadow.append((button = buildButton()));
  document.body.append(host);
  return shadow;
}

function buildButton() {
  const made = document.createElement("button");
  const icon = document.createElementNS(SPACE, "svg");
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", MARK);
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  icon.append(path);
  made.type = "button";
  made.className = "open";
  made.setAttribute("aria-haspopup", "dialog");
  made.setAttribute("aria-expanded", "false");
  made.append(icon, settings.label[lang]);
  made.addEventListener("click", () => api.open());
  return made;
}

/**
 * A failure is forgotten, so that the next press tries again.
 *
 * @param {Wish} wish
 */
async function openPanel(wish) {
  panel ??= fetchPanel().catch((error) => {
    panel = null;
    throw error;
  });
  const opened = await panel;
  button?.setAttribute("aria-expanded", "true");
  opened.open(wish);
}

/** @returns {Promise<Panel>} */
async function fetchPanel() {
  const answer = await fetch(`${root}widget/${lang}.json`, { cache: "no-cache", credentials: "omit" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  /** @type {PanelSettings} */
  const given = await answer.json();
  const [{ createPanel }, shadow] = await Promise.all([import(root + given.panel), started]);
  const closed = () => {
    button?.setAttribute("aria-expanded", "false");
    button?.focus();
  };
  return createPanel({ shadow, root, lang, closed }, given);
}

/**
 * Where the panel can't be had, the help center itself opens.
 *
 * @param {Wish} wish
 */
function leaveForSite({ query }) {
  const url = new URL(root);
  if (query) url.searchParams.set("q", query);
  window.open(url.href, "_blank", "noopener");
}
