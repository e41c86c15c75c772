// Inquiries that could not be sent yet, with their files: in the browser's database, which outlives the page and the tab.
// Each is gone as soon as the server has it, or the customer takes it back.

/** @import { Inquiry } from "./types.d.ts" */

const DATABASE = "hc-inquiry";
const STORE = "waiting";

/**
 * Whether it is kept beyond this page.
 *
 * @param {Inquiry} inquiry
 */
export async function keepWaiting(inquiry) {
  try {
    await work("readwrite", (store) => store.put(inquiry));
    await mark();
    return true;
  } catch {
    return false; // private windows of some browsers have no database
  }
}

/** @param {string} id */
export async function forgetWaiting(id) {
  try {
    await work("readwrite", (store) => store.delete(id));
    await mark();
  } catch {
    // Nothing was kept.
  }
}

/** @returns {Promise<Inquiry[]>} */
export async function listWaiting() {
  return work("readonly", (store) => store.getAll()).catch(() => []);
}

/** Leaves a word for other pages, so that those without need not open the database. */
async function mark() {
  const count = await work("readonly", (store) => store.count());
  try {
    if (count > 0) localStorage.setItem("hc-inquiry-waiting", "1");
    else localStorage.removeItem("hc-inquiry-waiting");
  } catch {
    // The form's own page looks anyway.
  }
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<any>}
 */
async function work(mode, ask) {
  const database = await settle(openDatabase());
  try {
    return await settle(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function openDatabase() {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "id" });
  return opening;
}

/**
 * @param {IDBRequest} request
 * @returns {Promise<any>}
 */
function settle(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
