import json
import random
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from feedback_function.masking import build_browser_rules, is_luhn, mask_text
from hc_builder.search.bundle import bundle_modules

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from masking.recall import read_near_misses, read_sentences

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "theme/assets/feedback"
VECTORS = json.loads((ROOT / "tests/contracts/masking.json").read_text(encoding="utf-8"))
MASKED = [tuple(pair) for pairs in VECTORS["masked"].values() for pair in pairs]
KEPT = [text for texts in VECTORS["kept"].values() for text in texts]


@pytest.fixture(scope="module")
def browser_mask():
    """`maskText` of the theme in V8, the engine of Chromium."""
    with MiniRacer() as engine:
        engine.eval(f"masking = {bundle_modules(ASSETS / 'masking.js', script=True)}")
        yield lambda text: engine.eval(f"masking.maskText({json.dumps(text)})")


def test_there_are_enough_vectors():
    assert len(MASKED) >= 120
    assert len(KEPT) >= 60


@pytest.mark.parametrize(("typed", "kept"), MASKED)
def test_personal_data_is_masked(typed, kept):
    assert mask_text(typed) == kept


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_personal_stays(text):
    assert mask_text(text) == text


def test_the_browser_masks_every_vector_alike(browser_mask):
    expected = [kept for _, kept in MASKED] + KEPT
    assert [browser_mask(text) for text in [typed for typed, _ in MASKED] + KEPT] == expected


def test_the_browser_masks_the_sentences_of_the_benchmark_alike(browser_mask):
    texts = [sentence.text for sentence in read_sentences("dev")] + read_near_misses("dev")
    assert [browser_mask(text) for text in texts] == [mask_text(text) for text in texts]


def test_the_browser_masks_alike_in_the_middle_of_a_sentence(browser_mask):
    """Vectors glued together at random find differences that each alone does not."""
    shuffled = random.Random(7)
    texts = [typed for typed, _ in MASKED] + KEPT
    for _ in range(400):
        text = shuffled.choice([" ", "", ", ", "은 ", "\n"]).join(shuffled.choices(texts, k=3))
        assert browser_mask(text) == mask_text(text), text


def test_the_browser_tidies_any_text_alike(browser_mask):
    shuffled = random.Random(11)
    ranges = [
        (0x20, 0x7E),
        (0xAC00, 0xD7A3),
        (0x1100, 0x11FF),
        (0x0, 0x1F),
        (0x2000, 0x206F),
        (0xFF00, 0xFFEF),
        (0x1F600, 0x1F64F),
    ]
    for _ in range(400):
        text = "".join(chr(shuffled.randint(*shuffled.choice(ranges))) for _ in range(30))
        assert browser_mask(text) == mask_text(text), ascii(text)


def test_the_browser_drops_half_of_a_surrogate_pair(browser_mask):
    assert browser_mask("환불\ud83d 해요") == "환불 해요"


def test_the_browser_rules_are_those_of_the_endpoint():
    committed = (ASSETS / "masking_rules.js").read_text(encoding="utf-8")
    assert committed == build_browser_rules(), (
        "run: python -m feedback_function.masking > theme/assets/feedback/masking_rules.js"
    )


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120))
def test_masking_twice_is_masking_once(text):
    once = mask_text(text)
    assert mask_text(once) == once


def test_luhn_knows_a_wrong_digit():
    assert is_luhn("4111 1111 1111 1111")
    assert not is_luhn("4111 1111 1111 1112")


@pytest.mark.parametrize(
    "piece",
    [
        "가",
        "0",
        "0-",
        "가1",
        "강남구 ",
        "a.",
        "(010",
        "주문번호 ",
        "가로 1",
        "김가",
        "1 ",
        "공",
        "이름",
        "생일 1",
        "비밀번호 a1",
        "[주소] 가 ",
    ],
)
def test_no_text_takes_long(piece):
    """The longest comment, made to make a pattern start again at every character: milliseconds, not seconds."""
    text = (piece * 1000)[:999] + "!"
    started = time.thread_time()
    mask_text(text)
    assert time.thread_time() - started < 0.1
