"""How strongly a term stands in a document, by field and by length, and in which windows."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from search_parts import merge_parts

from hc_builder.search.analysis import Analysis, Term
from hc_builder.search.document import Document, Window
from hc_builder.search.part import PartMaker
from hc_builder.search.places import number_documents
from hc_builder.search.postings import Postings

NOUN, VERB, ADVERB = 0, 1, 2  # as the browser knows them


class Listed:
    """An analyser that knows a few words; every other is itself."""

    def __init__(self, known: Mapping[str, Analysis]) -> None:
        self.known = known

    def analyze(self, word: str) -> Analysis:
        return self.known.get(word) or Analysis((Term(word),))


def make_document(*windows: tuple[int, str, str]) -> Document:
    made = tuple(Window(bit, field, tuple(text.split())) for bit, field, text in windows)
    return Document("", "", "", "", "", "", (), (), "", made)


def build(*documents: Document, known: Mapping[str, Analysis] | None = None) -> Postings:
    """Of documents whose ids are their places."""
    maker = PartMaker(Listed(known or {}))
    return merge_parts(maker.make(replace(document, id=str(place))) for place, document in enumerate(documents))


def read_rows(postings: Postings, term: str) -> list[tuple[int, int, int]]:
    """(Place of the document, impact, windows) of each posting; there are fewer than 200 documents."""
    place = postings.terms.index(term)
    inside = slice(postings.starts[place], postings.starts[place + 1])
    columns = (
        postings.documents[inside].tolist(),
        postings.impacts[inside].tolist(),
        postings.windows[inside].tolist(),
    )
    return list(zip(*columns, strict=True))


def read_impacts(postings: Postings, term: str, count: int = 1) -> dict[int, int]:
    """By place of the document, of `count` documents."""
    places = {number: int(id) for id, number in number_documents(map(str, range(count))).items()}
    return {places[number]: impact for number, impact, _ in read_rows(postings, term)}


def read_windows(postings: Postings, term: str) -> set[int]:
    return {windows for _, _, windows in read_rows(postings, term)}


@pytest.mark.parametrize(
    ("field", "impact"),
    # 63 · weight / (1.2 + weight): title 4, questions 3, keywords 2.5, heading 3, summary 1.5, body 1
    [("title", 48), ("questions", 45), ("keywords", 43), ("heading", 45), ("summary", 35), ("body", 29)],
)
def test_a_word_counts_by_its_field(field: str, impact: int) -> None:
    assert read_impacts(build(make_document((0, field, "x"))), "x") == {0: impact}


@pytest.mark.parametrize(
    ("field", "short", "long"),
    # one word in a field of 1 and of 7 words, of 4 on average
    [
        ("title", 53, 45),
        ("questions", 52, 40),
        ("keywords", 48, 38),
        ("heading", 50, 41),
        ("summary", 42, 30),
        ("body", 41, 22),
    ],
)
def test_a_word_of_a_long_field_counts_less(field: str, short: int, long: int) -> None:
    postings = build(make_document((0, field, "x")), make_document((0, field, "x " + "y " * 6)))
    assert read_impacts(postings, "x", 2) == {0: short, 1: long}


def test_a_fields_average_length_is_taken_over_the_documents_that_have_it() -> None:
    with_heading = make_document((10, "heading", "x y"), (10, "body", "z"))
    assert read_impacts(build(with_heading, make_document((10, "body", "z"))), "x", 2) == {0: 45}


def test_impacts_of_all_fields_add_up_before_they_are_saturated() -> None:
    document = make_document((0, "title", "x"), (10, "body", "x"))
    assert read_impacts(build(document), "x") == {0: round(63 * 5 / 6.2)}


def test_the_faintest_word_still_has_an_impact() -> None:
    documents = [
        make_document((10, "body", "x " + "y " * 4000)),
        *(make_document((10, "body", "z")) for _ in range(99)),
    ]
    assert read_impacts(build(*documents), "x", 100) == {0: 1}


def test_windows_are_the_bits_a_term_stands_in() -> None:
    document = make_document((0, "title", "x"), (10, "body", "y x"), (29, "body", "x"))
    postings = build(document, make_document((3, "questions", "x")))
    assert read_windows(postings, "x") == {1 | 1 << 10 | 1 << 29, 1 << 3}
    assert read_windows(postings, "y") == {1 << 10}


def test_an_article_is_about_what_stands_outside_its_body() -> None:
    fields = ("title", "questions", "keywords", "heading", "summary", "body")
    postings = build(*(make_document((10, field, field)) for field in fields), make_document((10, "body", "title")))
    numbers = number_documents(map(str, range(7)))
    about = {term: postings.find_prominent(number) for number, term in enumerate(postings.terms)}
    expected = {field: frozenset({numbers[str(place)]}) for place, field in enumerate(fields[:-1])}
    assert about == expected | {"body": frozenset()}
    assert postings.list_prominent() == [term != "body" for term in postings.terms]
    assert postings.count_documents() == [2 if term == "title" else 1 for term in postings.terms]


def test_wider_terms_are_indexed_but_do_not_make_a_field_longer() -> None:
    analyses = {"배송비": Analysis((Term("배송"),), (Term("배송비"),))}
    postings = build(make_document((1, "questions", "배송비")), known=analyses)
    assert [term for term in postings.terms if term[0] != "~"] == ["배송", "배송비"]
    assert read_impacts(postings, "배송비") == {0: 45}


def test_pairs_of_syllables_inside_words_are_terms_of_their_own_unless_they_are_words() -> None:
    analyses = {"배송비": Analysis((Term("배송"),), (Term("배송비"),)), "a가": Analysis((Term("a가"),))}
    postings = build(make_document((1, "questions", "배송비 a가")), known=analyses)
    assert postings.terms == ["a가", "~송비", "배송", "배송비"]


@pytest.mark.parametrize(("kinds", "kind"), [((VERB, NOUN), NOUN), ((ADVERB, VERB), VERB), ((ADVERB,), ADVERB)])
def test_a_text_of_several_kinds_is_a_noun_before_a_verb_before_an_adverb(kinds: tuple[int, ...], kind: int) -> None:
    analyses = {str(number): Analysis((Term("x", each),)) for number, each in enumerate(kinds)}
    words = " ".join(analyses)
    assert build(make_document((0, "title", words)), known=analyses).kinds == [kind]


def test_a_kind_is_settled_over_all_articles() -> None:
    known = {"a": Analysis((Term("x", VERB),)), "b": Analysis((Term("x", NOUN),))}
    documents = [make_document((0, "title", word)) for word in "aba"]
    assert build(*documents, known=known).kinds == [NOUN]


def test_an_edit_of_a_few_words_changes_no_other_articles_impacts() -> None:
    documents = [make_document((10, "body", "x " + f"w{place} " * 99)) for place in range(50)]
    edited = [make_document((10, "body", "x y z " + "w0 " * 99)), *documents[1:]]
    before, after = (read_impacts(build(*them), "x", 50) for them in (documents, edited))
    assert {place: before[place] for place in range(1, 50)} == {place: after[place] for place in range(1, 50)}
