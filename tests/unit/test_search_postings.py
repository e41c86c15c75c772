"""Postings as columns: what one sort and whole columns give is what counting one by one would."""

import math
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from search_parts import merge_parts

from hc_builder.search.analysis import Analysis, Analyzer, Term
from hc_builder.search.analysis_cache import CachedAnalyzer
from hc_builder.search.document import Document, Window
from hc_builder.search.facts import IMPACT_LEVELS
from hc_builder.search.pack import pack_column, pack_number, pack_numbers, pack_postings
from hc_builder.search.part import PartMaker, decode_part, encode_part
from hc_builder.search.places import number_documents
from hc_builder.search.postings import Postings

WORDS = ("배송비", "배송", "환불", "a/s", "5만원")
ANALYSES = {word: Analysis((Term(word),), (Term(word[:2]),) if len(word) > 2 else ()) for word in WORDS}
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(tuple)
bodies = st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=6)


class Listed(Analyzer):
    """An analyser of these words alone."""

    def analyze(self, word: str) -> Analysis:
        return ANALYSES[word]


class Silent(Analyzer):
    """An analyser that must not be asked."""

    def analyze(self, word: str) -> Analysis:
        raise AssertionError(f"asked for {word}")


def make_document(number: int, windows: list[tuple[str, ...]]) -> Document:
    title = Window(0, "title", ("배송",))
    body = tuple(Window(10 + place, "body", found) for place, found in enumerate(windows))
    return Document(str(number), "", "", "", "", "", (), (), "", (title, *body))


def count_plainly(document: Document, average: float) -> Mapping[str, float]:
    """BM25F's frequency of each whole word: a title's counts 4, a body's 1 over its relative length."""
    counts: dict[str, float] = defaultdict(float)
    length = sum(len(window.words) for window in document.windows if window.field == "body")
    for window in document.windows:
        for word in window.words:
            counts[word] += 4.0 if window.field == "title" else 1 / (0.25 + 0.75 * length / average)
    return counts


def round_average(average: float) -> float:
    """To the next of 32 steps for each doubling."""
    return float(2 ** (round(32 * math.log2(average)) / 32))


def list_postings(postings: Postings, term: str) -> list[tuple[int, int]]:
    place = postings.terms.index(term)
    inside = slice(postings.starts[place], postings.starts[place + 1])
    return list(zip(postings.documents[inside].tolist(), postings.impacts[inside].tolist(), strict=True))


@given(st.lists(st.integers(0, 2**30 - 1)))
def test_a_column_of_numbers_is_packed_as_each_number_is(numbers: list[int]) -> None:
    data, starts = pack_column(np.array(numbers, np.int64))
    assert data == pack_numbers(numbers)
    assert [data[a:b] for a, b in pairwise(starts)] == [*map(pack_number, numbers)]


@given(bodies)
def test_impacts_are_those_of_counting_word_by_word(texts: list[list[tuple[str, ...]]]) -> None:
    documents = [make_document(number, windows) for number, windows in enumerate(texts)]
    average = round_average(sum(len(found) for windows in texts for found in windows) / len(texts))
    postings = merge_parts(map(PartMaker(Listed()).make, documents))
    numbers = number_documents(document.id for document in documents)
    counts = {numbers[document.id]: count_plainly(document, average) for document in documents}
    for word in ("환불", "a/s", "배송비"):
        expected = [(number, counts[number][word]) for number in sorted(counts) if word in counts[number]]
        found = list_postings(postings, word) if word in postings.terms else []
        assert [number for number, _ in found] == [number for number, _ in expected]
        for (_, impact), (_, count) in zip(found, expected, strict=True):
            assert math.isclose(impact, IMPACT_LEVELS * count / (1.2 + count), abs_tol=0.51)


def test_no_articles_are_no_postings() -> None:
    assert pack_postings(merge_parts([])) == []


def test_only_words_that_are_new_are_analysed() -> None:
    cached = CachedAnalyzer(Silent(), {word: msgspec.Raw(msgspec.msgpack.encode(ANALYSES[word])) for word in ANALYSES})
    assert cached.analyze("환불") == ANALYSES["환불"]
    assert cached.asked == {"환불": ANALYSES["환불"]}


@given(bodies)
def test_a_part_is_the_same_after_it_was_kept(texts: list[list[tuple[str, ...]]]) -> None:
    maker = PartMaker(Listed())
    parts = [maker.make(make_document(number, windows)) for number, windows in enumerate(texts)]
    assert [decode_part(encode_part(part)) for part in parts] == parts
    assert pack_postings(merge_parts(reversed(parts))) == pack_postings(merge_parts(parts))
