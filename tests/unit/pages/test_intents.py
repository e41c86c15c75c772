"""Cards of the settings: each where they hold an answer, with what a customer types for it."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.brand_settings import Shop
from hc_builder.content.cards import Card, CardFields, OwnCard
from hc_builder.content.contact_settings import Channel, ContactSettings, Hours
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.intents import build_cards, read_intent_words

TODAY = date(2026, 11, 29)
CONTACT = ContactSettings(
    channels=(Channel("phone", value="1588-0000"), Channel("kakao", "카카오톡 상담", url="https://pf.kakao.com/x")),
    hours=Hours(weekdays="09:00-18:00", reply="하루 안에 답해요"),
)
SHOP = Shop(
    order_lookup="https://shop.example/orders", parcel_lookup="https://shop.example/parcels", company=("(주)온서랍",)
)


def read(folder: Path, **settings: object) -> HelpCenter:
    (folder / "terms.md").write_text("---\ntitle: 이용약관\n---\n본문\n", "utf-8")
    return read_help_center(folder, Settings(**settings), Renderer(), TODAY)  # type: ignore[arg-type]


def find(cards: tuple[Card, ...], id: str) -> Card:
    [card] = [card for card in cards if card.id == id]
    return card


def test_settings_that_say_nothing_make_no_card(tmp_path: Path) -> None:
    assert build_cards(read(tmp_path), (), "ko", TODAY) == ()


def test_each_setting_makes_its_card(tmp_path: Path) -> None:
    center = read(tmp_path, contact=CONTACT, shop=SHOP, policies={"이용약관": "terms"}, languages=("ko", "en"))
    cards = build_cards(center, (), "ko", TODAY)
    assert [card.kind for card in cards] == [
        "contact", "phone", "hours", "holidays", "order", "parcel", "company", "policy", "language",
    ]  # fmt: skip
    assert len({card.id for card in cards}) == len(cards)
    assert all(card.words and card.title for card in cards)


def test_the_phone_card_has_the_number_to_tap_and_is_found_by_it(tmp_path: Path) -> None:
    card = find(build_cards(read(tmp_path, contact=CONTACT), (), "ko", TODAY), "phone")
    [link] = card.links
    assert (link.label, link.url, link.channel) == ("전화 1588-0000", "tel:1588-0000", "phone")
    assert "1588-0000" in card.words


def test_holidays_are_those_to_come(tmp_path: Path) -> None:
    card = find(build_cards(read(tmp_path, contact=CONTACT), (), "ko", TODAY), "holidays")
    assert card.lines[0] == "2026년 12월 25일"


def test_a_policy_leads_to_its_article_or_address(tmp_path: Path) -> None:
    policies = {"이용약관": "terms", "개인정보처리방침": "https://shop.example/privacy"}
    cards = build_cards(read(tmp_path, policies=policies), (), "ko", TODAY)
    assert [card.links[0].url for card in cards] == ["terms/", "https://shop.example/privacy"]


def test_a_card_of_the_shop_stands_in_its_own_language(tmp_path: Path) -> None:
    center = read(tmp_path, languages=("ko", "en"))
    own = [
        OwnCard(CardFields(("블프",), "블랙프라이데이", link="terms"), 1),
        OwnCard(CardFields(("black friday",), "Black Friday", lang="en"), 4),
    ]
    [card] = [card for card in build_cards(center, own, "ko", TODAY) if card.kind == "own"]
    assert card.links[0].label == "이용약관"
    assert [card.title for card in build_cards(center, own, "en", TODAY) if card.kind == "own"] == ["Black Friday"]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_intent_has_words_in_both_languages(lang: str) -> None:
    kinds = {"contact", "phone", "hours", "holidays", "company", "order", "parcel", "language"}
    assert set(read_intent_words(lang)) == kinds
