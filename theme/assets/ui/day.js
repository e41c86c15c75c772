import { page } from "./page.js";

/** The day it is where the shop is, as `2026-11-29`. */
export function findDay() {
  const timeZone = page.hours?.zone ?? "Asia/Seoul";
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date());
}
