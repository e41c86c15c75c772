"""An article becomes at most thirty windows: which bit each part of it gets, and where a long section is cut."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.document import Document, build_document

HEAD = "title: 환불 안내"


def read_document(folder: Path, body: str, head: str = HEAD) -> Document:
    path = folder / "refund" / "when.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{head}\n---\n{body}\n", "utf-8")
    [shown] = read_help_center(folder, Settings(), Renderer(), date(2026, 1, 1)).articles
    return build_document(shown)


def list_bits(document: Document, field: str) -> list[int]:
    return [window.bit for window in document.windows if window.field == field]


def list_lengths(document: Document) -> list[int]:
    return [len(window.words) for window in document.windows if window.field == "body"]


def test_each_part_of_an_article_has_its_bit(tmp_path: Path) -> None:
    head = f"{HEAD}\nquestions: [언제 와요, 얼마나 걸려요]\nkeywords: [입금, 계좌]\nsummary: 삼 일"
    document = read_document(tmp_path, "본문이에요.\n\n## 제목\n\n글", head)
    assert [(window.bit, window.field, window.words) for window in document.windows] == [
        (0, "title", ("환불", "안내")),
        (1, "questions", ("언제", "와요")),
        (2, "questions", ("얼마나", "걸려요")),
        (9, "keywords", ("입금", "계좌")),
        (9, "summary", ("삼", "일")),
        (10, "body", ("본문이에요",)),
        (11, "heading", ("제목",)),
        (11, "body", ("글",)),
    ]
    assert (document.id, document.category, document.type) == ("refund/when", "refund", "faq")
    assert document.section_of == (0, 1)
    assert [title for _, title in document.sections] == ["", "제목"]


def test_questions_beyond_the_eighth_share_its_bit(tmp_path: Path) -> None:
    questions = ", ".join(f"질문{number}" for number in range(10))
    document = read_document(tmp_path, "글", f"{HEAD}\nquestions: [{questions}]")
    assert list_bits(document, "questions") == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8]


def test_sections_beyond_the_twentieth_share_the_last_bit(tmp_path: Path) -> None:
    document = read_document(tmp_path, "\n\n".join(f"## 제목{number}\n\n글{number}" for number in range(23)))
    assert list_bits(document, "body") == [*range(10, 30), 29, 29, 29]
    assert list_bits(document, "heading") == list_bits(document, "body")
    assert document.section_of == tuple(range(20))


@pytest.mark.parametrize(
    ("words", "lengths"),
    [
        (1, [1]),
        (40, [40]),
        (59, [59]),  # no window of a few words only
        (61, [31, 30]),
        (80, [40, 40]),
        (121, [41, 41, 39]),
    ],
)
def test_a_section_is_cut_evenly_at_about_forty_words(tmp_path: Path, words: int, lengths: list[int]) -> None:
    assert list_lengths(read_document(tmp_path, "낱말 " * words)) == lengths


def test_a_long_section_has_its_heading_in_its_first_window_only(tmp_path: Path) -> None:
    document = read_document(tmp_path, "## 제목\n\n" + "낱말 " * 80)
    assert list_bits(document, "heading") == [10]
    assert list_bits(document, "body") == [10, 11]
    assert document.section_of == (0, 0)


def test_an_article_without_text_has_a_title_alone(tmp_path: Path) -> None:
    assert [window.field for window in read_document(tmp_path, "").windows] == ["title"]


def test_a_summary_left_out_is_the_first_line_cut_at_120_characters(tmp_path: Path) -> None:
    assert read_document(tmp_path, "첫 줄.\n\n둘째 줄.").summary == "첫 줄."
    assert read_document(tmp_path, "가" * 120).summary == "가" * 120
    assert read_document(tmp_path, "가" * 121).summary == "가" * 120 + "…"
    assert read_document(tmp_path, "가" * 119 + " 나").summary == "가" * 119 + "…"
    assert read_document(tmp_path, "글", f"{HEAD}\nsummary: 짧게").summary == "짧게"
