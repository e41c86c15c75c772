"""A shop's own forms of numbers: what they mask, alike on both sides, and which are refused."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer

from feedback_function.mask_templates import MOST_TEMPLATES, BadTemplate, check_templates, compile_templates
from feedback_function.masking import OWN_TAG, list_tags, mask_text
from feedback_function.parsing import parse_events
from feedback_function.setting_fields import BadSetting
from feedback_function.settings import read_settings
from hc_builder.search.bundle import bundle_modules

ASSETS = Path(__file__).parents[3] / "theme/assets/feedback"
FORMS = ("ON-########", "M@@####", "A.#/#:## _@", "회원####")

Mask = Callable[[str], str]


@pytest.fixture(scope="module")
def browser_mask() -> Iterator[Mask]:
    with MiniRacer() as engine:
        engine.eval(f"masking = {bundle_modules(ASSETS / 'masking.js', script=True)}")
        yield lambda text: str(engine.eval(f"masking.maskText({json.dumps(text)}, {json.dumps(FORMS)})"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ON-12345678 어디예요?", f"{OWN_TAG} 어디예요?"),
        ("on-12345678이요", f"{OWN_TAG}이요"),
        ("제 아이디는 MKR0412", f"제 아이디는 {OWN_TAG}"),
        ("ＯＮ－１２３４５６７８", OWN_TAG),
        ("회원0412로 주문", f"{OWN_TAG}로 주문"),
        ("a.1/2:34 _Z", OWN_TAG),
    ],
)
def test_what_stands_in_a_form_of_the_shop_is_masked(typed: str, kept: str, browser_mask: Mask) -> None:
    assert mask_text(typed, compile_templates(FORMS)) == kept
    assert browser_mask(typed) == kept


@pytest.mark.parametrize("text", ["ON-1234567", "XON-12345678", "M041234", "A91/2:34 _Z", "회원 0412"])
def test_what_is_only_like_a_form_stays(text: str, browser_mask: Mask) -> None:
    assert OWN_TAG not in mask_text(text, compile_templates(FORMS))
    assert OWN_TAG not in browser_mask(text)


def test_both_sides_mask_any_text_with_forms_alike(browser_mask: Mask) -> None:
    shuffled = random.Random(3)
    pieces = ["ON-", "on-", "12345678", "M", "kr", "0412", " ", "-", "회원", "a.1/2:34 _z", "😀", "\n", "A"]
    for _ in range(400):
        text = "".join(shuffled.choices(pieces, k=6))
        assert browser_mask(text) == mask_text(text, compile_templates(FORMS)), text


@pytest.mark.parametrize(
    "form", ["", "####", "@@@@@@", "AB-##", "[0-9]####", "(#####", "#####+", " #####", "#" * 41, "#####\n"]
)
def test_a_form_that_masks_nothing_or_too_much_is_refused_with_its_cure(form: str) -> None:
    with pytest.raises(BadTemplate) as raised:
        check_templates([form])
    assert repr(form) in raised.value.what
    assert raised.value.hint


def test_there_may_not_be_too_many_forms() -> None:
    with pytest.raises(BadTemplate, match=str(MOST_TEMPLATES)):
        check_templates(["ON-####"] * (MOST_TEMPLATES + 1))


def test_the_endpoint_reads_its_forms_and_refuses_bad_ones() -> None:
    assert read_settings({"HC_MASK": "ON-########, M@@####"}).mask == ("ON-########", "M@@####")
    with pytest.raises(BadSetting, match="HC_MASK: the form '####'"):
        read_settings({"HC_MASK": "####"})


def test_events_are_masked_by_the_shops_forms() -> None:
    event = {
        "v": 1,
        "type": "search",
        "id": "0b54f0c4-6a4e-4d6c-9d52-0d5c4d4b7e11",
        "at": "2026-11-01T00:00:00Z",
        "session": "kJ8s0aPqR3xYw2Zn",
        "lang": "ko",
        "page": "/",
        "query": "MKR0412 환불",
        "results": 1,
        "top": [],
    }
    parsed = parse_events(json.dumps([event]).encode(), own=compile_templates(FORMS))
    assert [getattr(each, "query", None) for each in parsed.accepted] == [f"{OWN_TAG} 환불"]


def test_the_tag_of_forms_is_told() -> None:
    assert OWN_TAG in list_tags()
