"""Texts that no one writes by hand are read in linear time, or refused with a line and a reason."""

import pytest

from hc_builder.content.markup import MarkupError, Renderer

REFUSED = [
    *[":::tip\n" * 5_000, "+++ a\n" * 5_000, "<div markdown>\n" * 2_000],
    *[">" * 10_000 + "가", "- " * 10_000 + "가", "1. " * 10_000, "[" * 50_000, "![" * 50_000, "[a](b) " * 40_000],
    "<!--" * 7_000,
]
READ = [
    *[
        "*" * 25_000,
        "_" * 12_000,
        "`" * 25_000,
        "<" * 12_000,
        "<a " * 7_000,
        "<!a" * 7_000,
        "<?" * 7_000,
        "{{" * 12_000,
    ],
    *["{%" * 12_000, "{#" * 12_000, "a" * 1_000_000, "~~a" * 5_000, "==a" * 5_000, "++a" * 5_000, "&" * 12_000],
    *["!!! note\n" * 5_000, '=== "a"\n' * 5_000, "# a\n" * 5_000, "<div>\n" * 5_000],
    *["<script>" * 7_000, "<pre>" * 7_000, "%%a" * 7_000, "2026. 3. 1. " * 5_000, "import a from\n" * 2_000],
    *["a{" + ".a" * 7_000, "\\" * 25_000, "\0" * 12_000, " " * 125_000, "<A b={" * 5_000, "a@" * 7_000],
    "".join(f"*[말{number}]: 뜻\n" for number in range(5_000)) + "\n" + "말 " * 100_000,
    "".join(f"*[{'가 ' * length}끝]: 뜻\n" for length in range(45)) + "\n" + "가 " * 40_000,
    "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + ("|" + "b|" * 2_000 + "\n") * 5,
]


@pytest.mark.parametrize("text", REFUSED, ids=[text[:8] for text in REFUSED])
def test_what_is_nested_or_bracketed_beyond_sense_is_refused_by_line(text: str) -> None:
    with pytest.raises(MarkupError) as refused:
        Renderer().render(f"첫 문단\n\n{text}", "ko")
    assert refused.value.line >= 3
    assert refused.value.what


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", READ, ids=[text[:8].strip() or "blanks" for text in READ])
def test_a_text_of_nothing_but_signs_is_read(text: str) -> None:
    assert Renderer().render(f"첫 문단\n\n{text}\n", "ko").html.startswith("<p>첫 문단</p>")


def test_what_someone_might_write_is_not_refused() -> None:
    nested = "\n".join(f"{'  ' * depth}- 단계 {depth}" for depth in range(12))
    quoted = "> " * 12 + "인용"
    links = "[가](a.md) " * 1_000
    assert Renderer().render(f"{nested}\n\n{quoted}\n\n{links}", "ko").html.count("<li>") == 12


def test_the_same_text_gives_the_same_bytes() -> None:
    text = '## 가\n\n=== "가"\n    글[^1]\n\n[^1]: 각주\n\n## 가\n'
    renderer = Renderer()
    first = renderer.render(text, "ko")
    renderer.render("## 가\n\n[^1]: 다른 글 [^1]\n\n*[가]: 나", "ko")
    assert Renderer().render(text, "ko") == first == renderer.render(f"{text}", "ko")
