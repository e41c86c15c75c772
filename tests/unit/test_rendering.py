"""Every dialect a writer may bring: `rendering/NAME.md` must give `rendering/NAME.html`. A new case is two files.
`UPDATE_GOLDEN=1` writes the HTML anew, to be read before it is committed."""

import os
from pathlib import Path

import pytest

from hc_builder.content.markup import Renderer
from hc_builder.content.markup.liquid import replace_liquid

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


def test_a_template_tag_shows_what_its_arguments_hold_and_is_told_with_its_line() -> None:
    figure = "{%\n  include figure.html image='/a.png'\n  image_alt_text='그림'\n  text='설명 <b>'\n%}"
    text = f"하나\n\n{figure}\n{{% include x.html %}}\n{{% include list.html items=page.steps %}}\n"
    body, tags = replace_liquid(text, {"steps": ["첫째", "둘째"]})
    assert '<figure><img src="/a.png" alt="그림"><figcaption>설명 &lt;b&gt;</figcaption></figure>' in body
    assert "<ul><li>첫째</li><li>둘째</li></ul>" in body
    assert [(tag.line, tag.shown) for tag in tags] == [(2, True), (7, False), (8, True)]


def test_a_template_tag_in_a_code_block_stays() -> None:
    assert replace_liquid("```\n{% include x.html %}\n```", {}) == ("```\n{% include x.html %}\n```", [])
