"""What checks and search get of a text: sections that know the borders of blocks, and references with their lines."""

import pytest

from hc_builder.content.markup import Renderer
from hc_builder.content.markup.references import change_attribute, split_srcset


def read_sections(text: str) -> list[tuple[str, str, str]]:
    return [(section.anchor, section.title, section.text) for section in Renderer().render(text, "ko").sections]


def test_sections_are_cut_at_the_headings_and_hold_what_a_reader_sees() -> None:
    text = (
        "머리말.\n\n## 카드 {#card}\n\n| 수단 | 날 |\n|--|--|\n| 카드 | 3일 |\n\n"
        "## 현금\n\n![통장 화면](a.png)\n\n> [!NOTE]\n> 주의 글\n"
    )
    assert read_sections(text) == [
        ("", "", "머리말."),
        ("card", "카드", "⁃수단\t날\n카드\t3일"),
        ("현금", "현금", "￼통장 화면￼\n참고\n주의 글"),
    ]


def test_no_two_blocks_run_together() -> None:
    text = (
        '- 하나\n- 둘\n  - 셋\n\n용어\n:   뜻\n\n=== "앱"\n    앱 글\n\n=== "웹"\n    웹 글\n\n'
        "![가](a.png)![나](b.png)\n\n<table><tr><td>왼쪽</td><td>오른쪽</td></tr></table>\n\n"
        "<details><summary>요약</summary>\n\n속\n\n</details>\n\n줄<br>바꿈\n\n- [x] 한 일\n"
    )
    ((_, _, shown),) = read_sections(text)
    assert shown.split("\n") == [
        *["•하나", "•둘", "•셋", "용어\t뜻", "앱", "앱 글", "웹", "웹 글", "￼가￼ ￼나￼", "왼쪽\t오른쪽", "요약", "속"],
        *["줄", "바꿈", "•한 일"],
    ]


def test_the_text_keeps_its_form() -> None:
    text = (
        "한 문장이\n두 줄에.\n\n1. 첫째\n\n   이어서\n2. 둘째\n   - 안\n\n끝.\n\n"
        "| | 값 |\n|--|--|\n| 카드 | 3일<br>5일 |\n| | 없음 |\n\n"
        "<table><tr><th>이름</th><td>값</td></tr></table>\n\n```\na  b\n\tc\n```\n"
    )
    ((_, _, shown),) = read_sections(text)
    assert shown.split("\n") == [
        *["한 문장이 두 줄에.", "‣첫째", "이어서", "‣둘째", "•안", "끝.", "⁃\t값", "카드\t3일 5일", "\t없음"],
        *["이름\t값", "a b", "c"],
    ]


def test_what_is_no_text_is_not_in_a_section() -> None:
    text = "글[^1]이에요 <!-- 메모 -->\n\n<script>alert('비밀')</script>\n\n<style>a {}</style>\n\n[^1]: 각주\n\n`코드`"
    assert read_sections(text) == [("", "", "글이에요\n코드\n‣각주")]


def test_anchors_are_those_of_python_markdown() -> None:
    text = (
        "## 환불, 언제?\n\n## 환불, 언제?\n\n## A & B `code` *c*\n\n## Ünïcode_한글-x\n\n## 1. 단계\n\n## {#x}\n\n"
        "## 이름 {#환불-언제_1}\n\n## 환불, 언제?\n\n<h2 id='raw'>생</h2>\n\n## &amp; 기호 [링크](a.md)\n"
    )
    old, new = Renderer(dialect="python-markdown").render(text, "ko"), Renderer().render(text, "ko")
    ours = [heading.anchor for heading in new.headings]
    assert ours[:5] == [heading.anchor for heading in old.headings][:5]
    assert len(set(ours)) == len(ours)
    assert {"환불-언제", "raw", "x"} <= new.anchors


def test_the_name_of_each_tab_is_read_before_its_text() -> None:
    text = (
        '머리\n\n=== "아이폰"\n    설정을 열어요.\n\n    === "새것"\n        A\n\n    === "옛것 &lt;8"\n        B\n\n'
        '=== "안드로이드"\n    - 메뉴\n\n    ## 더\n\n    C\n\n끝\n'
    )
    assert [section[2].split("\n") for section in read_sections(text)] == [
        ["머리", "아이폰", "설정을 열어요.", "새것", "A", "옛것 <8", "B", "안드로이드", "•메뉴"],
        ["C", "끝"],
    ]


def test_each_reference_has_the_line_it_is_used_on() -> None:
    text = (
        "첫 줄\n둘째 줄 [가](a.md)\n셋째 `여러\n줄` [나](b.md) ![다](c.png)\n\n"  # 1–5
        "| 표 | 표 |\n|---|---|\n| [라](d.md) | 글 |\n| 글 | [마](e.md) |\n\n"  # 6–10
        '- 목록\n  [바](f.md)\n\n<div>\n<a href="g.md">사</a>\n<img src="h.png" srcset="i.png 1x">\n</div>\n\n'
        "[아][ref]\n\n> [!NOTE] 제목\n> 글\n> [자](k.md)\n\n"  # 18–24
        '!!! note\n    글\n    [차](l.md)\n\n=== "탭"\n    [카](m.md)\n\n[타](a.md)\n\n[ref]: ref.md\n'
    )
    lines = {(reference.target, reference.line) for reference in Renderer().render(text, "ko").references}
    source = text.split("\n")
    assert ("ref.md", source.index("[아][ref]") + 1) in lines
    assert {line for target, line in lines if target == "a.md"} == {2, source.index("[타](a.md)") + 1}
    for target, line in lines - {("ref.md", source.index("[아][ref]") + 1)}:
        assert target in source[line - 1], target
    assert len(lines) == 14


def test_lines_stay_true_after_masked_parts_of_several_lines() -> None:
    text = "<!--\n\n메모\n-->\n\n{% include a\n  b %}\n\n[가](a.md)\n"
    (reference,) = Renderer().render(text, "ko").references
    assert reference.line == 9


def test_targets_are_as_a_reader_writes_them() -> None:
    rendered = Renderer().render("[가](환불.md#언제) ![나](media/결제%20화면.png)", "ko")
    assert [reference.target for reference in rendered.references] == ["환불.md#언제", "media/결제%20화면.png"]


@pytest.mark.parametrize(
    ("value", "targets"),
    [
        ("a.png 1x, aa.png 2x", ["a.png", "aa.png"]),
        ("aa.png,\n a.png 480w ", ["aa.png", "a.png"]),
        ("data:image/png;base64,aa== 1x, a.png 2x", ["data:image/png;base64,aa==", "a.png"]),
        (" , ", []),
    ],
)
def test_each_picture_of_a_set_is_told_from_the_others(value: str, targets: list[str]) -> None:
    assert split_srcset(value) == targets
    assert change_attribute("srcset", value, str) == value
    changed = change_attribute("srcset", value, lambda target: f"/x/{target}")
    assert split_srcset(changed) == [f"/x/{target}" for target in targets]
