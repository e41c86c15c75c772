"""A shop in two languages, one of which lacks some pages."""

import json
from collections.abc import Iterator

import pytest
from fresh_site import build_site
from playwright.sync_api import expect

from hc_builder.project import load_project

SETTINGS = {
    "languages": ["ko", "en"],
    "feedback": {"endpoint": "/v1/events"},
    "shop": {
        "name": {"ko": "온서랍", "en": "Onseorap"},
        "company": {"ko": ["(주)온서랍"], "en": ["Onseorap Inc."]},
    },
    "contact": {
        "channels": [{"type": "phone", "label": {"ko": "전화 상담", "en": "Call us"}, "value": "1588-0000"}],
        "hours": {"weekdays": "09:00-18:00", "reply": {"ko": "하루 안에 답해요", "en": "Within a day"}},
    },
    "policies": {"개인정보처리방침": "privacy"},
}
ARTICLES = {
    "index": "온서랍",
    "index.en": "Onseorap",
    "privacy": "개인정보처리방침",
    "privacy.en": "Privacy policy",
    "order/index": "주문",
    "order/index.en": "Orders",
    "order/how": "어떻게 주문하나요?",
    "order/how.en": "How do I order?",
    "order/only": "번역이 없는 글",
    "gift/only": "선물 글",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory, serve_folder) -> Iterator[object]:
    folder = tmp_path_factory.mktemp("languages")
    config = {"site_name": "가게", "docs_dir": "content", "theme": {"name": "helpcenter"}}
    (folder / "mkdocs.yml").write_text(json.dumps({**config, "plugins": [{"helpcenter": SETTINGS}]}), "utf-8")
    for name, title in ARTICLES.items():
        path = folder / "content" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {title}\n---\n본문\n", "utf-8")
    (folder / "site").mkdir()
    build_site(load_project(folder / "mkdocs.yml"), folder / "site")
    with serve_folder(folder / "site", f"sqlite:///{folder}/events.db") as served:
        yield served


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/order/how/", ["전화 상담", "하루 안에 답해요", "(주)온서랍", "개인정보처리방침"]),
        ("/en/order/how/", ["Call us", "Within a day", "Onseorap Inc.", "Privacy policy"]),
    ],
)
def test_the_shop_speaks_the_language_of_the_page(visit, path, said):
    page = visit(path)
    for words in said:
        expect(page.locator("body")).to_contain_text(words)
    expect(page.get_by_role("link", name=said[3])).to_have_attribute("href", "../../privacy/")


def test_an_english_page_is_titled_by_the_shops_english_name(visit):
    assert visit("/en/order/how/").title() == "How do I order? | Onseorap Help center"


@pytest.mark.parametrize(("path", "arrival"), [("/order/only/", "/en/order/"), ("/gift/only/", "/en/")])
def test_where_nothing_is_translated_a_labelled_link_leads_to_the_nearest_topic(visit, site, path, arrival):
    page = visit(path)
    page.get_by_role("link", name="English: this page is not translated yet").click()
    expect(page).to_have_url(f"{site.url}{arrival}#untranslated")
    expect(page.get_by_text("The page you came from is not available in English yet.")).to_be_visible()


def test_whom_no_missing_translation_led_here_reads_nothing_of_one(visit):
    page = visit("/order/how/")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How do I order?")
    page.get_by_role("link", name="Orders").first.click()
    expect(page.locator(".hc-untranslated")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "title"),
    [("/en/nowhere/at-all/", "This page can't be found"), ("/nowhere/", "페이지를 찾을 수 없어요")],
)
def test_the_error_page_speaks_the_language_of_its_path(visit, watch, path, title):
    page = visit(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", "en" if path.startswith("/en/") else "ko")
    watch.forgive()  # the page itself was answered 404


def test_what_was_asked_for_outlives_the_way_to_the_page_in_its_language(visit, watch, site):
    page = visit("/en/nowhere/at-all/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    watch.forgive()  # the page itself was answered 404
    event = site.wait_for(page, lambda event: event.type == "missing")
    assert (event.asked, event.lang) == ("/en/nowhere/at-all/", "en")


def test_pages_name_their_versions_and_the_one_for_everybody_else(visit):
    links = visit("/en/order/how/").locator("link[hreflang]")
    named = links.evaluate_all("(all) => all.map((link) => [link.hreflang, new URL(link.href).pathname])")
    assert named == [["en", "/en/order/how/"], ["ko", "/order/how/"], ["x-default", "/order/how/"]]
    expect(visit("/order/only/").locator("link[hreflang]")).to_have_count(0)
