"""Slips fold into what was meant: which, and which not."""

import pytest

from hc_builder.gaps.deciding.spellings import find_spellings
from hc_builder.gaps.model.queries import QueryStats, WeekCounts, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.search.result import Found

KOREAN = QueryAnalyzer()


def fold(typed: dict[str, int], mended: dict[str, str], terms: str = "") -> dict[str, str]:
    """`typed`: wording → sessions; `mended`: wording → what the search took it for."""
    queries = [
        QueryStats(key, number, number, 0, 0, 0, 0, 0, 0, (WeekCounts(number, 0, 0, 0, 0),), (Wording(key, number),))
        for key, number in typed.items()
    ]
    readings = {text: Found((), mended=mended.get(text, "")) for text in typed}
    return find_spellings(queries, readings, frozenset(terms.split()), KOREAN)


def test_a_slip_folds_into_what_more_people_typed() -> None:
    assert fold({"환블": 2, "환불": 9}, {"환블": "환불"}) == {"환블": "환불"}


def test_what_as_many_typed_is_no_slip() -> None:
    assert fold({"환블": 9, "환불": 9}, {"환블": "환불"}) == {}


def test_the_other_layout_folds_however_many_typed_it() -> None:
    assert fold({"ghksqnf": 9, "환불": 2}, {"ghksqnf": "환불"}) == {"ghksqnf": "환불"}


@pytest.mark.parametrize(("terms", "folds"), [("환불", True), ("교환", False), ("", False)])
def test_what_nobody_else_typed_folds_into_one_word_of_the_content(terms: str, folds: bool) -> None:
    assert bool(fold({"환블": 2}, {"환블": "환불"}, terms)) is folds


def test_what_nobody_else_typed_does_not_fold_into_several_words() -> None:
    assert fold({"환블 기간": 2}, {"환블 기간": "환불 기간"}, "환불 기간") == {}


def test_a_slip_of_a_slip_folds_into_nothing() -> None:
    assert fold({"환블": 2, "환볼": 9}, {"환블": "환볼", "환볼": "환불"}, "환불 환볼") == {"환볼": "환불"}
