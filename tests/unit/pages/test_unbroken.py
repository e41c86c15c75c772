"""Numbers that stay in one line."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from hc_builder.pages.unbroken import keep_numbers_whole, keep_whole


def mark(text: str) -> str:
    return str(keep_whole(text)).replace('<span class="hc-unbroken">', "[").replace("</span>", "]")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("전화 1588-0000으로 물어보세요", "전화 [1588-0000으로] 물어보세요"),
        ("사업자등록번호 000-00-00000", "사업자등록번호 [000-00-00000]"),
        ("통신판매업신고 제0000-서울온서랍-0000호", "통신판매업신고 [제0000-서울온서랍-0000호]"),
        ("평일 09:00–18:00 · 점심 12:00–13:00", "평일 [09:00–18:00] · 점심 [12:00–13:00]"),
        ("3~5영업일", "[3~5영업일]"),
        ("+44-20-0000", "[+44-20-0000]"),
    ],
)
def test_a_number_with_hyphens_is_one(text: str, marked: str) -> None:
    assert mark(text) == marked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "well-known",
        "50,000원",
        "https://shop.example/a-1-b-2",
        "2026-11-29-" * 9,
        "a1-bbbbbbbbbbbbbb-cccccccccccccc",
        "- 1 -",
    ],
)
def test_what_is_no_number_or_has_no_room_on_a_phone_may_break(text: str) -> None:
    assert mark(text) == text


def test_text_stays_text() -> None:
    assert mark("<b>1-2</b> & 3-4") == "&lt;b&gt;[1-2]&lt;/b&gt; &amp; [3-4]"


def test_a_page_has_its_numbers_whole_but_in_code() -> None:
    html = '<p>가 &lt;1-2&gt; <a href="x-1">3-4</a></p><pre><code><b>5-6</b></code></pre>'
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    keep_numbers_whole(body)
    marked = (body.inner_html or "").replace('<span class="hc-unbroken">', "[").replace("</span>", "]")
    assert marked == '<p>가 &lt;[1-2]&gt; <a href="x-1">[3-4]</a></p><pre><code><b>5-6</b></code></pre>'
