/**
 * Numbers that are written in many ways, in one: 5만원, 오만 원 and 50,000원; 2026-02-19; 10%; 두번 and 2회; 일주일.
 * `hc_builder/search/amounts.py` is its counterpart.
 */

const DATE = /(^|[^0-9.])((?:19|20)[0-9]{2})[-./] ?([01]?[0-9])[-./] ?([0-3]?[0-9])(?![0-9])/g;
const PERCENT = /([0-9]) ?(?:%|프로(?![가-힣]))/g;
const AMOUNT =
  /(^|[^0-9.가-힣]|[가-힣](?=[0-9]))((?:(?:[0-9]{1,6}|[일이삼사오육칠팔구])?[십백천만] ?)+[0-9]{0,4})(원(?=$|[^가-힣]|[을이은의에도만씩대권]|으로|부터|까지|짜리|어치)|(?![0-9가-힣]))(?! ?[명개건])/g;
const WEEK = /(^|[^0-9가-힣])[일1] ?주(?:[일간]|(?![0-9가-힣]))/g;
const COUNT = /(^|[^가-힣])([두세네]) ?(?=(?:[번개명달]|시간)(?![호째인봉세라러]))/g;
const PART = /([0-9.]+|[일이삼사오육칠팔구])?([십백천]?)/g;

/**
 * Amounts, dates, percentages and counts as digits and a unit: 50000원, 2026년 2월 19일, 10퍼센트, 2회, 7일.
 *
 * @param {string} folded
 */
export const writeNumbers = (folded) =>
  folded
    .replace(DATE, (_, before, year, month, day) => `${before}${year}년 ${+month}월 ${+day}일`)
    .replace(PERCENT, "$1퍼센트")
    .replace(AMOUNT, (all, before, number, won) =>
      won || /^[0-9]/.test(number) ? `${before}${readNumber(number)}원` : all,
    )
    .replace(WEEK, "$17일")
    .replace(COUNT, (_, before, count) => before + ("두세네".indexOf(count) + 2))
    .replace(/([0-9])(?:번(?![호째지])| 번(?![가-힣]))/g, "$1회");

/** @param {string} written */
function readNumber(written) {
  const [group, rest] = written.split("만");
  return Math.round(rest === undefined ? readGroup(group) : (readGroup(group) || 1) * 1e4 + readGroup(rest));
}

/**
 * Below 만: 오천, 2백.
 *
 * @param {string} written
 */
function readGroup(written) {
  let sum = 0;
  for (const [part, digit = "1", tens] of written.matchAll(PART)) {
    if (part) sum += readDigit(digit) * 10 ** " 십백천".indexOf(tens || " ");
  }
  return sum;
}

/** @param {string} digit */
const readDigit = (digit) => "일이삼사오육칠팔구".indexOf(digit) + 1 || +digit;
