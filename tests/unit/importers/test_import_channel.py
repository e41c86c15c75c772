"""Channel Talk documents by their API, as its public reference (v1) has it."""

import json
from datetime import date
from pathlib import Path

import pytest

from hc_builder.importers.importing import Request, plan_import
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from tests.unit.importers.desk_server import Reply, run_desk
from tests.unit.importers.sources import read_files

SPACE = "/open/v1/spaces/$me"


def make_article(identity: str, title: str, body: str, **more: object) -> dict[str, object]:
    return {
        "id": identity,
        "spaceId": "1",
        "createdAt": 1764547200000,
        "updatedAt": 1772323200000,
        "state": "published",
        "slug": f"{title}-{identity}",
        "topicIds": ["t1"],
        "website": {"url": f"https://docs.channel.io/shop/ko/articles/{title}-{identity}"},
        "authorId": "7",
        "name": title,
        "title": title,
        "summary": "설명",
        "body": [],
        "bodyHtml": body,
        **more,
    }


def make_node(number: int, kind: str, identity: str, parent: int | None, rank: int) -> dict[str, object]:
    above = str(parent) if parent else None
    return {"id": str(number), "entityType": kind, "entityId": identity, "parentNodeId": above, "rank": rank}


def make_category(identity: str, korean: str, english: str) -> dict[str, object]:
    return {"id": identity, "name": {"ko": korean, "en": english}, "slug": "x"}


def home(article: str, category: dict[str, object]) -> dict[str, object]:
    return {"articleId": article, "category": category}


PARCELS = make_category("c2", "택배", "Parcels")
TOPICS = [{"id": "t1", "name": {"ko": "배송비", "en": "fee"}}]
PARCEL = make_article("a1", "택배는", '<p>이틀 <a href="https://docs.channel.io/shop/ko/articles/환불-a2">환불</a></p>')
ANSWERS: dict[str, object] = {
    SPACE: {
        "space": {
            "id": "1",
            "channelId": "1",
            "name": {"ko": "서랍 도움말", "en": "Drawer help"},
            "publishState": "published",
            "defaultLanguage": "ko",
            "supportedLanguages": ["en", "ko"],
            "website": {"url": "https://docs.channel.io/shop"},
        }
    },
    f"{SPACE}/nav-nodes/$all": {
        "navNodes": [
            make_node(4, "article", "a1", 2, 20),
            make_node(3, "article", "a2", 2, 10),
            make_node(2, "category", "c2", 1, 5),
            make_node(1, "category", "c1", None, 5),
        ]
    },
    f"{SPACE}/categories/batch?ids%5B%5D=c2&ids%5B%5D=c1": {
        "categories": [PARCELS, make_category("c1", "배송", "Delivery")]
    },
    f"{SPACE}/articles?language=ko&limit=25&order=asc": [
        Reply({"message": "limit"}, 429, {"Retry-After": "0"}),
        Reply({"articles": [PARCEL], "articleCategory": [home("a1", PARCELS)], "topics": TOPICS, "next": "m=1&b"}),
    ],
    f"{SPACE}/articles?language=ko&limit=25&order=asc&since=m%3D1%26b": {
        "articles": [
            make_article("a2", "환불", "<p>사흘</p>", state="draft"),
            make_article("a3", "홀로", "<p>글</p>", website=None),
        ],
        "articleCategory": [home("a2", PARCELS)],
        "topics": TOPICS,
    },
    f"{SPACE}/articles?language=en&limit=25&order=asc": {
        "articles": [make_article("a1", "Parcel", "<p>Two days</p>"), make_article("a3", "홀로", "<p>글</p>")],
        "topics": TOPICS,
    },
}


def check(export: Export) -> None:
    articles = {(one.path, one.lang): one for one in export.articles}
    parcel = articles["배송/택배/택배는", "ko"]
    assert (parcel.summary, parcel.keywords, parcel.order) == ("설명", ("배송비",), 2)
    assert (parcel.updated, parcel.old) == (date(2026, 3, 1), ("/shop/ko/articles/택배는-a1",))
    assert parcel.body == "이틀 [환불](환불)\n"
    assert (articles["배송/택배/환불", "ko"].draft, articles["배송/택배/환불", "ko"].order) == (True, 1)
    english = articles["배송/택배/택배는", "en"]
    assert (english.title, english.keywords, english.body) == ("Parcel", ("fee",), "Two days\n")
    assert sorted(articles) == [
        ("배송/택배/택배는", "en"),
        ("배송/택배/택배는", "ko"),
        ("배송/택배/환불", "ko"),
        ("홀로", "ko"),
    ]
    titles = {(one.path, one.lang): one.title for one in export.categories}
    assert (titles["배송", "en"], titles["배송/택배", "en"], export.title) == ("Delivery", "Parcels", "서랍 도움말")
    assert export.losses == ()


def test_a_space_comes_with_its_navigation_in_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_CHANNEL_TOKEN", "key:secret")
    with run_desk(ANSWERS) as desk:
        plan = plan_import(Request("channel", desk.origin, tmp_path / "content", options=Options(local=True)))
    check(plan.export)
    assert {headers["Authorization"] for _, headers in desk.asked} == {"Basic a2V5OnNlY3JldA=="}


def test_saved_pages_of_a_space_are_read_alike(tmp_path: Path) -> None:
    saved = {}
    for number, (path, one) in enumerate(ANSWERS.items()):
        content = one[-1].content if isinstance(one, list) else one
        language = path.partition("language=")[2][:2]
        saved[f"{number:02}.json"] = json.dumps({**content, "language": language} if language else content)
    check(read_files("channel", tmp_path, saved))


def test_a_rank_may_be_any_number(tmp_path: Path) -> None:
    nodes = [make_node(n, "articles", f"a{n}", None, rank) for n, rank in ((1, 10**400), (2, -5), (3, 0))]
    articles = [make_article(f"a{n}", f"글 {n}", "<p>글</p>") for n in (1, 2, 3)]
    page = json.dumps({"language": "ko", "navNodes": nodes, "articles": articles})
    export = read_files("channel", tmp_path, {"a.json": page})
    assert [one.title for one in sorted(export.articles, key=lambda one: one.order)] == ["글 2", "글 3", "글 1"]
