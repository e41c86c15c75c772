"""Where emphasis begins and ends in Korean: `[…]` stands for `<strong>`, `(…)` in full width for `<em>`."""

import pytest

from hc_builder.content.markup import Renderer

READ = [
    # closes before a particle, after any sign
    ("**환불(반품)**은 돼요", "[환불(반품)]은 돼요"),
    ('"**쿠폰**"을 써요', '"[쿠폰]"을 써요'),
    ("**‘전체’**를 눌러요", "[‘전체’]를 눌러요"),
    ("**“주문 취소”**를 눌러요", "[“주문 취소”]를 눌러요"),
    ('**"쿠폰함"**에서 봐요', '["쿠폰함"]에서 봐요'),
    ("**[공지]**는 위에 있어요", "[[공지]]는 위에 있어요"),
    ("**「이용 약관」**과 같아요", "[「이용 약관」]과 같아요"),
    ("**50%**를 돌려드려요", "[50%]를 돌려드려요"),
    ("**3,000원~**부터예요", "[3,000원~]부터예요"),
    ("**왜요?**라고 물으면", "[왜요?]라고 물으면"),
    ("**설정 >**에서", "[설정 >]에서"),
    ("**주문…**까지", "[주문…]까지"),
    ("**C++**로 만든", "[C++]로 만든"),
    ("**A/S**는 무료예요", "[A/S]는 무료예요"),
    ("**환불(반품)**은 **교환(수선)**과 달라요", "[환불(반품)]은 [교환(수선)]과 달라요"),
    ("**환불.**그리고", "[환불.]그리고"),
    ("**`코드`**를 넣어요", "[`코드`]를 넣어요"),
    ("**[문의](a.md)**로 와요", "[문의]로 와요"),
    ("***환불(전액)***은", "（[환불(전액)]）은"),
    # opens after a letter, before any sign
    ("환불은**(반품)** 돼요", "환불은[(반품)] 돼요"),
    ("메뉴에서**‘쿠폰’**을 눌러요", "메뉴에서[‘쿠폰’]을 눌러요"),
    ("무**조건** 무료예요", "무[조건] 무료예요"),
    ("빠른**배송**을", "빠른[배송]을"),
    # a single star
    ("*(선택)*이라고 쓴 것", "（(선택)）이라고 쓴 것"),
    ("*‘강조’*는", "（‘강조’）는"),
    ("*환불*은 돼요", "（환불）은 돼요"),
    ("그건 *바로*예요", "그건 （바로）예요"),
    # underscores close before a particle
    ("__전체__를 고르고", "[전체]를 고르고"),
    ("_쿠폰_에서는 못 봐요", "（쿠폰）에서는 못 봐요"),
    ("__전체(모두)__를", "[전체(모두)]를"),
    ("_환불_이에요", "（환불）이에요"),
    # as CommonMark reads it anyhow
    ("**굵게** 그리고 *기울게*", "[굵게] 그리고 （기울게）"),
    ("**마이페이지 > 주문 내역**에서", "[마이페이지 > 주문 내역]에서"),
    ("**bold**는 굵어요", "[bold]는 굵어요"),
    ("漢字**（注）**です", "漢字[（注）]です"),
    ("**가** (나)**다**", "[가] (나)[다]"),
]
UNREAD = [
    "2*3*4",
    "60*40*30cm 상자",
    "가로*세로*높이",
    "가로60*세로40*높이30",
    "2*3",
    "**  **",
    "** 굵게 아님 **",
    "a * b * c",
    "가 * 나 * 다",
    "snake_case_name",
    "파일_이름_목록",
    "snake_case_이름은",
    "_변수_이름",
    "**닫지 않음",
    "닫기만**",
    "`**코드(가)**는`",
    r"\*\*별\*\*은",
    "*",
    "***",
    "5 * 3 = 15",
    "★**★",
]


def read(text: str) -> str:
    html = Renderer().render(text, "ko").html.strip().removeprefix("<p>").removesuffix("</p>")
    for tag, sign in (("strong", "[]"), ("em", "（）"), ("code", "``")):
        html = html.replace(f"<{tag}>", sign[0]).replace(f"</{tag}>", sign[1])
    html = html.replace('<a href="a.md">', "").replace("</a>", "")
    return html.replace("&quot;", '"').replace("&gt;", ">")


@pytest.mark.parametrize(("text", "meant"), READ)
def test_emphasis_is_read_as_korean_writers_mean_it(text: str, meant: str) -> None:
    assert read(text) == meant


@pytest.mark.parametrize("text", [text for text in UNREAD if text not in ("***", "*")])
def test_signs_that_are_no_emphasis_stay_signs(text: str) -> None:
    assert "<strong>" not in Renderer().render(text, "ko").html
    assert "<em>" not in Renderer().render(text, "ko").html


def test_addresses_with_signs_in_them_stay_whole() -> None:
    for url in ("https://shop.example/a_b_c", "https://shop.example/*a*b", "https://shop.example/__x__y"):
        assert f'href="{url}"' in Renderer().render(f"{url} 봐요", "ko").html
    assert 'href="mailto:kim_min_su@shop.example"' in Renderer().render("kim_min_su@shop.example로", "ko").html


@pytest.mark.parametrize(
    ("text", "url", "after"),
    [
        ("https://shop.example/faq에서 봐요", "https://shop.example/faq", "에서 봐요"),
        ("https://shop.example에서는 봐요", "https://shop.example", "에서는 봐요"),
        ("www.shop.example을 열어요", "http://www.shop.example", "을 열어요"),
        ("https://shop.example/에 있어요", "https://shop.example/", "에 있어요"),
        ("https://shop.example/환불/안내", "https://shop.example/환불/안내", ""),
        ("https://shop.example/a?b=1로 가요", "https://shop.example/a?b=1", "로 가요"),
    ],
)
def test_a_particle_after_a_bare_link_is_not_of_the_link(text: str, url: str, after: str) -> None:
    rendered = Renderer().render(text, "ko")
    assert [reference.target for reference in rendered.references] == [url]
    assert rendered.html.strip().endswith(f"</a>{after}</p>")
