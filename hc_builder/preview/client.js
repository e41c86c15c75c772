// In each page of the preview: shows what is wrong, and shows the page again when it was made anew.

const BOX = "hc-problems";
const DISMISSED = "hc-dismissed";
const PLACE = "hc-place";

/** @param {{ problems: string, warnings?: string, dismiss?: string, stays?: boolean }} told */
function show(told) {
  const text = told.problems || told.warnings;
  if (!text && !told.stays) return reload();
  document.getElementById(BOX)?.remove();
  if (text && text !== sessionStorage.getItem(DISMISSED))
    document.body.append(buildBox(text, Boolean(told.problems), told.dismiss));
}

/** @param {string} text @param {boolean} isError @param {string} [dismiss] */
function buildBox(text, isError, dismiss = "Dismiss") {
  const box = document.createElement("div");
  box.id = BOX;
  box.setAttribute("role", isError ? "alert" : "status");
  box.style.cssText = `position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;padding:1rem;z-index:99;
    color:#fff;font:14px/1.6 ui-monospace,monospace;white-space:pre-wrap;background:${isError ? "#401313" : "#3d2f00"}`;
  box.textContent = text;
  if (!isError) box.append(buildClose(box, text, dismiss));
  return box;
}

/** @param {HTMLElement} box @param {string} text @param {string} label */
function buildClose(box, text, label) {
  const close = document.createElement("button");
  close.textContent = label;
  close.style.cssText = "position:absolute;top:1rem;right:1rem;padding:.25rem .75rem;font:inherit";
  close.onclick = () => {
    sessionStorage.setItem(DISMISSED, text);
    box.remove();
  };
  return close;
}

/** A reload keeps the place by itself unless the page was shorter for a moment; so it is remembered. */
function reload() {
  sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollY]));
  location.reload();
}

function returnToPlace() {
  const [path, top] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
  sessionStorage.removeItem(PLACE);
  if (path === location.pathname) scrollTo({ top, behavior: "instant" });
}

/** The way to the article's source; not in the frame beside it. */
function dressEdit() {
  const edit = document.getElementById("hc-edit");
  if (!edit || parent !== window) return edit?.remove();
  const style = document.createElement("style");
  style.textContent = `#hc-edit{position:fixed;inset:auto auto 1rem 1rem;z-index:98;display:flex;align-items:center;
    min-height:2.75rem;padding:0 1.25rem;border:1px solid #ffffff80;border-radius:1.5rem;background:#1f3d35;color:#fff;font:600 16px/1.5 system-ui,sans-serif;text-decoration:none}
    #hc-edit:focus-visible{outline:3px solid #fff;outline-offset:-5px}@media print{#hc-edit{display:none}}`;
  document.head.append(style);
}

dressEdit();
returnToPlace();
new EventSource(`/__preview?page=${encodeURIComponent(location.pathname)}`).onmessage = (message) =>
  show(JSON.parse(message.data));
