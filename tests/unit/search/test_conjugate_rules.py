"""Every shape a stem takes, no more and no less: 한글 맞춤법 제18항 and 제34–38항."""

import pytest

from hc_builder.search.conjugate import conjugate, join_syllable, split_syllable


@pytest.mark.parametrize(
    ("syllable", "parts"),
    [("가", (0, "ㅏ", " ")), ("깨", (1, "ㅐ", " ")), ("닭", (3, "ㅏ", "ㄺ")), ("힣", (18, "ㅣ", "ㅎ"))],
)
def test_a_syllable_is_its_initial_vowel_and_final(syllable: str, parts: tuple[int, str, str]) -> None:
    assert split_syllable(syllable) == parts
    assert join_syllable(*parts) == syllable


@pytest.mark.parametrize(
    ("stem", "shapes"),
    [
        ("가", "간 갈 갑 감 갔"),  # 가+아 is 가 itself
        ("오", "온 올 옵 옴 와 왔"),
        ("주", "준 줄 줍 줌 줘 줬"),
        ("마시", "마신 마실 마십 마심 마셔 마셨"),
        ("되", "된 될 됩 됨 돼 됐"),
        ("보내", "보낸 보낼 보냅 보냄 보냈"),
        ("세", "센 셀 셉 셈 셌"),
        ("서", "선 설 섭 섬 섰"),
        ("켜", "켠 켤 켭 켬 켰"),
        ("쉬", "쉰 쉴 쉽 쉼"),  # 쉬어 is not contracted
        ("원하", "원한 원할 원합 원함 원해 원했"),
        ("쓰", "쓴 쓸 씁 씀 써 썼"),
        ("아프", "아픈 아플 아픕 아픔 아파 아팠"),
        ("슬프", "슬픈 슬플 슬픕 슬픔 슬퍼 슬펐"),
        ("빠르", "빠른 빠를 빠릅 빠름 빨라 빨랐"),
        ("가르", "가른 가를 가릅 가름 갈라 갈랐"),
        ("오르", "오른 오를 오릅 오름 올라 올랐"),
        ("부르", "부른 부를 부릅 부름 불러 불렀"),
        ("가나부르", "가나부른 가나부를 가나부릅 가나부름 가나불러 가나불렀"),  # the syllable before 르 decides
        ("구나가르", "구나가른 구나가를 구나가릅 구나가름 구나갈라 구나갈랐"),
        ("들르", "들른 들를 들릅 들름 들러 들렀"),  # a final before 르: the ㅡ only goes
    ],
)
def test_an_open_stem_takes_finals_and_contracts_with_its_vowel(stem: str, shapes: str) -> None:
    assert conjugate(stem) == tuple(shapes.split())


@pytest.mark.parametrize(
    ("stem", "adjective", "shapes"),
    [
        ("만들", False, "만드 만든 만듭"),
        ("춥", True, "추워 추웠 추우 추운 추울"),
        ("돕", False, "도와 도왔 도우 도운 도울"),
        ("걷", False, "걸"),
        ("일컫", False, "일컬"),
        ("깨닫", False, "깨달"),
        ("치닫", False, "치달"),
        ("알아듣", False, "알아들"),
        ("되묻", False, "되물"),
        ("싣", False, "실"),
        ("닫", False, ""),
        ("여닫", False, ""),
        ("굳", True, ""),
        ("내딛", False, ""),
        ("갇", False, ""),
        ("빼앗", False, ""),
        ("짓", False, "지어 지었 지아 지았 지은 지을"),
        ("하얗", True, "하야 하얀 하얄 하얍 하얘 하얬"),
        ("빨갛", True, "빨가 빨간 빨갈 빨갑 빨개 빨갰"),
        ("허옇", True, "허여 허연 허열 허엽 허얘 허얬"),
        ("힣", True, "히 힌 힐 힙 해 했"),
        ("놓", True, ""),  # regular, whatever it is taken for
        ("쌓이지않", False, ""),
        ("입", False, ""),
        ("믿", False, ""),
        ("씻", False, ""),
        ("먹", False, ""),
        ("그렇", False, ""),  # only adjectives lose ㅎ
    ],
)
def test_a_closed_stem_bends_as_its_final_does(stem: str, adjective: bool, shapes: str) -> None:
    assert conjugate(stem, adjective) == tuple(shapes.split())


@pytest.mark.parametrize("stem", ["", "abc", "ㅎ", "302"])
def test_what_is_no_korean_stem_has_no_shapes(stem: str) -> None:
    assert conjugate(stem) == ()


def test_letters_before_a_stem_are_no_vowel_to_harmonise_with() -> None:
    assert conjugate("a쓰")[-2:] == ("a써", "a썼")
    assert conjugate("a르")[-2:] == ("a러", "a렀")
