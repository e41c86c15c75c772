"""The nearest of many names, found in an index: the time for one question does not grow with the number of names."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from hc_builder.content.article import drop_suffix
from hc_builder.likest import find_likest

_UNSEEN = str.maketrans("", "", " -_.+%")
_GRAM = 3
_NAMES_KEPT = 200  # of a gram; those that more names share tell nothing
_GRAMS_ASKED = 4
_NEAR = 80


class Nearest:
    """Paths by the last part of their name, first as written, then with one slip, then by what they share with it.

    A slip (a letter too much, too few, exchanged, or two in the wrong order) is found as in SymSpell: two names that
    are one slip apart have a text in common that lacks at most one letter of each.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            self._paths[_fold_name(path)].append(path)

    def find(self, wanted: str) -> str:
        """The path most like `wanted`; `""`: none is like it."""
        name = _fold_name(wanted)
        if not name:
            return ""
        near = name if name in self._paths else self._find_slip(name) or self._find_like(name)
        return _choose(wanted, self._paths[near]) if near else ""

    def _find_slip(self, name: str) -> str:
        candidates = {other for text in (name, *_leave_out(name)) for other in self._with_gap.get(text, ())}
        candidates |= {text for text in _leave_out(name) if text in self._paths}
        return _choose(name, sorted(candidates)) if len(name) > 1 and candidates else ""

    def _find_like(self, name: str) -> str:
        postings = sorted((self._by_gram[gram] for gram in set(_cut(name)) if gram in self._by_gram), key=len)
        candidates = sorted({other for found in postings[:_GRAMS_ASKED] for other in found})
        return find_likest(name, candidates, _NEAR)

    @cached_property
    def _with_gap(self) -> dict[str, list[str]]:
        """Each name by the texts that lack one of its letters."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._paths:
            for text in _leave_out(name):
                found[text].append(name)
        return found

    @cached_property
    def _by_gram(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._paths:
            for gram in set(_cut(name)):
                if len(found[gram]) < _NAMES_KEPT:
                    found[gram].append(name)
        return found


def _fold_name(path: str) -> str:
    """`../Refund/Card_Refund.md` → `cardrefund`: how a name is compared."""
    name = drop_suffix(path.rstrip("/").removesuffix(".html").removesuffix(".htm")).rpartition("/")[2]
    return unicodedata.normalize("NFC", name).casefold().translate(_UNSEEN)


def _leave_out(name: str) -> Iterator[str]:
    return (name[:place] + name[place + 1 :] for place in range(len(name)))


def _cut(name: str) -> Iterator[str]:
    return (name[start : start + _GRAM] for start in range(max(1, len(name) - _GRAM + 1)))


def _choose(wanted: str, candidates: list[str]) -> str:
    """Of many with one name (`index.md`) only the first are looked at."""
    return find_likest(wanted, candidates[:_NAMES_KEPT])
