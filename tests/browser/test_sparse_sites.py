"""Sites with little in them, or with much in one place: they look as cared for as a full one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fresh_site import build_site
from playwright.sync_api import expect

from hc_builder.project import load_project

PHONE = {"channels": [{"type": "phone", "value": "1588-0000"}], "hours": {"weekdays": "09:00-18:00"}}
MAIL = {"channels": [{"type": "email", "value": "the-help-center-of-our-shop@a-very-long-domain.example"}]}
LONG = (
    "해외에서 결제한 신용카드로 주문한 상품을 부분 취소했을 때 환율 차이로 생긴 금액은 언제 어떻게 돌려받나요 "
    "https://shop.example/averyveryverylongaddress/withoutanybreak/abcdefghijklmnopqrstuvwxyz"
)
CONTENTS = "".join(f"## {name}\n\nSome words.\n\n" for name in ("First", "Second", "Third", "Fourth"))
SITES: dict[str, tuple[dict[str, object], dict[str, dict[str, object]]]] = {
    "article": ({}, {"fee": {"title": "배송비는 얼마인가요?"}}),
    "category": (
        {"contact": PHONE, "feedback": {"endpoint": "/v1/events"}},
        {"order/index": {"title": "주문"}, "order/how": {"title": "어떻게 주문하나요?"}},
    ),
    "flat": ({"contact": PHONE}, {f"q{n}": {"title": f"{n}번 질문은 무엇인가요?"} for n in range(5)}),
    "long": (
        {"shop": {"name": "아주 긴 이름의 온라인 쇼핑몰 주식회사", "url": "https://a.example/"}, "contact": MAIL},
        {
            "order/index": {"title": LONG, "description": LONG},
            "order/how": {"title": LONG, "summary": LONG},
            "order/x": {"title": "짧아요"},
        },
    ),
    "deep": (
        {"contact": PHONE},
        {
            "a/index": {"title": "주문과 결제"},
            "a/b/index": {"title": "결제 수단"},
            "a/b/c/index": {"title": "신용카드"},
            "a/b/c/one": {"title": "할부는 몇 개월까지 되나요?"},
        },
    ),
    "english": (
        {"languages": ["en"], "contact": PHONE},
        {"orders/index": {"title": "Orders"}, "orders/track": {"title": "How do I track my order?"}},
    ),
}
PAGES = [
    "/article/",
    "/article/fee/",
    "/article/search/",
    "/category/",
    "/category/order/",
    "/category/order/how/",
    "/flat/",
    "/flat/q1/",
    "/long/",
    "/long/order/",
    "/long/order/how/",
    "/deep/",
    "/deep/a/",
    "/deep/a/b/c/one/",
    "/english/",
    "/english/orders/track/",
]
ARTICLES = ["/article/fee/", "/category/order/how/", "/flat/q1/", "/deep/a/b/c/one/", "/english/orders/track/"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = """() => [...document.querySelectorAll('main :is(h1, h2, p, a, button, dd, b)')].filter((e) => {
  if (!e.checkVisibility() || !e.textContent.trim() || e.closest('.hc-hidden')) return false;
  const { height, width } = e.getBoundingClientRect();
  return height > 3 * parseFloat(getComputedStyle(e).lineHeight) && width < 100;
}).map((e) => e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, serve_folder) -> Iterator[object]:
    """All of them, each below its own name."""
    folder, built = tmp_path_factory.mktemp("sparse"), tmp_path_factory.mktemp("built-sparse")
    for name, (settings, articles) in SITES.items():
        write_project(folder / name, settings, articles)
        (built / name).mkdir()
        build_site(load_project(folder / name / "mkdocs.yml"), built / name)
    with serve_folder(built, f"sqlite:///{folder}/events.db") as served:
        yield served


def write_project(folder: Path, settings: dict[str, object], articles: dict[str, dict[str, object]]) -> None:
    for name, head in articles.items():
        path = folder / "content" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = CONTENTS if name == "orders/track" else "본문이에요.\n"
        path.write_text(f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n{body}", "utf-8")
    config = {"site_name": "가게", "docs_dir": "content", "theme": {"name": "helpcenter"}}
    (folder / "mkdocs.yml").write_text(json.dumps({**config, "plugins": [{"helpcenter": settings}]}), "utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_squeezed_and_nothing_scrolls_sideways(visit, path):
    page = visit(path, width=360, height=740)
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(NARROW) == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_fault_on_a_sparse_page(visit, path):
    page = visit(path, color_scheme="dark", reduced_motion="reduce")
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found.response["violations"]] == []


def test_a_site_below_a_name_is_heard_there(visit, site):
    page = visit("/category/order/how/")
    assert site.wait_for(page, lambda event: event.type == "view").article == "order/how"


@pytest.mark.parametrize("path", ARTICLES)
def test_an_article_is_as_wide_alone_as_among_many(visit, path):
    page = visit(path)
    assert page.locator(".hc-body").bounding_box()["width"] >= 680


@pytest.mark.parametrize(("path", "width"), [("/category/", 360), ("/category/", 1280), ("/deep/a/", 360)])
def test_one_topic_alone_takes_the_whole_width(visit, path, width):
    page = visit(path, width=width)
    card, cards = page.locator(".hc-card"), page.locator(".hc-cards")
    expect(card).to_have_count(1)
    assert card.bounding_box()["width"] == cards.bounding_box()["width"]


@pytest.mark.parametrize("path", ["/article/", "/flat/"])
def test_a_home_page_without_topics_lists_each_article_once(visit, path):
    page = visit(path)
    expect(page.get_by_role("heading", level=2, name="모든 글")).to_be_visible()
    links = page.locator("main [data-from=browse]").evaluate_all("(links) => links.map((link) => link.href)")
    assert len(links) == len(set(links)) > 0


@pytest.mark.parametrize("path", PAGES)
def test_the_foot_of_a_page_always_leads_home(visit, path):
    page = visit(path)
    home = page.locator("footer a").first.get_attribute("href")
    assert page.evaluate("(href) => new URL(href, location).pathname", home) == f"/{path.split('/')[1]}/"


@pytest.mark.parametrize("path", ["/long/order/how/", "/deep/a/b/c/one/"])
def test_where_a_page_stands_is_told_in_one_line(visit, path):
    for width in (360, 1280):
        page = visit(path, width=width)
        line = page.get_by_role("navigation", name="현재 위치")
        assert line.bounding_box()["height"] < 60
        expect(line.locator("[aria-current=page]")).to_have_text(page.locator("h1").text_content() or "")


def test_a_long_title_leaves_room_in_the_list_of_topics(visit):
    page = visit("/long/", width=360)
    assert page.locator(".hc-card").bounding_box()["height"] < 200
