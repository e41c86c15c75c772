// The source of an article beside its page. What is typed is checked when typing rests; saving writes the file, and the
// page in the frame shows itself again.

const REST = 400; // milliseconds without a key

/** @type {{ page: string, token: string, version: string, text: string, words: Record<string, string> }} */
const given = JSON.parse(find("data").textContent ?? "");
const { page, token, words } = given;
const text = /** @type {HTMLTextAreaElement} */ (find("text"));
const theirs = /** @type {HTMLTextAreaElement} */ (find("theirs"));
let version = given.version;
let saved = given.text;
/** @type {{ version: string, text: string } | null} */
let newer = null;
let timer = 0;
let asked = 0;

/** @param {string} id */
function find(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} told */
function tell(told) {
  find("state").textContent = told;
}

/** @param {string} action @param {object} body */
async function ask(action, body) {
  const headers = { "content-type": "application/json", "x-hc-token": token };
  const answer = await fetch(`/__edit/${action}`, { method: "POST", headers, body: JSON.stringify({ page, ...body }) });
  return { status: answer.status, told: await answer.json() };
}

async function check() {
  const number = ++asked;
  const { status, told } = await ask("check", { text: text.value });
  if (number !== asked) return; // a later one is on its way
  if (status === 200) showProblems(told.problems);
  else tell(told.message);
}

/** @typedef {{ line: number, severity: string, label: string, code: string, what: string, hint: string }} Told */

/** @param {Told[]} problems */
function showProblems(problems) {
  find("count").textContent = problems.length ? `${problems.length}` : words.fine;
  find("problems").replaceChildren(...problems.map(buildProblem));
}

/** @param {Told} problem */
function buildProblem({ line, label, code, what, hint }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const small = document.createElement("small");
  button.type = "button";
  button.append(`${line ? `${words.line.replace("{}", `${line}`)}: ` : ""}${label}[${code}] ${what}`);
  small.textContent = hint;
  button.append(small);
  button.addEventListener("click", () => goTo(line));
  item.append(button);
  return item;
}

/** @param {number} line */
function goTo(line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, Math.max(line - 1, 0)).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  text.scrollTop = (text.scrollHeight * Math.max(line - 4, 0)) / lines.length;
}

async function save() {
  clearTimeout(timer);
  const written = text.value;
  tell(words.saving);
  const { status, told } = await ask("save", { text: written, version });
  if (status === 409 && told.version) return showConflict(told);
  if (status !== 200) return tell(told.message);
  version = told.version;
  saved = written;
  hideConflict();
  tell(text.value === saved ? words.saved : words.unsaved);
  await check();
}

/**
 * The focus stays where it is: who is typing must press no button by it.
 *
 * @param {{ message: string, version: string, text: string }} told
 */
function showConflict(told) {
  newer = told;
  tell("");
  find("conflict-told").textContent = told.message;
  theirs.value = told.text;
  find("conflict").hidden = false;
}

function hideConflict() {
  newer = null;
  find("conflict").hidden = true;
}

async function overwrite() {
  version = newer?.version ?? version;
  await save();
}

/** Through the browser's own editing, so that Ctrl+Z brings mine back. */
function take() {
  if (!newer) return;
  ({ version } = newer);
  saved = newer.text;
  text.focus();
  text.select();
  document.execCommand("insertText", false, newer.text);
  hideConflict();
  tell("");
}

/** When the page shows itself again, its file may have been edited elsewhere. */
async function follow() {
  const { status, told } = await ask("source", {});
  if (status !== 200 || told.version === version) return;
  if (text.value !== saved) return showConflict(told);
  ({ version, text: saved } = told);
  text.value = saved;
  await check();
}

/** @param {() => Promise<void>} work */
function attempt(work) {
  return () => work().catch(() => tell(words.offline));
}

text.value = given.text;
text.addEventListener("input", () => {
  tell(text.value === saved ? "" : words.unsaved);
  clearTimeout(timer);
  timer = setTimeout(attempt(check), REST);
});
find("save").addEventListener("click", attempt(save));
find("overwrite").addEventListener("click", attempt(overwrite));
find("take").addEventListener("click", take);
find("page").addEventListener("load", attempt(follow));
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    attempt(save)();
  }
});
addEventListener("beforeunload", (event) => {
  if (text.value !== saved) event.preventDefault();
});
attempt(check)();
