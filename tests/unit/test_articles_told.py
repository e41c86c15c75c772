"""What is told of one article: that it says nothing, and what of its Markdown was not read."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import Problem, render_problems

TODAY = date(2026, 11, 29)


def check(root: Path, *bodies: str) -> list[Problem]:
    for number, body in enumerate(bodies):
        (root / f"a{number}.md").write_text(f"---\ntitle: 글 {number}\n---\n{body}\n", "utf-8")
    return check_help_center(read_help_center(root, Settings(), Renderer(), TODAY), TODAY)


@pytest.mark.parametrize(
    "body", ["", "<!-- 나중에 쓰기 -->", "<!-- 하나 -->\n\n<!-- 둘 -->\n", "[a]: https://a.kr", "<p></p>"]
)
def test_an_article_that_shows_nothing_has_no_text(tmp_path: Path, body: str) -> None:
    assert [problem.code for problem in check(tmp_path, body)] == ["HC17"]


@pytest.mark.parametrize(
    "body",
    ["글", "## 제목", "![](https://a.kr/a.png)", '<video src="https://a.kr/v.mp4"></video>', "<svg></svg>", "`말`"],
)
def test_text_and_media_are_contents(tmp_path: Path, body: str) -> None:
    assert "HC17" not in [problem.code for problem in check(tmp_path, body)]


def test_an_article_that_is_refused_is_told_once(tmp_path: Path) -> None:
    (problem,) = check(tmp_path, "첫 줄\n\n<!-- 닫지 않은 메모\n\n본문")
    assert (problem.code, problem.line, problem.severity) == ("HC19", 6, "error")
    assert (problem.what, problem.hint) == ("a comment is opened and not closed", "end it with -->")


@pytest.mark.parametrize(
    ("body", "what", "cure"),
    [
        ("가격은 **십만 원", "`가격은 **십만 원`: this emphasis mark has no partner", "put a backslash before it"),
        ("~~옛 가격", "`~~옛 가격`: this emphasis mark has no partner", "on both sides"),
        ("[글](말 (그대로)", "this is not read as a link", "write `[text](address)`"),
        ("<div>\n**굵게**\n</div>", "`**굵게**`: Markdown inside an HTML block is not read", "leave a blank line"),
        (":::caution 주의\n글\n\n나머지", "`:::caution 주의`: this box is opened and not closed", "`:::`"),
        ("+++ 접기\n글\n\n나머지", "`+++ 접기`: this box is opened and not closed", "`+++`"),
    ],
)
def test_markdown_that_is_not_read_is_told_in_a_sentence_with_its_cure(
    tmp_path: Path, body: str, what: str, cure: str
) -> None:
    (problem,) = check(tmp_path, body)
    assert (problem.code, problem.line) == ("HC26", 4 + body.startswith("<div>"))
    assert what in problem.what
    assert cure in problem.hint


def test_many_of_a_kind_are_told_in_a_sentence_too(tmp_path: Path) -> None:
    told = render_problems(check(tmp_path, *["가 **나"] * 3, "가 **나\n\n다 **라"))
    assert "4 emphasis marks without a partner, shown as typed, in 4 files: `가 **나`" in told
    assert (
        "`가 **나`: this emphasis mark has no partner and is shown as typed (2 times in this article)"
        in render_problems(check(tmp_path, "가 **나\n\n다 **라")[:1])
    )


@pytest.mark.parametrize(
    "body",
    [
        ":::tip\n글\n:::\n\n뒤",
        "::::note\n:::tip\n글\n:::\n::::",
        "- 항목\n\n  :::tip\n  글\n  :::\n- 다음",
        "+++ 접기\n글\n+++",
        "> :::tip\n> 글\n> :::",
        "```\n:::tip\n```",
    ],
)
def test_a_box_that_is_closed_is_not_told(tmp_path: Path, body: str) -> None:
    assert check(tmp_path, body) == []


def test_a_sample_shows_what_the_reader_sees(tmp_path: Path) -> None:
    (problem,) = check(tmp_path, "<주문번호>는 **여기에")
    assert "`<주문번호>는 **여기에`" in problem.what
