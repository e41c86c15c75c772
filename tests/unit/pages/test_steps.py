"""Steps of a tutorial with their pictures."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from hc_builder.pages.steps import frame_steps

TALL = '<p><img src="a.webp" width="360" height="500"></p>'
WIDE = '<p><img src="a.webp" width="800" height="500"></p>'


def frame(html: str) -> str:
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    frame_steps(body)
    return body.inner_html or ""


def test_a_numbered_heading_is_framed_with_all_that_stands_below_it() -> None:
    framed = frame(f"<p>앞</p><h2 id='a'>1. 눌러요</h2><p>글</p>{TALL}<h3>더</h3><h2>다음에는</h2><p>끝</p>")
    step = LexborHTMLParser(framed).css_first(".hc-step")
    assert step is not None
    assert [node.tag for node in step.iter()] == ["h2", "p", "p", "h3"]
    assert [node.tag for node in step.css(".hc-step__picture > img")] == ["img"]
    assert framed.startswith("<p>앞</p>")
    assert framed.endswith("</div><h2>다음에는</h2><p>끝</p>")


def test_an_item_of_a_numbered_list_keeps_its_number() -> None:
    framed = frame(f"<ol><li><p>글</p>{TALL}</li><li><p>글만</p></li></ol>")
    assert framed.startswith('<ol><li><div class="hc-step"><p>글</p><p class="hc-step__picture">')
    assert framed.endswith("</div></li><li><p>글만</p></li></ol>")


@pytest.mark.parametrize(
    "html",
    [
        f"<h2>눌러요</h2><p>글</p>{TALL}",
        "<h2>1. 눌러요</h2><p>글</p>",
        f"<h2>1. 눌러요</h2>{TALL}{TALL}",
        f"<h2>1. 눌러요</h2><p>글</p>{WIDE}",
        '<h2>1. 눌러요</h2><p><img src="a.webp"></p>',
        '<h2>1. 눌러요</h2><p>글 안의 <img src="a.webp" width="360" height="500"></p>',
        '<ol><li>글<br><img src="a.webp" width="360" height="500"></li></ol>',
        f"<ul><li><p>글</p>{TALL}</li></ul>",
        f"<blockquote><h2>1. 눌러요</h2>{TALL}</blockquote>",
    ],
)
def test_what_has_no_picture_to_stand_beside_stays_as_it_is(html: str) -> None:
    assert frame(html) == html


@pytest.mark.parametrize(("height", "stands_beside"), [(400, True), (399, False)])
def test_a_picture_is_tall_from_four_fifths_of_its_width(height: int, stands_beside: bool) -> None:
    picture = f'<p><img src="a.webp" width="500" height="{height}"></p>'
    assert ("hc-step__picture" in frame(f"<h2>1. 눌러요</h2><p>글</p>{picture}")) is stands_beside
