"""Numbers that are written in many ways, in one: 5만원, 오만 원 and 50,000원; 2026-02-19; 10%; 두번 and 2회; 일주일.

`theme/assets/search/amounts.js` is its counterpart; `tests/contracts/search_text.json` holds both to the same results.
"""

import re

_DATE = re.compile("(^|[^0-9.])((?:19|20)[0-9]{2})[-./] ?([01]?[0-9])[-./] ?([0-3]?[0-9])(?![0-9])")
_PERCENT = re.compile("([0-9]) ?(?:%|프로(?![가-힣]))")
_AMOUNT = re.compile(
    "(^|[^0-9.가-힣]|[가-힣](?=[0-9]))"
    "((?:(?:[0-9]{1,6}|[일이삼사오육칠팔구])?[십백천만] ?)+[0-9]{0,4})"
    "(원(?=$|[^가-힣]|[을이은의에도만씩대권]|으로|부터|까지|짜리|어치)|(?![0-9가-힣]))(?! ?[명개건])"
)
"""What stands before, the number, 원 (but not that of 5만 원피스) or nothing."""
_WEEK = re.compile("(^|[^0-9가-힣])[일1] ?주(?:[일간]|(?![0-9가-힣]))")
_COUNT = re.compile("(^|[^가-힣])([두세네]) ?(?=(?:[번개명달]|시간)(?![호째인봉세라러]))")
_TIMES = re.compile("([0-9])(?:번(?![호째지])| 번(?![가-힣]))")
_PART = re.compile("([0-9.]+|[일이삼사오육칠팔구])?([십백천]?)")
_MAY_HOLD = re.compile("[0-9원번개명달시주]")


def write_numbers(folded: str) -> str:
    """Amounts, dates, percentages and counts as digits and a unit: 50000원, 2026년 2월 19일, 10퍼센트, 2회, 7일."""
    if not _MAY_HOLD.search(folded):
        return folded
    text = _DATE.sub(lambda found: f"{found[1]}{found[2]}년 {int(found[3])}월 {int(found[4])}일", folded)
    text = _AMOUNT.sub(_write_amount, _PERCENT.sub(r"\1퍼센트", text))
    text = _COUNT.sub(lambda found: f"{found[1]}{'두세네'.index(found[2]) + 2}", _WEEK.sub(r"\g<1>7일", text))
    return _TIMES.sub(r"\1회", text)


def _write_amount(found: re.Match[str]) -> str:
    """Without 원 only what begins with a digit is an amount of money: 5만, but not 만 14세."""
    is_money = found[3] or found[2][0] in "0123456789"
    return f"{found[1]}{_read_number(found[2])}원" if is_money else found[0]


def _read_number(written: str) -> int:
    group, *rest = written.split("만")
    number = (_read_group(group) or 1) * 10_000 + _read_group(rest[0]) if rest else _read_group(group)
    return int(number + 0.5)


def _read_group(written: str) -> float:
    """Below 만: 오천, 2백."""
    parts = (found for found in _PART.finditer(written) if found[0])
    return sum(_read_digit(found[1] or "1") * 10.0 ** " 십백천".index(found[2] or " ") for found in parts)


def _read_digit(digit: str) -> float:
    return "일이삼사오육칠팔구".find(digit) + 1 or float(digit)
