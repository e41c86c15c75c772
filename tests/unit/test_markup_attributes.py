"""What attribute lists belong to, and the anchors they give."""

import pytest

from hc_builder.content.markup import Renderer


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("## 배송 시각 {#include.time_labels}", ["include.time_labels"]),
        ("## 가 {#v2.1.kr .wide}", ["v2.1.kr"]),
        ("## 가 {#same.one}\n\n## 나 {#same.one}\n\n## 다 {#same.one}", ["same.one", "same.one_1", "same.one_2"]),
        ("## 가 {#나}\n\n## 나", ["나", "나_1"]),
    ],
)
def test_a_heading_has_the_anchor_its_writer_gave_and_no_other_has_it(text: str, anchors: list[str]) -> None:
    assert [heading.anchor for heading in Renderer().render(text, "ko").headings] == anchors


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("| 가 |\n|---|\n| ![그림](a.png){ width=10 } |", '<td><img src="a.png" alt="그림" width="10" />'),
        ("| 가 |\n|---|\n| [글](a_(b).md){.c} |", '<td><a href="a_(b).md" class="c">글</a></td>'),
        ("| **가**{.c} |\n|---|\n| 나 {.d} |", '<th><strong class="c">가</strong></th>'),
        ("| 가 |\n|---|\n| 나 {.d} |", '<td class="d">나</td>'),
        ("| 가 |\n|---|\n| ![](a.png) {.d} |", '<td class="d"><img'),
        ("| 가 |\n|---|\n| 나 (다){.d} |", '<td class="d">나 (다)</td>'),
        ("- 항목 {.c}\n- 다음", '<li class="c">항목</li>'),
        ("- 항목 {.c}\n\n- 다음", '<p class="c">항목</p>'),
        ("용어 {.a}\n: 뜻 {.b}", '<dd class="b">뜻</dd>'),
        ("문장이에요. {: .c #d }", '<p class="c" id="d">문장이에요.</p>'),
        ("## 설정 (고급){#adv}", '<h2 id="adv">설정 (고급)</h2>'),
        ("보세요 ![그림](a.png) {.c}", '<p>보세요 <img src="a.png" alt="그림" class="c" /></p>'),
        ("보세요 **꼭**{.c}", '<p>보세요 <strong class="c">꼭</strong></p>'),
    ],
)
def test_a_list_belongs_to_what_it_stands_by(text: str, html: str) -> None:
    rendered = Renderer().render(text, "ko")
    assert html in rendered.html
    assert not rendered.foreign


@pytest.mark.parametrize("text", ["글{.c} 뒤", "{.c} 글이 앞에 없어요", "글{: #a .b }", "글 (말){.c}"])
def test_a_list_of_nothing_is_told(text: str) -> None:
    (told,) = Renderer().render(text, "ko").foreign
    assert (told.kind, told.line) == ("attribute list of nothing", 1)


@pytest.mark.parametrize(
    "text", ["{이름}님", "집합 {a, b}", "`글{.c}`", "글\\{.c}", "{1}", "문장 {count=3}", "{.5} {#1}"]
)
def test_other_braces_are_text(text: str) -> None:
    rendered = Renderer().render(text, "ko")
    assert not rendered.foreign
    assert "{" in rendered.html


def test_classes_end_at_a_full_stop() -> None:
    assert 'class="a b" id="c.d"' in Renderer().render("## 가 {.a.b #c.d}", "ko").html
