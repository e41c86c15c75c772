"""WordPress by its REST API, as its public reference (wp/v2) has it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hc_builder.importers.importing import Plan, Request, plan_import
from hc_builder.importers.options import Options
from tests.unit.importers.desk_server import Desk, Reply, run_desk
from tests.unit.importers.sources import by_path, read_files

API = "/blog/wp-json/wp/v2"
SEEN = "per_page=100&page=1"
ALL = "per_page=100&status=any&context=edit&page="


def make_post(number: int, title: str, body: str, kind: str = "post", **more: object) -> dict[str, object]:
    return {
        "id": number,
        "date": "2026-02-01T10:00:00",
        "modified": "2026-03-01T10:00:00",
        "slug": f"post-{number}",
        "status": "publish",
        "type": kind,
        "link": f"{{origin}}/blog/post-{number}/",
        "title": {"rendered": title},
        "content": {"rendered": body, "protected": False},
        "author": 1,
        "sticky": False,
        **more,
    }


def make_term(number: int, name: str, taxonomy: str, parent: int = 0) -> dict[str, object]:
    return {"id": number, "name": name, "slug": "x", "taxonomy": taxonomy, "parent": parent, "description": ""}


def make_route(name: str, base: str, **more: object) -> dict[str, object]:
    return {"name": name, "slug": name, "rest_base": base, "rest_namespace": "wp/v2", **more}


POST = make_post(
    7,
    "배송 &#8211; 언제? &amp; <em>어디</em>",
    '<p>이틀 <a href="{origin}/blog/?p=8">환불</a></p>[vc_row a="1"]',
    categories=[1, 12],
    tags=[20],
    sticky=True,
)
DRAFT = make_post(8, "환불", "<p>사흘</p>", status="draft", categories=[11], tags=[])
LOCKED = make_post(9, "비밀", "<p>x</p>", content={"rendered": "<p>x</p>", "protected": True}, categories=[11])
FAQ = make_post(30, "질문", "<p>답</p>", "ufaq", menu_order=4, link="{origin}/blog/?p=30", **{"ufaq-category": [31]})
ANSWERS: dict[str, object] = {
    f"{API}/types": {
        "post": make_route("post", "posts"),
        "page": make_route("page", "pages"),
        "attachment": make_route("attachment", "media"),
        "product": make_route("product", "products"),
        "ufaq": make_route("ufaq", "ufaq"),
        "faq_odd": make_route("faq_odd", "../../secret"),
    },
    f"{API}/users?per_page=100": [Reply([{"id": 1, "name": "김서랍", "slug": "kim", "avatar_urls": {}}])],
    f"{API}/taxonomies": {
        "category": make_route("category", "categories", types=["post"]),
        "post_tag": make_route("post_tag", "tags", types=["post"]),
        "ufaq-category": make_route("ufaq-category", "ufaq-category", types=["ufaq"]),
        "product_cat": make_route("product_cat", "product_cat", types=["product"]),
    },
    f"{API}/categories?{SEEN}": [
        Reply(
            [
                make_term(1, "미분류", "category"),
                make_term(11, "주문", "category"),
                make_term(12, "교환 &amp; 환불", "category", 11),
            ]
        )
    ],
    f"{API}/tags?{SEEN}": [Reply([make_term(20, "택배", "post_tag")])],
    f"{API}/ufaq-category?{SEEN}": [Reply([make_term(31, "자주", "ufaq-category")])],
    f"{API}/posts?{ALL}1": [
        Reply({"code": "busy"}, 503, {"Retry-After": "0"}),
        Reply([POST, DRAFT], headers={"X-WP-TotalPages": "2"}),
    ],
    f"{API}/posts?{ALL}2": [Reply([LOCKED], headers={"X-WP-TotalPages": "2"})],
    f"{API}/pages?{ALL}1": [Reply([], headers={"X-WP-TotalPages": "0"})],
    f"{API}/ufaq?{ALL}1": [Reply([FAQ], headers={"X-WP-TotalPages": "1"})],
    f"{API}/posts?{SEEN}": [Reply([POST], headers={"X-WP-TotalPages": "1"})],
    f"{API}/pages?{SEEN}": [Reply([])],
    f"{API}/ufaq?{SEEN}": [Reply([FAQ])],
}


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("HC_WORDPRESS_TOKEN", "kim:abcd efgh")
    with run_desk(ANSWERS) as desk:
        yield desk


def plan(desk: Desk, folder: Path) -> Plan:
    place = f"{desk.origin}/blog/"
    return plan_import(Request("wordpress", place, folder / "content", options=Options(local=True)))


def test_entries_come_with_categories_above_each_other_tags_and_drafts(shop: Desk, tmp_path: Path) -> None:
    export = plan(shop, tmp_path).export
    articles = by_path(export)
    post = articles["주문/교환-환불/배송-언제-어디"]
    assert post.title == "배송 – 언제? & 어디"
    assert (post.keywords, post.owner, post.updated, post.pin) == (("택배",), "kim", date(2026, 3, 1), True)
    assert post.old == ("/blog/post-7/",)
    assert post.body == "이틀 [환불](../환불.md)\n"
    assert articles["주문/환불"].draft
    assert articles["주문/비밀"].draft
    assert (articles["자주/질문"].order, articles["자주/질문"].old) == (4, ("/post-30/",))
    assert len(articles) == 4
    assert {loss.what for loss in export.losses} == {
        "a shortcode of WordPress; text inside it stays",
        "an article for some readers only, kept as a draft",
    }
    assert not [path for path in shop.paths if "product" in path or "media" in path or "secret" in path]


def test_without_a_token_what_everyone_may_read_comes(
    shop: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HC_WORDPRESS_TOKEN")
    shop.answers[f"{API}/users?per_page=100"] = [Reply({"code": "rest_user_cannot_view"}, 401)]
    assert sorted(by_path(plan(shop, tmp_path).export)) == ["자주/질문", "주문/교환-환불/배송-언제-어디"]


def test_the_export_file_and_the_api_know_an_article_by_one_key(tmp_path: Path) -> None:
    wxr = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>가</title><wp:post_id>7</wp:post_id>'
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"
    )
    by_file = read_files("wordpress", tmp_path / "a", {"a.xml": wxr})
    by_api = read_files("wordpress", tmp_path / "b", {"posts.json": json.dumps([make_post(7, "가", "<p>나</p>")])})
    assert by_file.articles[0].key == by_api.articles[0].key


@pytest.mark.parametrize("home", [Reply(b"<!doctype html>"), Reply(b"<!doctype html>", 404)])
def test_where_addresses_are_no_words_routes_are_parameters(shop: Desk, tmp_path: Path, home: Reply) -> None:
    for path, replies in list(shop.answers.items()):
        route, sign, query = path.removeprefix("/blog/wp-json").partition("?")
        shop.answers[f"/blog/?rest_route={route}{'&' if sign else ''}{query}"] = replies
        shop.answers[path] = [home]
    assert len(plan(shop, tmp_path).export.articles) == 4


def test_a_post_without_an_address_has_no_old_one(shop: Desk, tmp_path: Path) -> None:
    nameless = make_post(50, "주소 없음", "<p>글</p>", link="", slug="", categories=[1], tags=[])
    shop.answers[f"{API}/posts?{ALL}1"] = [Reply([nameless], headers={"X-WP-TotalPages": "1"})]
    found = [article for article in plan(shop, tmp_path).export.articles if article.title == "주소 없음"]
    assert [article.old for article in found] == [()]
