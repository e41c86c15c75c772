"""Settings that differ by language."""

import pytest

from hc_builder.content.settings_reading import parse_settings

TWO = {"languages": ["ko", "en"]}


def read(**values: object):
    settings, faults = parse_settings(TWO | values, "mkdocs.yml")
    assert faults == []
    return settings


def test_a_choice_by_language_stands_wherever_a_value_may() -> None:
    channel = {"type": "phone", "label": {"ko": "전화 상담", "en": "Call us"}, "value": "1588-0000"}
    settings = read(
        contact={"channels": [channel], "hours": {"reply": {"ko": "하루 안에", "en": "Within a day"}}},
        shop={"company": {"ko": ["(주)가게"], "en": ["Shop Inc.", "Seoul"]}},
        policies={"ko": {"개인정보": "privacy"}, "en": {"Privacy": "privacy"}},
    )
    english = settings.in_language("en")
    assert (settings.contact.channels[0].label, english.contact.channels[0].label) == ("전화 상담", "Call us")
    assert (settings.contact.hours.reply, english.contact.hours.reply) == ("하루 안에", "Within a day")
    assert english.contact.channels[0].value == "1588-0000"
    assert (settings.shop.company, english.shop.company) == (("(주)가게",), ("Shop Inc.", "Seoul"))
    assert (list(settings.policies), list(english.policies)) == (["개인정보"], ["Privacy"])
    assert settings.list_policy_targets() == ["privacy", "privacy"]


def test_a_language_that_says_nothing_of_its_own_takes_the_first_that_does() -> None:
    settings = read(languages=["ko", "en", "ja"], shop={"name": {"en": "Shop", "ja": "店"}})
    assert [settings.in_language(lang).shop.name for lang in ("ko", "en", "ja")] == ["Shop", "Shop", "店"]


def test_settings_without_a_choice_are_those_of_every_language() -> None:
    settings = read(shop={"name": "가게"})
    assert settings.translations == {}
    assert settings.in_language("en") is settings


@pytest.mark.parametrize(
    ("values", "what", "hint"),
    [
        (
            {"shop": {"name": {"ko": "가게", "fr": "Boutique"}}},
            "setting `helpcenter: shop.name` must be text, not a group of settings",
            "a choice by language names those of `languages` only; here are ko, fr",
        ),
        (
            {"shop": {"color": {"ko": "#2f6f5e", "en": "green"}}},
            "setting `helpcenter: shop.color` must be a colour such as \"#2f6f5e\", not 'green'",
            "write # and six digits in quotes: to YAML a bare # begins a comment",
        ),
        (
            {"contact": {"channels": [{"type": "form", "url": {"ko": "https://a.example", "en": "javascript:x"}}]}},
            "setting `helpcenter: contact.channels[1].url` begins with `javascript:`, to which no page may lead",
            "write an address that begins with https://",
        ),
    ],
)
def test_a_fault_in_any_language_is_told(values: dict[str, object], what: str, hint: str) -> None:
    [fault] = parse_settings(TWO | values, "mkdocs.yml")[1]
    assert (fault.what, fault.hint) == (what, hint)


def test_no_setting_is_called_translations() -> None:
    [fault] = parse_settings({"translations": {}}, "mkdocs.yml")[1]
    assert fault.what == "unknown setting `helpcenter: translations`"
