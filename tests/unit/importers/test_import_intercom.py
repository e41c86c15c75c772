"""Intercom by its API, as its public reference (2.14) has it."""

import json
from datetime import date
from pathlib import Path

import pytest

from hc_builder.importers.importing import Request, plan_import
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from tests.unit.importers.desk_server import Reply, run_desk
from tests.unit.importers.sources import read_files

SECRET = "dG9rOsecret"


def make_article(number: int, title: str, body: str, **more: object) -> dict[str, object]:
    return {
        "id": str(number),
        "type": "article",
        "workspace_id": "ab12",
        "title": title,
        "description": f"{title} 설명",
        "body": body,
        "author_id": 5,
        "state": "published",
        "created_at": 1764547200,
        "updated_at": 1772323200,
        "url": f"https://help.shop.kr/ko/articles/{number}-{title}",
        "parent_id": 101,
        "parent_ids": [101],
        "parent_type": "collection",
        "default_locale": "ko",
        **more,
    }


def make_collection(number: int, name: str, **more: object) -> dict[str, object]:
    return {"id": str(number), "type": "collection", "name": name, "order": 1, "parent_id": None, **more}


def listing(data: list[dict[str, object]], number: int = 1, total: int = 1) -> dict[str, object]:
    pages = {"type": "pages", "page": number, "per_page": 50, "total_pages": total, "next": None}
    return {"type": "list", "total_count": 4, "data": data, "pages": pages}


ENGLISH = {
    "type": "article_content",
    "title": "Where is my parcel",
    "body": "<p>Two days</p>",
    "state": "draft",
    "updated_at": 1772323200,
    "url": "https://help.shop.kr/en/articles/7000001-where",
}
PARCEL = make_article(
    7000001,
    "택배는 어디에",
    '<p class="no-margin">이틀 <a href="https://help.shop.kr/ko/articles/7000002-x#h_1">환불</a></p>'
    '<div class="intercom-container"><img src="https://downloads.intercomcdn.com/i/o/1/a.png?expires=17&signature=f"></div>'
    '<div class="intercom-interblocks-callout"><p>조심</p></div>',
    translated_content={"type": "article_translated_content", "en": ENGLISH, "ko": None, "fr": None},
)
REFUND = make_article(7000002, "환불", "<h2 id='h_1'>방법</h2><p>사흘</p>", state="draft")
ALONE = make_article(7000003, "홀로", "<p>글</p>", parent_id=None, parent_ids=[])
TITLES = {"type": "group_translated_content", "en": {"type": "group_content", "name": "Parcels", "description": ""}}
ANSWERS: dict[str, object] = {
    "/help_center/collections?per_page=50&page=1": listing(
        [
            make_collection(101, "택배", parent_id="100", order=2, translated_content=TITLES),
            make_collection(100, "배송", description="배송 안내"),
        ]
    ),
    "/articles?per_page=50&page=1": [
        Reply({"type": "error.list"}, 429, {"X-RateLimit-Reset": "0"}),
        Reply(listing([PARCEL, REFUND], 1, 2)),
    ],
    "/articles?per_page=50&page=2": listing([ALONE], 2, 2),
}


def check(export: Export) -> None:
    articles = {(one.path, one.lang): one for one in export.articles}
    parcel = articles["배송/택배/택배는-어디에", "ko"]
    assert (parcel.summary, parcel.updated, parcel.draft) == ("택배는 어디에 설명", date(2026, 3, 1), False)
    assert parcel.old == ("/ko/articles/7000001-택배는 어디에",)
    assert "[환불](환불#h_1)" in parcel.body
    assert ":::" in parcel.body
    assert articles["배송/택배/환불", "ko"].draft
    english = articles["배송/택배/택배는-어디에", "en"]
    assert (english.title, english.draft, english.old) == ("Where is my parcel", True, ("/en/articles/7000001-where",))
    assert ("홀로", "ko") in articles
    categories = {(one.path, one.lang): (one.title, one.order) for one in export.categories}
    assert categories["배송", "ko"] == ("배송", 1)
    assert categories["배송/택배", "ko"] == ("택배", 2)
    assert categories["배송/택배", "en"] == ("Parcels", 2)
    assert [loss.what for loss in export.losses] == ["a picture whose address runs out: fetch it with --fetch"]


def test_collections_articles_and_translations_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_INTERCOM_TOKEN", SECRET)
    with run_desk(ANSWERS) as desk:
        plan = plan_import(Request("intercom", desk.origin, tmp_path / "content", options=Options(local=True)))
    check(plan.export)
    assert {headers["Authorization"] for _, headers in desk.asked} == {f"Bearer {SECRET}"}


def test_saved_pages_of_intercom_are_read_alike(tmp_path: Path) -> None:
    replies = [one[-1].content if isinstance(one, list) else one for one in ANSWERS.values()]
    check(read_files("intercom", tmp_path, {f"{number}.json": json.dumps(one) for number, one in enumerate(replies)}))


@pytest.mark.parametrize(
    "odd",
    [
        {"title": None, "body": None, "url": None, "updated_at": "soon", "parent_id": {}, "translated_content": []},
        {"updated_at": 10**30, "order": "x", "translated_content": {"en": 3, "xx": {}, "ko": {"body": 3}}},
        {"parent_id": 101, "default_locale": 7, "url": "https://[help]/x"},
    ],
)
def test_fields_that_are_not_as_they_should_be_are_read_over(tmp_path: Path, odd: dict[str, object]) -> None:
    loop = make_collection(101, "택배", parent_id="101", order=None)
    page = listing([make_article(7000001, "가", "<p>나</p>") | odd, loop, {"type": "article"}])
    assert len(read_files("intercom", tmp_path, {"a.json": json.dumps(page)}).articles) == 1


@pytest.mark.parametrize(
    ("body", "is_draft"), [("", True), ("<p>&nbsp;<br></p>", True), ("<p><img src='a.png'></p>", False)]
)
def test_an_article_without_a_text_waits_for_one(tmp_path: Path, body: str, is_draft: bool) -> None:
    page = listing([make_article(7000001, "가", body)])
    export = read_files("intercom", tmp_path, {"a.json": json.dumps(page)})
    assert export.articles[0].draft is is_draft
    assert [loss.place for loss in export.losses if "without a text" in loss.what] == ["7000001"] * is_draft
