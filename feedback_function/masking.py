"""Masks personal data in what customers type.

One file of rules, `masking_rules.json`, is read here and exported as `masking_rules.js` for the browser, so both sides
mask alike; `tests/contracts/masking.json` holds them together. Remake the browser's copy with

    python -m feedback_function.masking > theme/assets/feedback/masking_rules.js
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Check = Callable[[str], bool]
OWN_TAG = "[쇼핑몰번호]"
"""What a number in a form of the shop's own is replaced by."""


@dataclass(frozen=True)
class MaskRule:
    """One kind of personal data: `pattern` has the groups (kept)(secret); `check` must agree to the secret.

    `plain`: it may match where there is neither digit nor Latin letter."""

    tag: str
    when: re.Pattern[str]
    pattern: re.Pattern[str]
    check: Check
    plain: bool = False

    def apply(self, text: str, reading: str) -> tuple[str, str]:
        """`text` and its `reading` (see `read_numbers`) with every secret of this kind replaced by the tag; only worth
        trying where the reading has what `when` looks for."""
        for found in reversed([*self.pattern.finditer(reading)]):
            if self.check(found[2]):
                begin, end = found.span(2)
                text, reading = (f"{each[:begin]}{self.tag}{each[end:]}" for each in (text, reading))
        return text, reading


@dataclass(frozen=True)
class _Reading:
    """How numbers are read: what is `spelt` in `digits`, and what stands `between` those of a `number`."""

    spelt: tuple[re.Pattern[str], ...]
    digits: dict[int, int]
    number: re.Pattern[str]
    between: re.Pattern[str]


_TELLING = re.compile("[0-9A-Za-z]")
"""Without any, only the few rules that are marked `plain` can match, as in most searches."""
_EMOJI = re.compile("[\U00010000-\U0010ffff]")
_BLOT = "\u263a"  # one unit of UTF-16, so that places are the same in JavaScript


def mask_text(text: str, own: tuple[MaskRule, ...] = ()) -> str:
    """`text` tidied (see `tidy_text`) and with personal data replaced by Korean tags such as `[전화번호]`; what the
    shop's `own` rules find (see `compile_templates`) goes first."""
    text = tidy_text(text)
    for rule in own:
        if rule.when.search(text):
            text, _ = rule.apply(text, text)
    reading = read_numbers(text)
    for rule in _rules() if _TELLING.search(reading) else _plain_rules():
        if rule.when.search(reading):
            text, reading = rule.apply(text, reading)
    return text


def tidy_text(text: str) -> str:
    """NFC, full-width ASCII made narrow, invisible characters removed, control characters made blanks, ends trimmed."""
    table, remove, blank, untidy = _tidying()
    if unicodedata.is_normalized("NFC", text) and not untidy.search(text):
        return text.strip(" \n")
    return blank.sub(" ", remove.sub("", unicodedata.normalize("NFC", text).translate(table))).strip(" \n")


def read_numbers(text: str) -> str:
    """`text` as the rules read it, character for character: numbers in words are digits, and what stands between the
    digits of one number is a hyphen."""
    reading = _reading()
    text = _EMOJI.sub(_BLOT, text)
    for pattern in reading.spelt:
        text = pattern.sub(lambda found: found[0].translate(reading.digits), text)
    return reading.number.sub(lambda found: reading.between.sub("-", found[0]).translate(reading.digits), text)


def is_luhn(text: str) -> bool:
    """Whether the digits in `text` end in the right check digit of a payment card (ISO/IEC 7812, annex B)."""
    digits = [int(digit) for digit in _digits(text)]
    doubled = (digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def list_tags() -> list[str]:
    """The tags that masking leaves, each once, such as `[전화번호]`."""
    return list(dict.fromkeys([*(rule.tag for rule in _rules()), OWN_TAG]))


def read_pattern(name: str) -> str:
    """One of the patterns that the rules are made of, such as `surname`."""
    words: dict[str, str] = _read_rules()["words"]
    return _expand(words[name], words)


def build_browser_rules() -> str:
    """The rules as a JavaScript module; made for theme/assets/feedback/masking_rules.js."""
    raw = _read_rules()
    del raw["about"]
    body = json.dumps(raw, ensure_ascii=False, indent=1)
    origin = "Made from feedback_function/masking_rules.json by `python -m feedback_function.masking`."
    return f"// {origin}\nexport const rules = {body};\n"


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _build_check(name: str | None) -> Check:
    if name is None:
        return bool
    if name == "luhn":
        return is_luhn
    _, low, high = name.split(":")
    return lambda secret: int(low) <= len(_digits(secret)) <= int(high)


def _expand(pattern: str, words: dict[str, str]) -> str:
    while found := re.search(r"\{([a-z][a-z0-9]+)\}", pattern):
        pattern = pattern.replace(found[0], words[found[1]])
    return pattern


def _read_rules() -> dict[str, Any]:
    source = files("feedback_function").joinpath("masking_rules.json").read_text(encoding="utf-8")
    rules: dict[str, Any] = json.loads(source)
    return rules


@cache
def _rules() -> tuple[MaskRule, ...]:
    raw = _read_rules()
    return tuple(
        MaskRule(
            tag=rule["tag"],
            when=re.compile(_expand(rule["when"], raw["words"])),
            pattern=re.compile(_expand(rule["pattern"], raw["words"])),
            check=_build_check(rule.get("check")),
            plain=rule.get("plain", False),
        )
        for rule in raw["rules"]
    )


@cache
def _reading() -> _Reading:
    raw = _read_rules()["reading"]
    digits = str.maketrans(raw["from"], raw["to"])
    spelt = tuple(map(re.compile, raw["spelt"]))
    return _Reading(spelt, digits, re.compile(raw["number"]), re.compile(raw["between"]))


@cache
def _plain_rules() -> tuple[MaskRule, ...]:
    return tuple(rule for rule in _rules() if rule.plain)


@cache
def _tidying() -> tuple[dict[int, int], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What to translate, what to remove, what to make blank; and a pattern of all three."""
    raw = _read_rules()
    narrow = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    table = narrow | str.maketrans(raw["replace"]["from"], raw["replace"]["to"])
    untidy = f"{raw['remove']}|{raw['blank']}|[{''.join(map(chr, table))}]"
    return table, re.compile(raw["remove"]), re.compile(raw["blank"]), re.compile(untidy)


if __name__ == "__main__":
    print(build_browser_rules(), end="")
