"""Zendesk by its API: the pages of each language, as its public reference has them, become what saved ones do."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.importers.api.refusals import ApiRefused
from hc_builder.importers.importing import Plan, Request, apply_plan, plan_import
from hc_builder.importers.options import Options
from tests.unit.importers.desk_server import Desk, Reply, run_desk
from tests.unit.importers.sources import read_files

API = "/api/v2/help_center"
SECRET = "s3cr3t-t0ken"
SIZE = "page%5Bsize%5D=100"


def make_article(number: int, locale: str, title: str, body: str, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "url": f"{{origin}}/api/v2/help_center/{locale}/articles/{number}.json",
        "html_url": f"https://shop.zendesk.com/hc/{locale}/articles/{number}-{title.replace(' ', '-')}",
        "author_id": 5,
        "comments_disabled": False,
        "draft": False,
        "promoted": False,
        "position": 0,
        "vote_sum": 0,
        "vote_count": 0,
        "section_id": 20,
        "created_at": "2025-12-01T00:00:00Z",
        "updated_at": "2026-03-02T00:00:00Z",
        "edited_at": "2026-03-01T00:00:00Z",
        "name": title,
        "title": title,
        "source_locale": "ko",
        "locale": locale,
        "outdated": False,
        "user_segment_id": None,
        "permission_group_id": 1,
        "label_names": ["카드"],
        "body": body,
        **more,
    }


def make_section(number: int, locale: str, name: str, **more: object) -> dict[str, object]:
    return {"id": number, "name": name, "locale": locale, "source_locale": "ko", "position": 1, **more}


def page(kind: str, listed: list[dict[str, object]], **more: object) -> dict[str, object]:
    return {kind: listed, "meta": {"has_more": False}, "links": {"prev": None, "next": None}, **more}


USERS = {"users": [{"id": 5, "name": "김서랍", "email": "kim@shop.kr"}]}
CARD = make_article(
    360001,
    "ko",
    "카드가 안 돼요",
    '<p>먼저 <a href="https://shop.zendesk.com/hc/ko/articles/360002">현금</a></p>',
    vote_sum=3,
    promoted=True,
)
CASH = make_article(360002, "ko", "현금", "<p>계좌</p>", vote_sum=9, draft=True)
BOSS = make_article(360003, "ko", "사장님만", "<p>비밀</p>", user_segment_id=4)
CARD_EN = make_article(360001, "en-us", "Card fails", "<p>Try again</p>")
NEXT = f"{API}/ko/articles.json?page%5Bafter%5D=xyz&{SIZE}"
ORDERS = make_section(10, "en-us", "Orders", description="All orders")
ANSWERS: dict[str, object] = {
    f"{API}/locales.json": {"locales": ["en-us", "ko"], "default_locale": "ko"},
    f"{API}/ko/categories.json?{SIZE}": page("categories", [make_section(10, "ko", "주문", description="주문 안내")]),
    f"{API}/en-us/categories.json?{SIZE}": page("categories", [ORDERS]),
    f"{API}/ko/sections.json?{SIZE}": page(
        "sections",
        [
            make_section(20, "ko", "결제", category_id=10, parent_section_id=21),
            make_section(21, "ko", "돈", category_id=10, parent_section_id=None),
        ],
    ),
    f"{API}/en-us/sections.json?{SIZE}": page("sections", [make_section(20, "en-us", "Payment", category_id=10)]),
    f"{API}/ko/articles.json?{SIZE}&include=users": [
        Reply({"error": "TooManyRequests"}, 429, {"Retry-After": "0"}),
        Reply(
            {
                "articles": [CARD, CASH],
                "meta": {"has_more": True, "after_cursor": "xyz"},
                "links": {"next": f"https://other.example{NEXT}"},
                **USERS,
            }
        ),
    ],
    NEXT: page("articles", [BOSS], **USERS),
    f"{API}/en-us/articles.json?{SIZE}&include=users": page("articles", [CARD_EN], **USERS),
    f"{API}/articles/360001/attachments.json": {
        "article_attachments": [
            {
                "id": 1,
                "article_id": 360001,
                "file_name": "약관.pdf",
                "content_url": "https://shop.zendesk.com/hc/article_attachments/1/a.pdf",
                "content_type": "application/pdf",
                "inline": False,
                "size": 9,
            },
            {"id": 2, "article_id": 360001, "file_name": "a.png", "content_url": "https://x/a.png", "inline": True},
        ]
    },
}


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    monkeypatch.setenv("HC_ZENDESK_TOKEN", f"kim@shop.kr/token:{SECRET}")
    monkeypatch.chdir(tmp_path)
    with run_desk(ANSWERS) as desk:
        yield desk


def plan(desk: Desk) -> Plan:
    return plan_import(Request("zendesk", desk.origin, options=Options(local=True)))


def test_every_language_comes_with_its_categories_drafts_votes_and_attachments(shop: Desk) -> None:
    export = plan(shop).export
    articles = {(one.path, one.lang): one for one in export.articles}
    card = articles["주문/돈/결제/카드가-안-돼요", "ko"]
    assert (card.order, card.popular, card.owner, card.keywords) == (2, True, "김서랍", ("카드",))
    assert card.old == ("/hc/ko/articles/360001-카드가-안-돼요", "/hc/ko/articles/360001")
    assert "[현금](현금)" in card.body
    assert "- [약관.pdf](https://shop.zendesk.com/hc/article_attachments/1/a.pdf)" in card.body
    assert articles["주문/돈/결제/현금", "ko"].draft
    assert articles["주문/돈/결제/사장님만", "ko"].draft
    english = articles["주문/돈/결제/카드가-안-돼요", "en"]
    assert (english.title, english.body, english.old[1]) == ("Card fails", "Try again\n", "/hc/en-us/articles/360001")
    titles = {(one.path, one.lang): one.title for one in export.categories}
    assert titles == {
        ("주문", "ko"): "주문",
        ("주문/돈", "ko"): "돈",
        ("주문/돈/결제", "ko"): "결제",
        ("주문", "en"): "Orders",
        ("주문/돈", "en"): "돈",
        ("주문/돈/결제", "en"): "Payment",
    }
    assert [one.description for one in export.categories if one.title == "Orders"] == ["All orders"]
    assert {loss.what for loss in export.losses} == {
        "an article for some readers only, kept as a draft",
        "an attachment, which stays at the old help center",
    }
    assert all(headers["Authorization"].startswith("Basic ") for _, headers in shop.asked)


def test_saved_pages_and_fetched_ones_give_the_same(shop: Desk, tmp_path: Path) -> None:
    replies = [one[-1] if isinstance(one, list) else one for one in ANSWERS.values()]
    saved = {
        f"{number}.json": json.dumps(one.content if isinstance(one, Reply) else one)
        for number, one in enumerate(replies)
    }
    export = read_files("zendesk", tmp_path / "saved", saved)
    fetched = plan(shop).export
    assert sorted(export.articles, key=lambda one: one.key) == sorted(fetched.articles, key=lambda one: one.key)
    assert set(export.categories) == set(fetched.categories)


def test_a_second_run_writes_nothing_and_a_third_what_changed(shop: Desk, tmp_path: Path) -> None:
    apply_plan(plan(shop))
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert not [step for step in plan(shop).steps if step.fate != "same"]
    assert not [file for file, data in before.items() if SECRET.encode() in data]
    changed = {**CARD, "body": "<p>고쳤어요</p>"}
    shop.answers[f"{API}/ko/articles.json?{SIZE}&include=users"] = [Reply(page("articles", [changed, CASH], **USERS))]
    third = plan(shop)
    assert {step.path: step.fate for step in third.steps if step.fate != "same"} == {
        "주문/돈/결제/카드가-안-돼요.md": "updated",
        "주문/돈/결제/사장님만.md": "gone at the source",
    }
    apply_plan(third)
    assert before.keys() == {file for file in tmp_path.rglob("*") if file.is_file()}


def test_what_everyone_may_read_needs_no_token(shop: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HC_ZENDESK_TOKEN")
    assert len(plan(shop).export.articles) == 4
    assert not any("Authorization" in headers for _, headers in shop.asked)


def test_a_failure_on_the_way_writes_nothing(shop: Desk, tmp_path: Path) -> None:
    shop.answers[NEXT] = [Reply(b"<html>maintenance</html>")]
    run = CliRunner().invoke(main, ["import", "zendesk", shop.origin, "--local", "--yes"])
    assert run.exit_code == 1
    assert re.search(r"127\.0\.0\.1:\d+ answers with a page and no JSON", run.output)
    assert list(tmp_path.iterdir()) == []


def test_pictures_are_fetched_without_the_token(shop: Desk) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(20)
    shown = f'<p>글 <img src="{shop.origin}/hc/article_attachments/9/a.png" alt="그림"></p>'
    shop.answers["/hc/article_attachments/9/a.png"] = [Reply(png)]
    shop.answers[NEXT] = [Reply(page("articles", [make_article(360009, "ko", "그림", shown)]))]
    fetched = plan_import(Request("zendesk", shop.origin, options=Options(local=True, fetch=True)))
    (path,) = fetched.export.media
    assert fetched.export.media[path]() == png
    sent = {path: headers for path, headers in shop.asked if "article_attachments/9" in path}
    assert sent
    assert not [headers for headers in sent.values() if "Authorization" in headers]


def test_a_help_desk_that_leads_elsewhere_is_not_followed(shop: Desk) -> None:
    with run_desk(ANSWERS) as other:
        moved = Reply({}, 301, {"Location": f"{other.origin}{NEXT}"})
        shop.answers[NEXT] = [moved]
        with pytest.raises(ApiRefused, match="leads to http"):
            plan(shop)
    assert not other.asked


def test_half_a_character_becomes_a_sign(shop: Desk, tmp_path: Path) -> None:
    odd = json.dumps(page("articles", [make_article(360009, "ko", "반\ud83d쪽", "<p>\udc00 글 😀</p>")]))
    shop.answers[NEXT] = [Reply(odd.encode())]
    apply_plan(plan(shop))
    assert "? 글 😀" in (tmp_path / "content/주문/돈/결제/반-쪽.md").read_text()
