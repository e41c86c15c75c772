"""Every dialect a writer may bring: `rendering/NAME.md` must give `rendering/NAME.html`. A new case is two files.
`UPDATE_GOLDEN=1` writes the HTML anew, to be read before it is committed."""

import os
from pathlib import Path

import pytest

from hc_builder.markup import Renderer

CASES = sorted((Path(__file__).parent / "rendering").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_markdown_renders_as_meant(case: Path) -> None:
    html = Renderer().render(case.read_text(encoding="utf-8"), "ko").html + "\n"
    golden = case.with_suffix(".html")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(html, encoding="utf-8")
    assert html == golden.read_text(encoding="utf-8")


def test_sections_are_cut_at_the_headings_and_hold_what_a_reader_sees() -> None:
    text = (
        "머리말.\n\n## 카드 {#card}\n\n| 수단 | 날 |\n|--|--|\n| 카드 | 3일 |\n\n"
        "## 현금\n\n![통장 화면](a.png)\n\n> [!NOTE]\n> 주의 글\n"
    )
    sections = Renderer().render(text, "ko").sections
    assert [(section.anchor, section.title, section.text) for section in sections] == [
        ("", "", "머리말."),
        ("card", "카드", "수단\n날\n카드\n3일"),
        ("현금", "현금", "통장 화면\n참고\n주의 글"),
    ]


def test_a_template_tag_is_left_out_and_told_with_its_line() -> None:
    rendered = Renderer().render("하나\n\n{% include x.html %}\n", "ko")
    assert [(left.line, left.tag) for left in rendered.left_out] == [(2, "{% include x.html %}")]
    assert "include" not in rendered.html
