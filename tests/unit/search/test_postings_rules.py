"""How strongly a term stands in a document, by field and by length, and in which windows."""

import pytest

from hc_builder.search.analysis import Analysis, Term
from hc_builder.search.document import Document, Window
from hc_builder.search.postings import Postings, build_postings

NOUN, VERB, ADVERB = 0, 1, 2  # as the browser knows them


def make_document(*windows: tuple[int, str, str]) -> Document:
    made = tuple(Window(bit, field, tuple(text.split())) for bit, field, text in windows)
    return Document("id", "", "", "", "", "", (), (), "", made)


def build(*documents: Document) -> Postings:
    words = {word for document in documents for window in document.windows for word in window.words}
    return build_postings(documents, {word: Analysis((Term(word),)) for word in words})


def read_impacts(postings: Postings, term: str) -> dict[int, int]:
    place = postings.terms.index(term)
    inside = slice(postings.starts[place], postings.starts[place + 1])
    return dict(zip(postings.documents[inside].tolist(), postings.impacts[inside].tolist(), strict=True))


def read_windows(postings: Postings, term: str) -> list[int]:
    place = postings.terms.index(term)
    found: list[int] = postings.windows[postings.starts[place] : postings.starts[place + 1]].tolist()
    return found


@pytest.mark.parametrize(
    ("field", "impact"),
    # 63 · weight / (1.2 + weight): title 4, questions 3, keywords 2.5, heading 3, summary 1.5, body 1
    [("title", 48), ("questions", 45), ("keywords", 43), ("heading", 45), ("summary", 35), ("body", 29)],
)
def test_a_word_counts_by_its_field(field: str, impact: int) -> None:
    assert read_impacts(build(make_document((0, field, "x"))), "x") == {0: impact}


@pytest.mark.parametrize(
    ("field", "short", "long"),
    # one word in a field of 1 and of 9 words, of 5 on average
    [
        ("title", 53, 44),
        ("questions", 52, 40),
        ("keywords", 49, 38),
        ("heading", 51, 40),
        ("summary", 43, 30),
        ("body", 43, 22),
    ],
)
def test_a_word_of_a_long_field_counts_less(field: str, short: int, long: int) -> None:
    postings = build(make_document((0, field, "x")), make_document((0, field, "x " + "y " * 8)))
    assert read_impacts(postings, "x") == {0: short, 1: long}


def test_a_fields_average_length_is_taken_over_the_documents_that_have_it() -> None:
    with_heading = make_document((10, "heading", "x y"), (10, "body", "z"))
    assert read_impacts(build(with_heading, make_document((10, "body", "z"))), "x") == {0: 45}


def test_impacts_of_all_fields_add_up_before_they_are_saturated() -> None:
    document = make_document((0, "title", "x"), (10, "body", "x"))
    assert read_impacts(build(document), "x") == {0: round(63 * 5 / 6.2)}


def test_the_faintest_word_still_has_an_impact() -> None:
    documents = [
        make_document((10, "body", "x " + "y " * 4000)),
        *(make_document((10, "body", "z")) for _ in range(99)),
    ]
    assert read_impacts(build(*documents), "x") == {0: 1}


def test_windows_are_the_bits_a_term_stands_in() -> None:
    document = make_document((0, "title", "x"), (10, "body", "y x"), (29, "body", "x"))
    postings = build(document, make_document((3, "questions", "x")))
    assert read_windows(postings, "x") == [1 | 1 << 10 | 1 << 29, 1 << 3]
    assert read_windows(postings, "y") == [1 << 10]


def test_an_article_is_about_what_stands_outside_its_body() -> None:
    fields = ("title", "questions", "keywords", "heading", "summary", "body")
    postings = build(*(make_document((10, field, field)) for field in fields), make_document((10, "body", "title")))
    about = {term: postings.find_prominent(number) for number, term in enumerate(postings.terms)}
    assert about == {field: frozenset({place}) for place, field in enumerate(fields[:-1])} | {"body": frozenset()}
    assert postings.list_prominent() == [term != "body" for term in postings.terms]
    assert postings.count_documents() == [2 if term == "title" else 1 for term in postings.terms]


def test_wider_terms_are_indexed_but_do_not_make_a_field_longer() -> None:
    analyses = {"배송비": Analysis((Term("배송"),), (Term("배송비"),))}
    postings = build_postings([make_document((0, "title", "배송비"))], analyses)
    assert [term for term in postings.terms if term[0] != "~"] == ["배송", "배송비"]
    assert read_impacts(postings, "배송비") == {0: 48}


def test_pairs_of_syllables_inside_words_are_terms_of_their_own_unless_they_are_words() -> None:
    analyses = {"배송비": Analysis((Term("배송"),), (Term("배송비"),)), "a가": Analysis((Term("a가"),))}
    postings = build_postings([make_document((0, "title", "배송비 a가"))], analyses)
    assert postings.terms == ["a가", "~송비", "배송", "배송비"]


@pytest.mark.parametrize(("kinds", "kind"), [((VERB, NOUN), NOUN), ((ADVERB, VERB), VERB), ((ADVERB,), ADVERB)])
def test_a_text_of_several_kinds_is_a_noun_before_a_verb_before_an_adverb(kinds: tuple[int, ...], kind: int) -> None:
    analyses = {str(number): Analysis((Term("x", each),)) for number, each in enumerate(kinds)}
    words = " ".join(analyses)
    assert build_postings([make_document((0, "title", words))], analyses).kinds == [kind]
