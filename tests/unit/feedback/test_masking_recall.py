"""What is personal in the sentences that the rules were worked on stays masked, and what only looks so stays.

The held half is only measured: benchmarks/bench_masking.py.
"""

import sys
from pathlib import Path

import pytest

from feedback_function.masking import mask_text

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from masking.recall import Sentence, find_leaks, read_near_misses, read_sentences


def test_every_secret_that_the_rules_were_worked_on_is_masked() -> None:
    leaks = [(sentence.text, found) for sentence in read_sentences("dev") if (found := find_leaks(sentence))]
    assert leaks == []


@pytest.mark.parametrize("text", read_near_misses("dev"))
def test_a_near_miss_stays(text: str) -> None:
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("masked", "leaks"),
    [
        ("제 번호 [전화번호]요", []),
        ("제 번호 [전화번호]78요", []),
        ("제 번호 [전화번호]678요", ["010-1234-5678"]),
        ("제 번호 010-1234-5678요", ["010-1234-5678"]),
    ],
)
def test_three_signs_of_a_secret_left_are_a_leak(masked: str, leaks: list[str]) -> None:
    sentence = Sentence("mobile", "제 번호 010-1234-5678요", ((5, 18),))
    assert find_leaks(sentence, lambda _: masked) == leaks
