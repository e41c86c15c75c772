"""The widget on a shop's page of another origin, under a strict policy: a nonce, and the help center for the rest."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_servers import serve_app
from axe_playwright_python.sync_playwright import Axe
from endpoint_process import find_port
from inquiry_receiver import REFERENCE, Receiver
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

ROOT = Path(__file__).parents[2]
PANEL = ("widget/panel", "feedback/queue")
PRODUCT = "/product/이불-010-1234-5678"
LOOKS = [{"width": 360, "height": 740, "color_scheme": "dark"}, {"width": 1280, "height": 800, "color_scheme": "light"}]


class Shop:
    """A page of another origin that loads the widget, with `attributes` of the script."""

    def __init__(self) -> None:
        self.port = find_port()
        self.origin = f"http://localhost:{self.port}"
        self.help = ""
        self.attributes = ""

    def show(self, request: Request) -> HTMLResponse:
        policy = (
            f"default-src 'none'; script-src 'nonce-r4nd0m'; connect-src {self.help}; frame-src {self.help}; "
            "style-src 'nonce-r4nd0m'; base-uri 'none'; form-action 'none'"
        )
        script = f'<script src="{self.help}/widget.js" nonce="r4nd0m" defer {self.attributes}></script>'
        style = '<style nonce="r4nd0m">button { background: red !important; font-size: 40px }</style>'
        page = f"<!doctype html><html lang=ko><head><title>이불</title>{style}{script}</head><body><main><h1>이불</h1>"
        headers = {"Content-Security-Policy": policy, "Referrer-Policy": "unsafe-url"}
        return HTMLResponse(f"{page}<button>장바구니</button></main>", headers=headers)


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    shop = Shop()
    app = Starlette(routes=[Route("/{path:path}", shop.show)])
    with serve_app(app, shop.port):
        yield shop


@pytest.fixture(scope="module")
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture(scope="module")
def site(shop, receiver, built, serve_folder, tmp_path_factory) -> Iterator:
    """The example shop's help center, whose settings let that page show it."""
    folder = tmp_path_factory.mktemp("widget")
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("docs_dir: content", f"docs_dir: {ROOT / 'content'}")
    (folder / "mkdocs.yml").write_text(text.replace("[https://onseorap.example]", f"[{shop.origin}]"), "utf-8")
    (folder / "site").symlink_to(built)
    database = f"sqlite:///{folder}/events.db"
    with serve_folder(folder / "site", database, more=[receiver.route], shops=[shop.origin]) as served:
        shop.help = served.url
        yield served


@pytest.fixture
def visit_shop(chromium, shop, site) -> Iterator:
    """The shop's page in a fresh profile; whatever a console says is a fault, a breach of the policy above all."""
    told, contexts = [], []

    def visit(path: str = PRODUCT, attributes: str = "", width: int = 1280, height: int = 800, **options) -> Page:
        shop.attributes = attributes
        viewport = {"width": width, "height": height}
        context = chromium.new_context(viewport=viewport, locale="ko-KR", timezone_id="Asia/Seoul", **options)
        contexts.append(context)
        context.on("console", lambda message: told.append(message.text))
        context.on("weberror", lambda error: told.append(str(error.error)))
        page = context.new_page()
        page.goto(shop.origin + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [text for text in told if "favicon" not in text] == []


def open_panel(page: Page):
    page.get_by_role("button", name="도움말").click()
    panel = page.get_by_role("dialog", name="고객센터")
    expect(panel.get_by_role("searchbox")).to_be_focused()
    return panel


def in_frame(page: Page):
    return page.frame_locator("iframe")


@pytest.mark.parametrize("look", LOOKS)
def test_a_product_page_has_answers_of_its_own_and_any_other(visit_shop, look):
    page = visit_shop(reduced_motion="reduce", **look)
    button = page.get_by_role("button", name="도움말")
    assert button.evaluate("e => getComputedStyle(e).fontSize") == "16px"
    panel = open_panel(page)
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(panel.get_by_role("link", name="배송비는 얼마인가요?")).to_be_visible()
    panel.get_by_role("searchbox").fill("비밀번호 몇 번 틀리면 잠기나요?")
    expect(panel.locator("blockquote")).to_contain_text("5번")
    report = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    faults = [fault for fault in report.response["violations"] if "widget" in str(fault) or "dialog" in str(fault)]
    assert faults == []
    panel.get_by_role("searchbox").press("ArrowDown")
    page.keyboard.press("Enter")
    expect(in_frame(page).get_by_role("heading", level=1)).to_have_text("로그인이 잠겼다고 나와요")
    expect(in_frame(page).get_by_role("banner")).to_be_hidden()
    panel.get_by_role("button", name="뒤로").click()
    expect(panel.locator("blockquote")).to_be_visible()
    box = panel.bounding_box()
    is_whole = (box["x"], box["y"], box["width"], box["height"]) == (0, 0, look["width"], look["height"])
    assert is_whole == (look["width"] == 360)


def test_on_a_phone_the_way_back_closes_the_panel_and_nothing_else(visit_shop, shop):
    page = visit_shop(width=360, height=740, has_touch=True)
    panel = open_panel(page)
    page.go_back()
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="도움말")).to_be_focused()
    assert page.url.startswith(f"{shop.origin}/product/")
    open_panel(page).get_by_role("link", name="배송비는 얼마인가요?").click()
    in_frame(page).get_by_role("link", name="고객센터").first.click()
    expect(in_frame(page).get_by_role("heading", level=1)).to_have_text("무엇을 도와드릴까요?")
    panel.get_by_role("button", name="닫기").click()
    expect(panel).to_be_hidden()
    open_panel(page)
    page.go_back()
    expect(panel).to_be_hidden()
    assert page.url.startswith(f"{shop.origin}/product/")


def test_escape_closes_it_from_the_search_and_from_a_page_in_it(visit_shop):
    page = visit_shop()
    panel = open_panel(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    open_panel(page).get_by_role("link", name="배송비는 얼마인가요?").click()
    in_frame(page).get_by_role("heading", level=1).click()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_events_say_that_they_are_of_the_widget_and_hold_no_more_than_a_masked_path(visit_shop, site):
    page = visit_shop(f"{PRODUCT}?member=7788&name=kim#order")
    panel = open_panel(page)
    panel.get_by_role("searchbox").fill("배송비는 얼마예요")
    panel.get_by_role("link", name="배송비는 얼마인가요?").click()
    opened = site.wait_for(page, lambda event: event.type == "open")
    searched = site.wait_for(page, lambda event: event.type == "search")
    assert (searched.source, searched.query, opened.source) == ("widget", "배송비는 얼마예요", "widget")
    assert (opened.article, opened.query) == ("delivery/fee", "배송비는 얼마예요")
    assert opened.page == searched.page == "/product/이불-[전화번호]"


def test_the_form_in_the_panel_is_sent_with_what_was_searched(visit_shop, receiver, site):
    page = visit_shop(width=360, height=740)
    panel = open_panel(page)
    panel.get_by_role("searchbox").fill("배송 조회는 어디서 하나요?")
    expect(panel.get_by_role("link", name="배송 조회는 어디서 하나요?")).to_be_visible()
    panel.get_by_role("link", name="1:1 문의").click()
    form = in_frame(page)
    expect(form.locator("hc-inquiry form")).to_have_attribute("novalidate", "")
    form.get_by_label("배송", exact=False).first.check()
    form.get_by_label("문의 내용").fill("이불이 안 왔어요.")
    form.get_by_label("이메일").fill("seo@customer.example")
    form.get_by_role("button", name="문의 보내기").click()
    expect(form.get_by_text(REFERENCE)).to_be_visible()
    (inquiry,) = receiver.kept.values()
    assert (inquiry["from"], inquiry.fields["queries"]) == ("widget", ["배송 조회는 어디서 하나요?"])
    contact = site.wait_for(page, lambda event: event.type == "contact")
    assert (contact.channel, contact.source) == ("form", "widget")


@pytest.mark.parametrize(
    ("wish", "heading"),
    [
        ({"article": "refund/when"}, "환불은 언제 받을 수 있나요?"),
        ({"flow": "refund"}, "주문한 상품이 지금 어디에 있나요?"),
    ],
)
def test_the_shops_own_script_opens_what_it_wants(visit_shop, wish, heading):
    page = visit_shop(attributes='data-button="none" data-position="left" data-z-index="7"')
    expect(page.get_by_role("button", name="도움말")).to_have_count(0)
    page.evaluate("wish => HelpCenter.open(wish)", wish)
    expect(in_frame(page).get_by_role("heading", level=1)).to_have_text(heading)
    panel = page.get_by_role("dialog")
    assert panel.evaluate("e => getComputedStyle(e.getRootNode().host).zIndex") == "7"
    assert panel.bounding_box()["x"] < 100
    page.evaluate("HelpCenter.close()")
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("article", ["//elsewhere.example", "https://elsewhere.example", "javascript:alert(1)//"])
def test_nothing_but_the_help_center_is_shown_in_the_panel(visit_shop, article):
    page = visit_shop("/cart")
    page.evaluate("article => HelpCenter.open({ article })", article)
    expect(page.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()
    assert len(page.frames) == 1


def test_a_query_of_the_shops_script_is_searched_for(visit_shop):
    page = visit_shop("/cart")
    page.evaluate("HelpCenter.open({ query: '환불 언제 돼요' })")
    expect(page.get_by_role("dialog").get_by_role("link", name="환불은 언제 받을 수 있나요?")).to_be_visible()


def test_what_the_settings_answer_is_answered_here_too(visit_shop):
    page = visit_shop()
    panel = open_panel(page)
    panel.get_by_role("searchbox").fill("상담 시간")
    expect(panel.get_by_role("figure", name="상담 시간")).to_contain_text("평일 09:00–18:00")


def test_a_notice_is_found_until_its_last_day_is_over_where_the_shop_is(visit_shop):
    page = visit_shop()
    searched = open_panel(page).get_by_role("searchbox")
    notice = page.get_by_role("dialog").get_by_role("link", name="설 연휴 동안 출고와 배송을 쉬어요")
    page.clock.set_fixed_time("2027-02-09T23:30:00+09:00")
    searched.fill("설 연휴 동안 출고")
    expect(notice.first).to_be_visible()
    page.clock.set_fixed_time("2027-02-10T00:30:00+09:00")
    searched.fill("설 연휴 동안 출고와 배송")
    expect(page.get_by_role("dialog").get_by_role("list").first).to_be_visible()
    expect(notice).to_have_count(0)


def test_the_help_center_is_not_told_which_page_of_the_shop_it_is(visit_shop, shop):
    page = visit_shop(f"{PRODUCT}?member=7788")
    panel = open_panel(page)
    with page.expect_request("**/delivery/fee/") as asked:
        panel.get_by_role("link", name="배송비는 얼마인가요?").click()
    assert asked.value.all_headers()["referer"] == f"{shop.origin}/"


def test_version_1_is_there_under_its_own_name(visit_shop, site):
    page = visit_shop()
    assert page.evaluate("HelpCenter.version") == 1
    files = [page.request.get(f"{site.url}/{name}").body() for name in ("widget.js", "widget.v1.js")]
    assert files[0] == files[1]


def test_the_widget_is_light(built, capsys):
    sizes = {name: len(gzip.compress((built / name).read_bytes())) for name in ("widget.js", "widget/ko.json")}
    parts = [next((built / "assets").glob(f"{name}.*.js")) for name in PANEL]
    panel = sizes.pop("widget/ko.json") + sum(len(gzip.compress(part.read_bytes())) for part in parts)
    with capsys.disabled():
        print(f"\nwidget: loader {sizes['widget.js']:,} bytes, panel before the search {panel:,} bytes, packed")
    assert sizes["widget.js"] <= 2_750
    assert panel <= 7_500
