/**
 * Numbers that are written in many ways, in one: 5만원, 오만 원 and 50,000원; 2026-02-19; 10%; 두번 and 2회; 일주일.
 * `hc_builder/search/amounts.py` is its counterpart.
 */

const DATE = /(^|[^0-9.])((?:19|20)[0-9]{2})[-./] ?(0?[1-9]|1[0-2])[-./] ?(0?[1-9]|[12][0-9]|3[01])(?![0-9])/g;
const PERCENT = /([0-9]) ?(?:%|프로(?![가-힣]))/g;
const AMOUNT =
  /(^|[^0-9.가-힣]|[가-힣](?=[0-9]))((?:(?:[0-9]{1,6}(?:[.][0-9]{1,3})?|[일이삼사오육칠팔구])?[십백천만억] ?)+(?:[0-9]{1,4}|[일이삼사오육칠팔구])?)(원|(?![0-9가-힣]))(?! ?[명개건])/g;
const WEEKS = /(^|[^0-9가-힣])([0-9]{1,2}|[일이삼사]) ?주(?:[일간](?!문)|(?![0-9가-힣]))/g;
const COUNT =
  /(^|[^가-힣])(두|세|네|다섯|여섯|일곱|여덟|아홉) ?(?=번(?![호째])|개(?![인봉선])|명(?![세령절의단])|달(?![라러])|시간)/g;
const DIGITS = "일이삼사오육칠팔구";
const TENS = "십백천";
const SAID = "두 세 네 다섯 여섯 일곱 여덟 아홉".split(" ");

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
    .replace(WEEKS, (_, before, weeks) => `${before}${7 * (DIGITS.indexOf(weeks) + 1 || weeks)}일`)
    .replace(COUNT, (_, before, count) => before + (SAID.indexOf(count) + 2))
    .replace(/([0-9]) ?번(?![호째])/g, "$1회")
    .replace(/([0-9]) ?달(?![라러])/g, "$1개월");

/** @param {string} written */
function readNumber(written) {
  let [whole, group, digit] = [0, 0, 0];
  for (const part of written.match(/[0-9.]+|[^ ]/g) || []) {
    const tens = TENS.indexOf(part) + 1;
    if (part === "만" || part === "억") {
      whole += (group + digit || 1) * (part === "만" ? 1e4 : 1e8);
      group = digit = 0;
    } else if (tens) {
      group += (digit || 1) * 10 ** tens;
      digit = 0;
    } else digit = DIGITS.indexOf(part) + 1 || +part;
  }
  return Math.floor(whole + group + digit + 0.5);
}
