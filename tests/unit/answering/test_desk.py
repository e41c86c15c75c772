"""What a desk answers, reads and follows: the same search as customers have, over a project on disk."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_shop import ARTICLES

from hc_builder.answering.answers import Addresses
from hc_builder.answering.desk import Desk, NoSuchArticle, match_language, read_content
from hc_builder.answering.thread import DeskThread
from hc_builder.errors import ProjectError
from hc_builder.project import UnknownLanguage


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, copy_shop: Callable[[Path], Path]) -> Iterator[Desk]:
    opened = Desk(read_content(copy_shop(tmp_path_factory.mktemp("desk")), {}))
    yield opened
    opened.close()


def test_a_question_gets_the_sentence_that_answers_with_its_whole_address(desk: Desk) -> None:
    answer = desk.ask("비밀번호 몇 번 틀리면 잠기나요?")
    assert answer.quote is not None
    assert answer.quote.text == "비밀번호를 5번 틀리면 30분 동안 잠겨요."
    assert answer.quote.url == answer.articles[0].url == "https://help.shop.example/account/locked/"
    assert answer.articles[0].summary.startswith("비밀번호를 5번")


def test_a_question_typed_as_people_type_is_told_as_it_was_read(desk: Desk) -> None:
    answer = desk.ask("ghksqnf djswp")
    assert answer.articles[0].id == "refund/when"
    assert answer.read_as == "환불 언제"


def test_what_the_settings_answer_is_a_card(desk: Desk) -> None:
    card = desk.ask("상담원 연결").card
    assert card is not None
    assert [(link.channel, link.url) for link in card.links] == [
        ("kakao", "https://pf.kakao.com/_shop/chat"),
        ("phone", "tel:1588-0000"),
        ("email", "mailto:help@shop.example"),
    ]


def test_an_orders_number_leads_to_its_look_up(desk: Desk) -> None:
    answer = desk.ask("20260101-123456")
    assert (answer.number, answer.articles) == ("order", ())
    assert answer.card is not None
    assert [link.url for link in answer.card.links] == ["https://shop.example/orders"]


def test_what_nothing_answers_leads_to_a_person(desk: Desk) -> None:
    answer = desk.ask("쿠궁 좌라락")
    assert answer.is_empty
    assert [link.channel for link in answer.contact] == ["kakao", "phone", "email"]


def test_each_language_has_its_own_articles(desk: Desk) -> None:
    assert desk.ask("refund", "en").articles[0].url == "https://help.shop.example/en/refund/when/"
    assert [desk.find_language(told) for told in ("", "ko", "ko-KR", "en-US", "EN")] == ["ko", "ko", "ko", "en", "en"]
    with pytest.raises(UnknownLanguage):
        desk.ask("환불", "fr")


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("pt", "pt-BR"),
        ("pt-br", "pt-BR"),
        ("PT-PT", "pt-BR"),
        ("zh-Hant-TW", "zh-TW"),
        ("en-GB", "en"),
        ("fr-CA", "fr"),
    ],
)
def test_a_tag_of_any_form_means_the_nearest_language(told: str, meant: str) -> None:
    assert match_language(told, ("en", "pt-BR", "zh-TW", "en-AU")) == meant


@pytest.mark.parametrize(
    "named",
    ["account/locked", "account/locked.md", "/account/locked/", "https://help.shop.example/account/locked/#steps"],
)
def test_an_article_is_read_by_any_of_its_names_with_the_form_of_its_text(desk: Desk, named: str) -> None:
    text = desk.read(named).text
    assert text.startswith("비밀번호를 5번 틀리면")
    assert text.endswith("## 바로 풀고 싶을 때\n\n1. 비밀번호 찾기를 누르세요.\n2. 메일의 링크를 여세요.")


def test_lists_and_tables_stay_what_they_are(desk: Desk) -> None:
    assert "\n- 제주는 3,000원을 더 받아요.\n- 도서" in desk.read("delivery/fee").text
    assert "\n결제 | 걸리는 날\n카드 | 5일\n" in desk.read("refund/when").text
    assert desk.read("https://help.shop.example/en/refund/when/", "en").text.startswith("Refunds are made")


def test_an_article_is_read_by_the_address_that_an_answer_gave(
    tmp_path: Path, copy_shop: Callable[[Path], Path]
) -> None:
    config = copy_shop(tmp_path)
    (tmp_path / "content" / "배송").mkdir()
    (tmp_path / "content" / "배송" / "묶음.md").write_text("---\ntitle: 묶음 배송\n---\n같은 창고만 돼요.\n", "utf-8")
    desk = Desk(read_content(config, {}))
    try:
        address = desk.ask("묶음 배송").articles[0].url
        assert "%" in address
        assert desk.read(f"{address}?from=chat#top").id == desk.read("배송/묶음").id == "배송/묶음"
    finally:
        desk.close()


@pytest.mark.parametrize("named", ["secret/staff", "refund/whne", "../mkdocs", ""])
def test_what_the_search_does_not_know_is_not_read(desk: Desk, named: str) -> None:
    with pytest.raises(NoSuchArticle) as fault:
        desk.read(named)
    assert fault.value.hint
    assert (named == "refund/whne") is ("refund/when" in fault.value.hint)


def test_the_quoted_section_is_the_first_passage(desk: Desk) -> None:
    answer = desk.ask("비밀번호 찾기 메일의 링크")
    assert answer.quote is not None
    first = desk.list_passages(answer)[0]
    assert first.place == "account/locked#바로-풀고-싶을-때"
    assert desk.find_address(first.place, "ko") == answer.quote.url


def test_a_change_is_followed_once_it_could_be_published(tmp_path: Path, copy_shop: Callable[[Path], Path]) -> None:
    config = copy_shop(tmp_path)
    desk, fee = Desk(read_content(config, {})), tmp_path / "content" / "delivery" / "fee.md"
    try:
        assert desk.ask("refund", "en").articles
        names = desk.names
        fee.write_text(ARTICLES["delivery/fee.md"].replace("3,000원이고", "2,500원이고"), "utf-8")
        reading = read_content(config, names)
        assert {lang: files is None for lang, (_, files) in reading.indexes.items()} == {"ko": False, "en": True}
        desk.take(reading)
        found = desk.ask("배송비 얼마예요").quote
        assert found is not None
        assert "2,500원" in found.text
        assert desk.ask("refund", "en").articles
    finally:
        desk.close()


def test_content_that_no_build_would_publish_is_not_served(
    tmp_path: Path, copy_shop: Callable[[Path], Path], caplog: pytest.LogCaptureFixture
) -> None:
    config = copy_shop(tmp_path)
    thread = DeskThread(config)
    try:
        (tmp_path / "content" / "refund" / "bad.md").write_text(
            "---\ntitle: 하나\n---\n[없는 글](nowhere.md)\n", "utf-8"
        )
        asyncio.run(thread.renew())
        assert [record.msg for record in caplog.records] == ["not_renewed"]
        assert thread.call(lambda desk: desk.ask("배송비 얼마예요")).quote is not None
    finally:
        thread.close()
    with pytest.raises(ProjectError, match="can't be served: 1 error") as fault:
        DeskThread(config)
    assert {problem.path for problem in fault.value.problems if problem.severity == "error"} == {
        "content/refund/bad.md"
    }


def test_addresses_are_as_a_browser_sends_them() -> None:
    addresses = Addresses("https://help.shop.example/도움/")
    assert addresses.join("a b/#때").endswith("a%20b/#%EB%95%8C")
    assert addresses.join("https://a.example/?q=%EB") == "https://a.example/?q=%EB"
    assert Addresses("").join("refund/when/") == "refund/when/"


def test_a_new_day_is_noticed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not desk.is_of_yesterday
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert desk.is_of_yesterday
