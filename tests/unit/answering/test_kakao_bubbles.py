"""Bubbles of a Kakao chat keep the limits of Kakao's guide, whatever the answer."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hc_builder.answering.answers import Answer, CitedSentence, FoundArticle, Wording
from hc_builder.answering.kakao import build_busy, build_response
from hc_builder.content.cards import CardLink
from hc_builder.search.result import FoundCard, Quote

WEB = "https://help.shop.example/"
CONTACT = (
    CardLink("카카오톡 상담", "https://pf.kakao.com/_shop/chat", "kakao"),
    CardLink("전화 1588-0000", "tel:1588-0000", "phone"),
)


def make_quote(text: str, title: str = "제목", **fields: Any) -> Quote:
    given = {"article": "a/b", "title": title, "url": WEB, "section": "", "form": "sentence", "parts": (text,)}
    return Quote(**{**given, "columns": (), "text": text, "confidence": 0.9, **fields})


def make_article(id: str, title: str = "글", url: str = WEB) -> FoundArticle:
    return FoundArticle(id, title, "", url, "요약")


def make_answer(**fields: Any) -> Answer:
    given = {"lang": "ko", "quote": None, "card": None, "articles": (), "nearest": (), "contact": CONTACT}
    return Answer(**{**given, **fields})


def find_breaches(response: dict[str, Any]) -> Iterator[str]:
    """What Kakao would not show as it was meant."""
    template = response["template"]
    if response["version"] != "2.0" or not 1 <= len(template["outputs"]) <= 3:
        yield "outputs"
    if len(template.get("quickReplies", [])) > 10:
        yield "quickReplies"
    for reply in template.get("quickReplies", []):
        if not reply["messageText"] or not 0 < len(reply["label"]) <= 14:
            yield "quickReply"
    for output in template["outputs"]:
        ((kind, bubble),) = output.items()
        yield from _CHECKS[kind](bubble)


def _check_text(bubble: dict[str, Any]) -> Iterator[str]:
    if not 0 < len(bubble["text"]) <= 1_000:
        yield "simpleText"


def _check_card(bubble: dict[str, Any]) -> Iterator[str]:
    title, text = bubble.get("title", ""), bubble.get("description", "")
    if len(title) > 50 or not 0 < len(title) + len(text) <= 400 or "" in bubble.values():
        yield "textCard"
    if len(bubble["buttons"]) > 3:
        yield "buttons"
    for button in bubble["buttons"]:
        is_whole = button["phoneNumber"] if button["action"] == "phone" else button["webLinkUrl"].startswith("http")
        if not is_whole or not 0 < len(button["label"]) <= 14:
            yield "button"


def _check_list(bubble: dict[str, Any]) -> Iterator[str]:
    if not bubble["header"]["title"] or not 1 <= len(bubble["items"]) <= 5:
        yield "listCard"
    if not all(item["title"] and item["link"]["web"].startswith("http") for item in bubble["items"]):
        yield "item"


_CHECKS = {"simpleText": _check_text, "textCard": _check_card, "listCard": _check_list}

WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=700)
URLS = st.sampled_from([WEB, "tel:1588-0000", "mailto:a@b.example", "refund/when/"])
LINKS = st.lists(st.builds(CardLink, WORDS, URLS), max_size=5).map(tuple)
ARTICLES = st.lists(st.builds(FoundArticle, WORDS, WORDS, st.just(""), URLS, WORDS), max_size=10).map(tuple)
ANSWERS = st.builds(
    Answer,
    st.sampled_from(["ko", "en", "ja"]),
    st.none() | st.builds(make_quote, WORDS, WORDS),
    st.none() | st.builds(FoundCard, WORDS, WORDS, WORDS, st.lists(WORDS, max_size=3).map(tuple), LINKS),
    ARTICLES,
    ARTICLES,
    LINKS,
)


@given(ANSWERS)
def test_no_answer_breaks_a_limit(answer: Answer) -> None:
    assert [*find_breaches(build_response(answer))] == []


@pytest.mark.parametrize(("lang", "said"), [("ko", "질문이 많아요"), ("", "질문이 많아요"), ("ja", "Many people")])
def test_neither_does_what_is_said_when_nothing_can_be(lang: str, said: str) -> None:
    assert [*find_breaches(build_busy(lang))] == []
    assert said in str(build_busy(lang))


def test_the_quoted_article_is_not_listed_again_and_the_others_can_be_asked() -> None:
    answer = make_answer(quote=make_quote("답이에요."), articles=(make_article("a/b"), make_article("c/d", "다른 글")))
    card, listed = build_response(answer)["template"]["outputs"]
    assert card["textCard"]["title"] == "제목"
    assert [item["title"] for item in listed["listCard"]["items"]] == ["다른 글"]
    replies = build_response(answer)["template"]["quickReplies"]
    assert [reply["messageText"] for reply in replies] == ["다른 글", "상담원 연결"]


def test_a_long_answer_is_text_with_its_buttons_below() -> None:
    text, card = build_response(make_answer(quote=make_quote("가" * 500)))["template"]["outputs"]
    assert text["simpleText"]["text"] == "가" * 500
    assert card["textCard"]["buttons"][0]["webLinkUrl"] == WEB


@pytest.mark.parametrize(("length", "kind"), [(398, "textCard"), (399, "simpleText")])
def test_title_and_text_of_a_card_are_counted_together(length: int, kind: str) -> None:
    (first, *_) = build_response(make_answer(quote=make_quote("가" * length, title="제목")))["template"]["outputs"]
    assert [*first] == [kind]


def test_no_more_is_shown_than_there_is_room_for() -> None:
    many = tuple(CardLink(f"{number}번째 상담 채널로 문의하기", WEB) for number in range(5))
    articles = tuple(make_article(f"a/{number}") for number in range(10))
    card, listed = build_response(make_answer(nearest=articles, contact=many))["template"]["outputs"]
    assert [button["label"] for button in card["textCard"]["buttons"]] == [
        "0번째 상담 채널로 문의…",
        "1번째 상담 채널로 문의…",
        "2번째 상담 채널로 문의…",
    ]
    assert len(listed["listCard"]["items"]) == 5


def test_steps_are_numbered_and_cells_named() -> None:
    steps = make_quote("누르세요. 여세요.", form="step", parts=("누르세요.", "여세요."))
    row = make_quote("카드 5일", form="row", parts=("카드", "5일"), columns=("결제", "걸리는 날"))
    shown = [
        build_response(make_answer(quote=quote))["template"]["outputs"][0]["textCard"]["description"]
        for quote in (steps, row)
    ]
    assert shown == ["1. 누르세요.\n2. 여세요.", "결제: 카드\n걸리는 날: 5일"]


def test_what_nothing_answers_leads_to_a_person_by_buttons_that_a_chat_has() -> None:
    mail = CardLink("이메일 a@b.example", "mailto:a@b.example", "email")
    template = build_response(make_answer(contact=(*CONTACT, mail)))["template"]
    ((card),) = template["outputs"]
    assert [(button["action"], button["label"]) for button in card["textCard"]["buttons"]] == [
        ("webLink", "카카오톡 상담"),
        ("phone", "전화"),
    ]
    assert "quickReplies" not in template


def test_a_card_shows_the_address_that_is_no_button() -> None:
    mail = CardLink("이메일 a@b.example", "mailto:a@b.example", "email")
    card = FoundCard("card:contact", "직접 문의하기", "", ("평일 09:00–18:00",), (*CONTACT, mail))
    template = build_response(make_answer(card=card, articles=(make_article("a/b"),)))["template"]
    assert [*template] == ["outputs"]
    assert template["outputs"][0]["textCard"]["description"] == "평일 09:00–18:00\n이메일 a@b.example"


def test_the_article_a_model_worded_is_where_to_read_more() -> None:
    cited = (CitedSentence("30분 동안 잠겨요.", "a/b", f"{WEB}a/b/"),)
    wording = Wording("kept", "30분 동안 잠겨요.", cited)
    (card,) = build_response(make_answer(quote=make_quote("다른 답"), wording=wording))["template"]["outputs"]
    assert card["textCard"]["description"] == "30분 동안 잠겨요."
    assert card["textCard"]["buttons"][0]["webLinkUrl"] == f"{WEB}a/b/"


def test_a_site_without_an_address_gives_text_alone() -> None:
    answer = make_answer(quote=make_quote("답이에요.", url="a/b/"), articles=(make_article("c/d", url="c/d/"),))
    assert build_response(answer)["template"]["outputs"] == [{"simpleText": {"text": "제목\n답이에요."}}]
