"""Every kind of page, as a phone, a desk, a keyboard and a screen reader meet it."""

import gzip
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

FAQ = "/refund/when/"
TUTORIAL = "/return/request-return/"
KINDS = {
    "home": "/",
    "category": "/return/",
    "faq": FAQ,
    "tutorial": TUTORIAL,
    "table": "/delivery/island-fee/",
    "search": "/search/?q=환불하고 싶어요",
    "nothing found": "/search/?q=ㅁㄴㅇㄻㄴㅇㄹ",
    "error": "/404.html",
}
TARGETS = """() => [...document.querySelectorAll('a, button, input, textarea, summary, [role=option]')].flatMap((e) => {
  const inText = e.closest('.hc-body :is(p, li, td, dd)') && e.tagName === 'A';
  const shown = e.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  if (inText || !shown || e.closest('.hc-skip')) return [];
  const { width, height } = (e.closest('label') ?? e).getBoundingClientRect();
  return Math.min(width, height) < 43.5 ? [`${e.outerHTML.slice(0, 80)} ${width}×${height}`] : [];
})"""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

kinds = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())


def settle(page):
    """Until the elements have done what they do by themselves."""
    if page.locator("#contact [data-now]").count():
        expect(page.locator("#contact [data-now]")).to_be_visible()
    if "/search/" in page.url:
        expect(page.locator(".hc-results")).not_to_be_empty()


@kinds
def test_a_small_phone_scrolls_nothing_sideways_and_every_target_suits_a_thumb(visit, path):
    page = visit(path, width=360, height=740, has_touch=True)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(TARGETS) == []


@kinds
def test_axe_finds_no_fault_on_a_dark_phone_or_a_light_desk(visit, path):
    page = visit(path, width=360, color_scheme="dark", reduced_motion="reduce")
    settle(page)
    assert find_faults(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert find_faults(page) == []


def test_axe_finds_no_fault_in_the_overlay(visit):
    page = visit(FAQ, width=360, color_scheme="dark")
    page.keyboard.press("/")
    page.keyboard.type("환블")
    expect(page.get_by_role("option").first).to_be_visible()
    assert find_faults(page) == []


def find_faults(page):
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found.response["violations"]]


@kinds
def test_a_page_has_one_heading_and_its_landmarks(visit, path):
    page = visit(path)
    assert page.locator("h1").count() == 1
    assert [page.locator(name).count() for name in ("main", "body > header", "footer")] == [1, 1, 1]


@pytest.mark.parametrize("path", [FAQ, TUTORIAL])
def test_an_article_weighs_little(built, path):
    assert len((built / f"{path.strip('/')}/index.html").read_bytes()) <= 26_500


def test_all_styles_are_one_file_that_weighs_little(built):
    [stylesheet] = (built / "assets").glob("*.css")  # the inquiry form has one more of its own
    assert len(gzip.compress(stylesheet.read_bytes())) <= 10_200


@pytest.mark.parametrize("path", [FAQ, TUTORIAL])
def test_a_first_visit_to_an_article_fetches_at_most_38_kb_without_its_pictures(visit, built, path):
    page = visit(path)
    page.wait_for_load_state("networkidle")
    fetched = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)")
    files = [f"{path}index.html", *(name for name in fetched if name.endswith((".js", ".css")))]
    assert len(files) >= 4
    assert sum(len(gzip.compress((built / file.strip("/")).read_bytes())) for file in files) <= 38_000


def test_a_page_loads_three_scripts_of_its_own(built):
    scripts = re.compile(r"<script[^>]*src=\"([^\"]*)\"")
    found = {source for path in built.rglob("*.html") for source in scripts.findall(path.read_text("utf-8"))}
    assert {re.sub(r"\.\w{10}\.", ".", Path(source).name) for source in found} == {"early.js", "settings.js", "main.js"}


def test_pages_are_read_without_javascript(visit):
    page = visit(FAQ, java_script_enabled=False)
    expect(page.locator("article")).to_contain_text("검수")
    expect(page.locator("hc-vote")).to_be_hidden()
    expect(page.get_by_role("link", name="카카오톡 상담")).to_be_visible()


def test_without_javascript_the_search_form_leads_to_the_topics(visit):
    page = visit("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("환불")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_text("JavaScript를 켜 주세요")).to_be_visible()
    expect(page.get_by_role("link", name="취소·교환·반품")).to_be_visible()


def test_the_skip_link_is_first_and_leads_to_the_text(visit):
    page = visit(FAQ)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="본문으로 건너뛰기")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_colours_follow_the_system_and_the_switch_is_kept_without_a_flash(visit):
    page = visit(FAQ, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="밝은 화면").click()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark, light) == ("rgb(18, 21, 20)", "rgb(255, 255, 255)")
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => (window.first = document.documentElement.dataset.theme))"
    )
    page.reload()
    assert page.evaluate("window.first") == "light"


def test_an_article_shows_where_it_stands_and_what_is_near(visit):
    page = visit(FAQ)
    expect(page.get_by_role("navigation", name="현재 위치").get_by_role("link")).to_have_text(["고객센터", "환불"])
    expect(page.get_by_role("heading", level=1)).to_have_text("환불은 언제 받을 수 있나요?")
    expect(page.locator("time")).to_have_text("2026년 11월 20일 업데이트")
    expect(page.locator("[data-from=related]").first).to_contain_text("환불 금액이 결제한 금액보다 적어요")
    expect(page.locator(".hc-siblings [aria-current=page]")).to_have_text("환불은 언제 받을 수 있나요?")


def test_a_long_article_has_a_table_of_contents_and_a_short_one_has_none(visit):
    page = visit(TUTORIAL)
    contents = page.get_by_role("navigation", name="이 글의 차례").get_by_role("link")
    assert contents.count() >= 4
    contents.nth(1).click()
    expect(page.get_by_role("heading", name=contents.nth(1).text_content())).to_be_in_viewport()
    page.goto(page.url.replace(TUTORIAL, FAQ))
    expect(page.locator(".hc-contents")).to_have_count(0)


def test_popular_questions_come_before_the_topics_and_the_first_topics_are_the_largest(visit):
    page = visit("/", width=360)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        popular, topics = (
            page.locator(f"[aria-labelledby={name}]").bounding_box() for name in ("popular", "categories")
        )
        assert popular["y"] + popular["height"] <= topics["y"]
        cards = page.locator(".hc-card").evaluate_all("(all) => all.map((card) => card.getBoundingClientRect().height)")
        assert min(cards[:4]) > max(cards[4:])


def test_search_and_error_pages_are_not_indexed(visit):
    for path in ("/search/", "/404.html"):
        expect(visit(path).locator('meta[name="robots"]')).to_have_attribute("content", "noindex")


def test_print_leaves_out_what_is_only_for_the_screen(visit):
    page = visit(FAQ)
    page.emulate_media(media="print")
    for part in (".hc-header", "hc-vote", ".hc-siblings"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("article")).to_be_visible()
