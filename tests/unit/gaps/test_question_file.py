"""Groups of any list of questions, as `hc gaps group FILE` gives them."""

import json
from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.gaps.deciding.coverage import build_knowledge
from hc_builder.gaps.deciding.question_file import (
    QuestionFileError,
    group_lines,
    read_lines,
    render_groups,
    render_lines,
)

TODAY = date(2026, 11, 21)
LINES = ["환불 언제 되나요", "", "환불은 언제 돼요?", "달에도 배송하나요", "환불 언제 되나요", "달에도 배송 하나요?"]


@pytest.fixture(scope="module")
def center() -> HelpCenter:
    return read_help_center(Path(__file__).parents[3] / "content", Settings(), Renderer(), TODAY)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "chat.txt"
    path.write_bytes(content)
    return path


def test_every_line_of_the_file_gets_a_result_in_its_place(center: HelpCenter) -> None:
    grouped = group_lines(LINES, build_knowledge(center, TODAY, LINES))
    rows = [json.loads(row) for row in render_lines(grouped).splitlines()]
    assert [row["query"] for row in rows] == LINES
    assert all(set(row) == {"query", "group", "topic", "article"} for row in rows)
    assert rows[0]["group"] == rows[2]["group"] == rows[4]["group"] != rows[3]["group"] == rows[5]["group"]
    assert rows[0]["article"] == "refund/when"
    assert rows[1]["article"] == ""


def test_the_text_form_counts_and_leaves_out_what_is_empty(center: HelpCenter) -> None:
    text = render_groups(group_lines(LINES, build_knowledge(center, TODAY, LINES)))
    assert text.startswith("5 lines ask 2 questions; 2 are asked more than once, ")
    assert "3 × 환불 언제 되나요\n    answered by refund/when\n    - 환불은 언제 돼요?\n" in text


def test_a_file_of_windows_is_read_line_by_line(tmp_path: Path) -> None:
    assert read_lines(write(tmp_path, "\ufeff환불\r\n\r\n배송\u2028비\r\n".encode())) == ["환불", "", "배송\u2028비"]
    assert read_lines(write(tmp_path, b"")) == [""]


def test_a_file_that_is_not_utf8_is_named_with_the_line_and_the_cure(tmp_path: Path) -> None:
    path = write(tmp_path, b"refund\n" + "환불".encode("cp949"))
    with pytest.raises(QuestionFileError) as raised:
        read_lines(path)
    assert str(raised.value) == (
        f"{path}:2: not UTF-8\n  hint: save it as UTF-8, or convert it: iconv -f CP949 -t UTF-8 chat.txt"
    )


@pytest.mark.parametrize("lines", [[""], ["환불"], ["환불", "배송"], ["같아요"] * 40, ['"a","b"', ",,,", "1"]])
def test_short_and_odd_files_are_grouped_too(lines: list[str], center: HelpCenter) -> None:
    assert len(group_lines(lines, build_knowledge(center, TODAY, lines))) == len(lines)
