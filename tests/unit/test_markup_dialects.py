"""Python-Markdown stays a dialect for sites that come from MkDocs, behind the same renderer."""

from datetime import date
from pathlib import Path

from hc_builder.checks.dialects import list_dialect_differences
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import DialectComparison, Renderer, compare_dialects
from hc_builder.content.settings import Settings
from hc_builder.content.settings_reading import parse_settings


def test_the_dialect_is_a_setting() -> None:
    assert parse_settings({}, "mkdocs.yml")[0].dialect == "commonmark"
    assert parse_settings({"dialect": "python-markdown"}, "mkdocs.yml")[0].dialect == "python-markdown"
    assert [problem.code for problem in parse_settings({"dialect": "markdown"}, "mkdocs.yml")[1]] == ["HC06"]


def test_python_markdown_reads_as_mkdocs_does_with_the_shops_own_extensions() -> None:
    text = "H~2~O\n\n1. 하나\n\n    문단\n\n!!! note\n    글\n\n```\n{{ 코드 }}\n```\n\n<project ID>"
    html = Renderer({"pymdownx.tilde": {"subscript": True}}, "python-markdown").render(text, "ko").html
    for part in ("H<sub>2</sub>O", '<p class="admonition-title">참고</p>', "{{ 코드 }}", "&lt;project ID&gt;"):
        assert part in html


def test_both_dialects_give_boxes_and_tabs_the_same_classes() -> None:
    text = '!!! tip\n    글\n\n??? note "더"\n    글\n\n=== "가"\n    글\n\n- [ ] 일\n\n++ctrl++[^1]\n\n[^1]: 각주'
    old, new = Renderer(dialect="python-markdown").render(text, "ko").html, Renderer().render(text, "ko").html
    for name in ("admonition tip", "admonition-title", "tabbed-set tabbed-alternate", "tabbed-block"):
        assert f'class="{name}"' in old, name
        assert f'class="{name}"' in new, name
    for part in ('<details class="note">', '<span class="keys">', '<div class="footnote">', '<sup id="fnref:1">'):
        assert part in old, part
        assert part in new, part


def test_texts_that_both_read_alike_have_no_difference() -> None:
    assert compare_dialects("## 제목\n\n글 **굵게** [링크](a.md)\n\n- 하나\n- 둘\n", "ko") is None


def test_the_first_difference_is_shown_as_each_dialect_shows_it() -> None:
    difference = DialectComparison().compare("같은 문단\n\n1. 하나\n\n   문단\n2. 둘\n\n#1588번", "ko")
    assert difference is not None
    assert difference.python_markdown != difference.commonmark


def test_one_tilde_is_a_tilde_where_the_shop_asks_for_nothing_else() -> None:
    assert "H~2~O" in Renderer(dialect="python-markdown").render("H~2~O", "ko").html


def test_articles_that_the_dialects_read_differently_are_listed_and_counted(tmp_path: Path) -> None:
    for name, text in (("a", "같은 글"), ("b", "1. 하나\n\n   문단\n2. 둘"), ("c", "글\n- 하나")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{text}\n", "utf-8")
    center = read_help_center(tmp_path, Settings(), Renderer(), date(2026, 11, 29))
    *lines, last = list_dialect_differences(center)
    assert [line.partition(":")[0].rpartition("/")[2] for line in lines] == ["b.md", "c.md"]
    assert last == "2 of 3 articles are read differently"


def test_an_address_that_looks_like_a_mark_stays_as_it_is() -> None:
    rendered = Renderer().render("글\n\n[가](b%F3%B1%80%80.md)", "ko")
    assert 'href="b%F3%B1%80%80.md"' in rendered.html
    assert [(reference.target, reference.line) for reference in rendered.references] == [("b\U000f1000.md", 3)]
