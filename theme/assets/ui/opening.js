// Whether someone is there now, from the shop's hours.

/** @import { Hours, Opening, Span } from "./types.d.ts" */

const DAYS_AHEAD = 14;

/**
 * The state at `now`.
 *
 * @param {Hours} hours
 * @param {Date} [now]
 * @returns {Opening}
 */
export function findOpening(hours, now = new Date()) {
  const { date, minute } = readClock(now, hours.zone);
  const span = findSpan(hours, date);
  if (span && minute >= span[0] && minute < span[1]) return findBreak(hours, span, minute);
  return findNext(hours, date, minute);
}

/**
 * `09:00`
 *
 * @param {number} minute
 */
export function showMinute(minute) {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/**
 * @param {Hours} hours
 * @param {Span} span
 * @param {number} minute
 * @returns {Opening}
 */
function findBreak({ lunch }, span, minute) {
  if (lunch && minute >= lunch[0] && minute < lunch[1]) return { state: "lunch", until: lunch[1] };
  return { state: "open", until: span[1] };
}

/**
 * @param {Hours} hours
 * @param {string} date
 * @param {number} minute
 * @returns {Opening}
 */
function findNext(hours, date, minute) {
  for (let days = 0; days <= DAYS_AHEAD; days += 1) {
    const day = addDays(date, days);
    const span = findSpan(hours, day);
    if (span && (days > 0 || minute < span[0])) return { state: "closed", days, from: span[0], date: day };
  }
  return { state: "closed" };
}

/**
 * @param {Hours} hours
 * @param {string} date
 */
function findSpan({ week, closed }, date) {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return closed.includes(date) ? null : week[weekday];
}

/**
 * @param {string} date
 * @param {number} days
 */
function addDays(date, days) {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/**
 * The shop's date and minute of the day.
 *
 * @param {Date} now
 * @param {string} zone
 */
function readClock(now, zone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const format = {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  };
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en", format).formatToParts(now).map(({ type, value }) => [type, value]),
  );
  return { date: `${parts.year}-${parts.month}-${parts.day}`, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}
