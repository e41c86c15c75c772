"""Which characters belong to which script: the edges of each block."""

import pytest

from hc_builder.search.text import fold_text, has_hangul, is_hangul, is_ideographic, split_scripts, split_words


@pytest.mark.parametrize("letter", ["가", "힣"])
def test_the_first_and_the_last_syllable_are_hangul(letter: str) -> None:
    assert is_hangul(letter)
    assert has_hangul(f"a{letter}")


@pytest.mark.parametrize("letter", ["ㄱ", "a", "中", "\uabff", "\ud7a4"])
def test_single_jamo_and_neighbours_of_the_block_are_not(letter: str) -> None:
    assert not is_hangul(letter)
    assert not has_hangul(letter)


@pytest.mark.parametrize("letter", ["\u3040", "ん", "\u30ff", "\u3400", "中", "\u9fff"])
def test_kana_and_chinese_characters_are_ideographic(letter: str) -> None:
    assert is_ideographic(letter)


@pytest.mark.parametrize("letter", ["\u303f", "\u3100", "\u33ff", "\ua000", "가", "a"])
def test_other_characters_are_not_ideographic(letter: str) -> None:
    assert not is_ideographic(letter)


def test_a_run_is_known_by_its_first_character() -> None:
    assert is_hangul("코a")
    assert not is_hangul("a코")
    assert is_ideographic("中a")
    assert not is_ideographic("a中")


def test_full_width_forms_become_ascii() -> None:
    assert fold_text("\uff01ＡＺ０９～") == "!az09~"


def test_words_and_scripts_are_cut_where_they_change() -> None:
    assert split_words("1:1 문의는 3.5일, a_b") == ["1:1", "문의는", "3.5", "일", "a", "b"]
    assert split_scripts("qr코드ㅋ中国") == ["qr", "코드", "ㅋ", "中国"]
