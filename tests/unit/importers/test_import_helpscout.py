"""Help Scout Docs by its API, as its public reference (v1) has it."""

import json
from datetime import date
from pathlib import Path

import pytest

from hc_builder.importers.importing import Request, plan_import
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from tests.unit.importers.desk_server import Reply, run_desk
from tests.unit.importers.sources import by_path, read_files


def envelope(kind: str, items: list[dict[str, object]], number: int = 1, pages: int = 1) -> dict[str, object]:
    return {kind: {"page": number, "pages": pages, "count": len(items), "items": items}}


def make_article(identity: str, number: int, name: str, text: str, **more: object) -> dict[str, object]:
    return {
        "article": {
            "id": identity,
            "number": number,
            "collectionId": "c1",
            "slug": "x",
            "status": "published",
            "hasDraft": False,
            "name": name,
            "text": text,
            "categories": ["k1"],
            "related": [],
            "publicUrl": f"https://docs.shop.kr/article/{number}-{name}",
            "popularity": 4.3,
            "viewCount": number,
            "keywords": ["택배"],
            "createdBy": 7,
            "updatedBy": 7,
            "createdAt": "2025-08-21T19:34:13Z",
            "updatedAt": "2026-03-01T19:34:13Z",
            **more,
        }
    }


def make_ref(identity: str) -> dict[str, object]:
    return {"id": identity, "number": 1, "status": "published", "name": "x"}


PARCEL = make_article(
    "a1",
    100,
    "택배",
    '<p>이틀 <a href="https://docs.shop.kr/article/101-x">환불</a></p>',
    categories=["k1", "k2"],
    hasDraft=True,
)
ANSWERS: dict[str, object] = {
    "/v1/collections?page=1": [
        Reply({"code": 429}, 429, {"X-RateLimit-Reset": "0"}),
        Reply(envelope("collections", [{"id": "c1", "name": "도움말", "visibility": "public", "order": 1}], 1, 2)),
    ],
    "/v1/collections?page=2": envelope("collections", [{"id": "c2", "name": "안쪽", "visibility": "private"}], 2, 2),
    "/v1/collections/c1/categories?page=1": envelope(
        "categories",
        [
            {"id": "k1", "name": "배송", "collectionId": "c1", "order": 3, "visibility": "public"},
            {"id": "k2", "name": "돈", "collectionId": "c1", "order": 4, "visibility": "public"},
        ],
    ),
    "/v1/collections/c2/categories?page=1": envelope("categories", []),
    "/v1/collections/c1/articles?status=all&pageSize=100&page=1": envelope("articles", [make_ref("a1")], 1, 2),
    "/v1/collections/c1/articles?status=all&pageSize=100&page=2": envelope("articles", [make_ref("a2")], 2, 2),
    "/v1/collections/c2/articles?status=all&pageSize=100&page=1": envelope("articles", [make_ref("a3")]),
    "/v1/articles/a1": PARCEL,
    "/v1/articles/a2": make_article("a2", 101, "환불", "<p>사흘</p>", status="notpublished"),
    "/v1/articles/a3": make_article("a3", 102, "직원만", "<p>x</p>", categories=[], collectionId="c2"),
}


def check(export: Export) -> None:
    articles = by_path(export)
    parcel = articles["도움말/배송/택배"]
    assert (parcel.keywords, parcel.updated, parcel.order) == (("택배",), date(2026, 3, 1), 3)
    assert parcel.old == ("/article/100-택배",)
    assert parcel.body == "이틀 [환불](환불.md)\n"
    assert articles["도움말/배송/환불"].draft
    assert articles["안쪽/직원만"].draft
    assert {(one.path, one.order) for one in export.categories} >= {("도움말", 1), ("도움말/배송", 3)}
    assert sorted(loss.what for loss in export.losses) == [
        "a further category of an article",
        "an article for some readers only, kept as a draft",
        "changes of an article that were not published yet",
    ]


def test_collections_categories_and_articles_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_HELPSCOUT_TOKEN", "60783dsecret")
    with run_desk(ANSWERS) as desk:
        plan = plan_import(Request("helpscout", desk.origin, tmp_path / "content", options=Options(local=True)))
    check(plan.export)
    assert {headers["Authorization"] for _, headers in desk.asked} == {"Basic NjA3ODNkc2VjcmV0Olg="}


def test_saved_pages_of_help_scout_are_read_alike(tmp_path: Path) -> None:
    replies = [one[-1].content if isinstance(one, list) else one for one in ANSWERS.values()]
    check(
        read_files("helpscout", tmp_path, {f"{number:02}.json": json.dumps(one) for number, one in enumerate(replies)})
    )
