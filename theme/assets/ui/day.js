import { findDayIn } from "../search/days.js";
import { page } from "./page.js";

/** The day it is where the shop is, as `2026-11-29`. */
export const findDay = () => findDayIn(page.hours?.zone ?? "Asia/Seoul");
