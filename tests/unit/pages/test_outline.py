"""What those see of an article who look from outside: its opening, its steps, its picture."""

import pytest

from hc_builder.pages.outline import Instruction, SharedPicture, read_outline


def test_the_opening_is_what_stands_before_the_first_heading() -> None:
    html = "<p>3일 <b>안에</b> 돌려드려요.</p><ul><li>카드는 5일</li></ul><h2>더 알아보기</h2><p>나중 일</p>"
    assert read_outline(html).opening == "3일 안에 돌려드려요. 카드는 5일"


def test_an_article_that_begins_with_a_heading_opens_with_what_follows() -> None:
    assert read_outline("<h2>먼저</h2><p>여기요.</p><h2>다음</h2><p>저기요.</p>").opening == "여기요."


def test_a_long_opening_ends_with_a_sentence() -> None:
    opening = read_outline(f"<p>{'한 문장이에요. ' * 60}</p>").opening
    assert 200 < len(opening) <= 300
    assert opening.endswith("문장이에요.")


def test_numbered_headings_are_steps() -> None:
    framed = '<div class="hc-step"><h2 id="2">2) 눌러요</h2></div>'
    html = f'<h2 id="1-열기">1. 설정을 열어요</h2><p>글</p>{framed}<h2>그다음</h2>'
    assert read_outline(html).steps == (Instruction("설정을 열어요", "1-열기"), Instruction("눌러요", "2"))


def test_items_of_the_one_numbered_list_are_steps_without_those_below_them() -> None:
    html = "<ol><li><p>열어요.</p><ol><li>속</li></ol></li><li>눌러요.</li></ol>"
    assert [step.text for step in read_outline(html).steps] == ["열어요.", "눌러요."]


@pytest.mark.parametrize(
    "html",
    [
        "<p>글</p>",
        "<h2>1. 하나뿐</h2>",
        "<ol><li>하나뿐</li></ol>",
        "<ol><li>가</li><li>나</li></ol><ol><li>다</li><li>라</li></ol>",
        "<ul><li>가</li><li>나</li></ul>",
        "<h2>2026년 안내</h2><h2>2027년 안내</h2>",
    ],
)
def test_what_is_no_way_through_has_no_steps(html: str) -> None:
    assert read_outline(html).steps == ()


def test_the_picture_is_the_first_that_others_can_show() -> None:
    html = (
        '<img src="a.svg" width="600" height="400"><img src="sign.png" width="24" height="24"><img src="unknown.png">'
        '<img src="data:image/png;base64,AA.png" width="600" height="400">'
        '<img src="../media/b.png?1" width="600" height="400"><img src="c.png" width="600" height="400">'
    )
    assert read_outline(html).picture == SharedPicture("../media/b.png?1", is_wide=True)
    assert read_outline('<img src="b.webp" width="360" height="503">').picture == SharedPicture("b.webp", is_wide=False)
    assert read_outline("").picture is None
