"""One thing has one name: the shop's own list of terms, and how its brand words are spelled."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from hc_builder.checks.prose import Prose
from hc_builder.problems import Edit, Problem

_LEAST_SYLLABLES = 3
_HANGUL = 0xAC00
_WORD = re.compile(r"[가-힣]+")


def check_terms(prose: Prose, terms: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """HC69: a name that the shop does not use, where customers read it."""
    for own, others in terms.items():
        for other in others:
            hint = f"the shop calls it '{own}'"
            is_safe = own[-1] == other[-1] and other not in own  # another ending takes another particle
            edit = Edit(other, own) if is_safe else None
            for where in _find_all(prose, own, other):
                yield _tell(prose, where, "HC69", f"'{other}' stands for '{own}'", hint, edit)


def _find_all(prose: Prose, own: str, other: str) -> Iterator[int | None]:
    """Places in the body; `None`: in the title."""
    form = _build_form(own, other)
    titled = any(found["other"] for found in form.finditer(prose.shown.article.title))
    yield from [None] if titled else []
    yield from (found.start() for found in form.finditer(prose.words) if found["other"])


@cache
def _build_form(own: str, other: str) -> re.Pattern[str]:
    """The shop's own word is passed over first, since it may hold the other."""
    return re.compile(rf"{_bound(own)}|(?P<other>{_bound(other)})")


def _bound(word: str) -> str:
    """Latin letters are a word by themselves; a Hangul word may have a particle after it."""
    begin = r"(?<![A-Za-z0-9])" if word[:1].isascii() else r"(?<![가-힣])"
    end = r"(?![A-Za-z0-9])" if word[-1:].isascii() else ""
    return f"{begin}{re.escape(word)}{end}"


def check_brand_words(prose: Prose, brands: Sequence[str]) -> Iterator[Problem]:
    """HC75: a brand in other capitals, or in Hangul with one letter off."""
    for brand in brands:
        if brand.isascii() and not brand.islower():
            yield from _check_capitals(prose, brand)
        elif len(brand) >= _LEAST_SYLLABLES and _WORD.fullmatch(brand):
            yield from _check_letters(prose, brand, brands)


def _check_capitals(prose: Prose, brand: str) -> Iterator[Problem]:
    form = re.compile(rf"(?<![\w./@-]){re.escape(brand)}(?![A-Za-z0-9_]|[./@-]\w)", re.I)
    for start, found in _find_in_both(prose, form):
        if found != brand:
            yield _tell(prose, start, "HC75", f"'{found}' is spelled '{brand}'", f"write '{brand}'", Edit(found, brand))


def _check_letters(prose: Prose, brand: str, brands: Sequence[str]) -> Iterator[Problem]:
    for start, found in _find_in_both(prose, _WORD):
        written = found[: len(brand)]
        if written not in brands and _is_slip(written, brand):
            yield _tell(
                prose, start, "HC75", f"'{written}' is spelled '{brand}'", f"write '{brand}'", Edit(written, brand)
            )


def _find_in_both(prose: Prose, form: re.Pattern[str]) -> Iterator[tuple[int | None, str]]:
    """In the title (`None`), and in the body by place."""
    yield from ((None, found[0]) for found in form.finditer(prose.shown.article.title))
    yield from ((found.start(), found[0]) for found in form.finditer(prose.words))


def _is_slip(written: str, brand: str) -> bool:
    """One syllable differs, and of that one letter."""
    if len(written) != len(brand):
        return False
    odd = [pair for pair in zip(written, brand, strict=True) if pair[0] != pair[1]]
    return len(odd) == 1 and sum(a != b for a, b in zip(*map(_take_apart, odd[0]), strict=True)) == 1


def _take_apart(syllable: str) -> tuple[int, int, int]:
    """First consonant, vowel and last consonant, by their numbers in Unicode."""
    number = ord(syllable) - _HANGUL
    return number // 588, number % 588 // 28, number % 28


def _tell(prose: Prose, start: int | None, code: str, what: str, hint: str, edit: Edit | None) -> Problem:
    line = prose.shown.article.lines.get("title", 1) if start is None else prose.find_line(start)
    return Problem(prose.path, line, code, what, hint, "warning", edit=edit)
