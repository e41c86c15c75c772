"""A portal of Chatwoot by its API, as its public reference and its source have it."""

import json
from datetime import date
from pathlib import Path

import pytest

from hc_builder.importers.api.refusals import ApiRefused
from hc_builder.importers.importing import Request, plan_import
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from tests.unit.importers.desk_server import Reply, run_desk
from tests.unit.importers.sources import read_files

API = "/api/v1/accounts/3/portals/shop"


def make_category(number: int, name: str, locale: str, **more: object) -> dict[str, object]:
    return {"id": number, "name": name, "slug": name, "locale": locale, "position": 2, "description": "", **more}


def make_article(number: int, title: str, text: str, category: int | None, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "slug": f"17-{number}",
        "title": title,
        "content": text,
        "description": "설명",
        "status": "published",
        "position": number * 10,
        "account_id": 3,
        "updated_at": 1772323200,
        "category_id": category,
        "views": 5,
        "meta": {"title": "", "description": "", "tags": ["택배"]},
        "author": {"id": 1, "name": "김서랍", "email": "kim@shop.kr"},
        "associated_articles": [],
        **more,
    }


def listing(payload: list[dict[str, object]]) -> dict[str, object]:
    return {"payload": payload, "meta": {"current_page": 1, "articles_count": len(payload)}}


PARCEL = make_article(
    1,
    "택배는 어디에",
    "이틀 [환불](/hc/shop/articles/17-2)\n\n<script>x()</script>",
    11,
    associated_articles=[{"id": 4}],
)
ANSWERS: dict[str, object] = {
    API: {
        "id": 9,
        "slug": "shop",
        "name": "서랍 도움말",
        "config": {"allowed_locales": [{"code": "en"}, {"code": "ko"}]},
        "meta": {"default_locale": "ko"},
    },
    f"{API}/categories?locale=ko&page=1": listing(
        [make_category(10, "배송", "ko"), make_category(11, "택배", "ko", parent_category={"id": 10})]
    ),
    f"{API}/categories?locale=ko&page=2": listing([]),
    f"{API}/articles?locale=ko&page=1": [Reply({}, 502), Reply(listing([PARCEL]))],
    f"{API}/articles?locale=ko&page=2": listing(
        [
            make_article(2, "환불", "사흘", 11, status="draft"),
            make_article(3, "옛 글", "옛날", None, status="archived"),
        ]
    ),
    f"{API}/articles?locale=ko&page=3": listing([]),
    f"{API}/categories?locale=en&page=1": listing([make_category(20, "Parcels", "en")]),
    f"{API}/categories?locale=en&page=2": listing([]),
    f"{API}/articles?locale=en&page=2": listing([]),
    f"{API}/articles?locale=en&page=1": listing([make_article(4, "Where is my parcel", "Two days", 20)]),
}


def check(export: Export) -> None:
    articles = {(one.path, one.lang): one for one in export.articles}
    parcel = articles["배송/택배/택배는-어디에", "ko"]
    assert (parcel.summary, parcel.keywords, parcel.order) == ("설명", ("택배",), 10)
    assert (parcel.updated, parcel.old) == (date(2026, 3, 1), ("/hc/shop/articles/17-1",))
    assert parcel.body == "이틀 [환불](환불)\n"
    assert articles["배송/택배/환불", "ko"].draft
    assert articles["옛-글", "ko"].draft
    assert articles["배송/택배/택배는-어디에", "en"].title == "Where is my parcel"
    titles = {(one.path, one.lang): one.title for one in export.categories}
    assert titles["배송/택배", "en"] == "Parcels"
    assert export.title == "서랍 도움말"
    assert {loss.what for loss in export.losses} == {"a script or style", "an archived article, kept as a draft"}


def test_a_portal_comes_in_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_CHATWOOT_TOKEN", "Xy12secret")
    with run_desk(ANSWERS) as desk:
        place = f"{desk.origin}/app/accounts/3/portals/shop/ko/articles"
        plan = plan_import(Request("chatwoot", place, tmp_path / "content", options=Options(local=True)))
    check(plan.export)
    assert {headers["Api_Access_Token"] for _, headers in desk.asked} == {"Xy12secret"}


def test_saved_pages_of_a_portal_are_read_alike(tmp_path: Path) -> None:
    saved = {}
    for number, (path, one) in enumerate(ANSWERS.items()):
        content = one[-1].content if isinstance(one, list) else one
        page = {"portal": content} if path == API else {"locale": path.partition("locale=")[2][:2], **content}
        saved[f"{number:02}.json"] = json.dumps(page)
    check(read_files("chatwoot", tmp_path, saved))


def test_an_address_without_a_portal_says_where_it_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_CHATWOOT_TOKEN", "Xy12secret")
    with run_desk({}) as desk, pytest.raises(ApiRefused, match="names no portal"):
        plan_import(Request("chatwoot", desk.origin, tmp_path / "content", options=Options(local=True)))
    assert not desk.asked


@pytest.mark.parametrize("named", [{1: 2, 2: 1}, {1: 1, 2: 2}, {2: 1}, {2: 99}])
def test_articles_that_name_each_other_are_all_there(tmp_path: Path, named: dict[int, int]) -> None:
    listed = [make_article(key, f"글 {key}", "글", None, associated_article_id=named.get(key)) for key in (1, 2)]
    export = read_files("chatwoot", tmp_path, {"a.json": json.dumps({"locale": "ko", "payload": listed})})
    assert sorted(one.title for one in export.articles) == ["글 1", "글 2"]
