"""Numbers that are written in many ways, in one: 5만원, 오만 원 and 50,000원; 2026-02-19; 10%; 두번 and 2회; 일주일.

`theme/assets/search/amounts.js` is its counterpart; `tests/contracts/search_text.json` holds both to the same results.
"""

import re

_DATE = re.compile("(^|[^0-9.])((?:19|20)[0-9]{2})[-./] ?(0?[1-9]|1[0-2])[-./] ?(0?[1-9]|[12][0-9]|3[01])(?![0-9])")
_PERCENT = re.compile("([0-9]) ?(?:%|프로(?![가-힣]))")
_AMOUNT = re.compile(
    "(^|[^0-9.가-힣]|[가-힣](?=[0-9]))"
    "((?:(?:[0-9]{1,6}(?:[.][0-9]{1,3})?|[일이삼사오육칠팔구])?[십백천만억] ?)+(?:[0-9]{1,4}|[일이삼사오육칠팔구])?)"
    "(원|(?![0-9가-힣]))(?! ?[명개건])"
)
"""What stands before, the number, 원 or nothing."""
_WEEKS = re.compile("(^|[^0-9가-힣])([0-9]{1,2}|[일이삼사]) ?주(?:[일간](?!문)|(?![0-9가-힣]))")
_COUNT = re.compile(
    "(^|[^가-힣])(두|세|네|다섯|여섯|일곱|여덟|아홉) ?"
    "(?=번(?![호째])|개(?![인봉선])|명(?![세령절의단])|달(?![라러])|시간)"
)
_TIMES = re.compile("([0-9]) ?번(?![호째])")
_MONTHS = re.compile("([0-9]) ?달(?![라러])")
_PART = re.compile("[0-9.]+|[^ ]")
_DIGITS = "일이삼사오육칠팔구"
_TENS = "십백천"
_SAID = "두 세 네 다섯 여섯 일곱 여덟 아홉".split()
_MAY_HOLD = re.compile("[0-9원번개명달시주]")


def write_numbers(folded: str) -> str:
    """Amounts, dates, percentages and counts as digits and a unit: 50000원, 2026년 2월 19일, 10퍼센트, 2회, 7일."""
    if not _MAY_HOLD.search(folded):
        return folded
    text = _DATE.sub(lambda found: f"{found[1]}{found[2]}년 {int(found[3])}월 {int(found[4])}일", folded)
    text = _AMOUNT.sub(_write_amount, _PERCENT.sub(r"\1퍼센트", text))
    text = _WEEKS.sub(lambda found: f"{found[1]}{7 * (_DIGITS.find(found[2]) + 1 or int(found[2]))}일", text)
    text = _COUNT.sub(lambda found: f"{found[1]}{_SAID.index(found[2]) + 2}", text)
    return _MONTHS.sub(r"\1개월", _TIMES.sub(r"\1회", text))


def _write_amount(found: re.Match[str]) -> str:
    """Without 원 only what begins with a digit is an amount of money: 5만, but not 만 14세."""
    is_money = found[3] or found[2][0] in "0123456789"
    return f"{found[1]}{_read_number(found[2])}원" if is_money else found[0]


def _read_number(written: str) -> int:
    whole = group = digit = 0.0
    for part in _PART.findall(written):
        if part in "만억":
            whole += (group + digit or 1) * (10_000 if part == "만" else 100_000_000)
            group = digit = 0
        elif part in _TENS:
            group += (digit or 1) * 10 ** (_TENS.index(part) + 1)
            digit = 0
        else:
            digit = _DIGITS.find(part) + 1 or float(part)
    return int(whole + group + digit + 0.5)
