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


def test_classes_end_at_a_full_stop() -> None:
    assert 'class="a b" id="c.d"' in Renderer().render("## 가 {.a.b #c.d}", "ko").html
