"""Searching from a box: results while typing, by keyboard, by input method, and what the page says and records."""

import re

import pytest
from playwright.sync_api import Page, expect

FAQ = "/refund/when/"


@pytest.fixture
def box(visit):
    """The home page's box, focused, and ready to search."""
    page = visit("/")
    found = page.get_by_role("combobox", name="궁금한 점을 검색하세요")
    found.focus()
    return found


def options(page: Page):
    return page.get_by_role("listbox", name="검색 결과").get_by_role("option")


def test_results_come_while_typing_with_the_words_marked(box):
    box.press_sequentially("환불하고 싶어요", delay=20)
    first = options(box.page).first
    expect(first).to_contain_text("환불은 언제 받을 수 있나요?")
    expect(first.locator("mark").first).to_have_text("환불")
    expect(box).to_have_attribute("aria-expanded", "true")


def test_arrow_keys_move_among_results_while_the_focus_stays_in_the_box(box):
    box.fill("환불")
    expect(options(box.page).nth(1)).to_be_visible()
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = options(box.page).nth(1)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(box).to_be_focused()
    box.press("ArrowUp")
    box.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(".*"))


def test_enter_opens_the_chosen_result(box):
    box.fill("환불은 언제")
    expect(options(box.page).first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    box.page.wait_for_url("**/refund/when/**")


def test_enter_without_a_choice_leads_to_the_search_page(box):
    box.fill("환불")
    expect(options(box.page).first).to_be_visible()
    box.press("Enter")
    box.page.wait_for_url("**/search/?q=*")
    expect(options(box.page).first).to_be_visible()


def test_escape_and_leaving_close_the_list(box):
    box.fill("환불")
    expect(options(box.page).first).to_be_visible()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(options(box.page).first).to_be_hidden()
    box.press("ArrowDown")
    expect(options(box.page).first).to_be_visible()
    box.page.get_by_role("heading", level=1).click()
    expect(options(box.page).first).to_be_hidden()


def test_screen_readers_hear_how_much_was_found_once_typing_pauses(box):
    box.fill("탈퇴")
    status = box.page.locator("hc-search [role=status]")
    expect(status).to_have_text(re.compile(r"찾았어요|보여 드려요"))
    box.fill("ㅁㄴㅇㄻㄴㅇㄹ")
    expect(status).to_have_text(re.compile("찾지 못했어요"))


class InputMethod:
    """A Hangul keyboard, by the browser's own composition events."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def compose(self, text: str) -> None:
        at = {"selectionStart": len(text), "selectionEnd": len(text)}
        self.session.send("Input.imeSetComposition", {"text": text, **at})

    def commit(self, text: str) -> None:
        self.session.send("Input.insertText", {"text": text})


def test_a_syllable_still_being_composed_is_searched_for(box):
    keyboard = InputMethod(box.page)
    for syllable in ("ㅎ", "호", "화", "환"):
        keyboard.compose(syllable)
    keyboard.commit("환")
    for syllable in ("ㅂ", "부"):
        keyboard.compose(syllable)
    expect(box).to_have_value("환부")
    expect(options(box.page).first).to_contain_text("환불")
    keyboard.compose("불")
    keyboard.commit("불")
    expect(box).to_have_value("환불")
    expect(options(box.page).first.locator("mark").first).to_have_text("환불")


def test_enter_that_ends_a_composition_opens_nothing(box):
    keyboard = InputMethod(box.page)
    keyboard.compose("환불")
    expect(options(box.page).first).to_be_visible()
    for key in ("ArrowDown", "Enter"):
        box.evaluate(
            "(e, key) => e.dispatchEvent(new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true}))", key
        )
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    assert box.page.url.endswith("/")


def test_what_was_found_stays_while_typing_passes_through_nothing(box):
    box.fill("환불")
    expect(options(box.page).first).to_be_visible()
    seen = box.evaluate_handle(
        """async (input) => {
            const list = input.closest("hc-search").querySelector(".hc-results");
            const seen = [];
            const look = () => seen.push(list.querySelectorAll("[role=option]").length);
            new MutationObserver(look).observe(list, {childList: true, subtree: true});
            const type = (value) => {
                input.value = value;
                input.dispatchEvent(new InputEvent("input", {bubbles: true}));
            };
            type("뷁뷁뷁");
            await new Promise((resolve) => setTimeout(resolve, 350));
            type("환불 계좌");
            return seen;
        }"""
    )
    expect(box.page.locator(".hc-results mark", has_text="계좌").first).to_be_visible()
    assert seen.json_value()
    assert 0 not in seen.json_value()


def watch_first_option(box):
    """The text of the first option whenever the list changes, from now on."""
    return box.evaluate_handle(
        """(input) => {
            const list = input.closest("hc-search").querySelector(".hc-results");
            const seen = [];
            const look = () => seen.push(list.querySelector("[role=option]")?.textContent ?? "");
            new MutationObserver(look).observe(list, {childList: true, subtree: true});
            return seen;
        }"""
    )


def test_what_comes_late_never_replaces_what_was_typed_since(box):
    slow = []
    box.page.route("**/search/ko/a*", lambda route: slow.append(route) if not slow else route.continue_())
    with box.page.expect_request("**/search/ko/a*"):
        box.fill("배송비")
    box.fill("비밀번호")
    expect(options(box.page).first).to_contain_text("비밀번호")
    seen = watch_first_option(box)
    with box.page.expect_event("requestfinished", lambda request: request.url == slow[0].request.url):
        slow[0].continue_()
    box.fill("적립금")
    expect(options(box.page).first).to_contain_text("적립금")
    assert not [text for text in seen.json_value() if "배송" in text]


def test_a_result_stays_under_the_finger_while_it_is_pressed(box):
    page = box.page
    box.fill("환불")
    first = options(page).first
    expect(first).to_be_visible()
    before = first.text_content()
    first.hover()
    page.mouse.down()
    box.evaluate("input => { input.value = '비밀번호'; input.dispatchEvent(new Event('input')); }")
    page.wait_for_timeout(400)
    assert options(page).first.text_content() == before
    page.mouse.up()
    page.wait_for_url(re.compile("/refund/"))


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_overlay_on_an_article(visit, key):
    page = visit(FAQ)
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="검색")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("비밀번호")
    expect(dialog.get_by_role("option").first).to_contain_text("비밀번호")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_header_button_opens_the_overlay_and_closing_gives_the_focus_back(visit):
    page = visit(FAQ, width=360, height=740)
    button = page.get_by_role("link", name="검색")
    button.click()
    dialog = page.get_by_role("dialog", name="검색")
    expect(dialog.get_by_text("많이 찾는 질문")).to_be_visible()
    dialog.get_by_role("button", name="검색 닫기").click()
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_a_slash_in_a_text_field_is_only_a_slash(visit):
    page = visit(FAQ)
    page.get_by_role("button", name="아니요").click()
    page.get_by_role("textbox", name=re.compile("더 알려")).press_sequentially("1/2")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("textbox", name=re.compile("더 알려"))).to_have_value("1/2")


@pytest.mark.parametrize("path", ["/", "/search/", "/refund/when/"])
@pytest.mark.parametrize("query", ["환불", "비밀번호 몇 번 틀리면 잠기나요?"])
def test_with_a_phones_keyboard_up_the_box_is_at_the_top_and_three_results_are_seen(visit, path, query):
    page = visit(path, width=360, height=740, has_touch=True)
    if path == "/refund/when/":
        page.get_by_role("link", name="검색").click()
    field = page.locator("input[type=search]").last
    field.click()
    page.set_viewport_size({"width": 360, "height": 360})
    field.press_sequentially(query)
    results = page.get_by_role("listbox", name="검색 결과").get_by_role("option")
    expect(results.first).to_be_visible()
    assert field.bounding_box()["y"] < 40
    for place in range(3):
        expect(results.nth(place).locator(".hc-hit__title")).to_be_in_viewport(ratio=0.99)


def test_the_way_back_leads_to_the_same_question(visit):
    page = visit("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("환불")
    options(page).first.click()
    expect(page.locator("article")).to_be_visible()
    page.go_back()
    expect(field).to_have_value("환불")
    field.click()
    expect(options(page).first).to_be_visible()
    page.get_by_role("link", name="고객센터").first.click()
    expect(field).to_have_value("")


def test_no_private_number_is_kept_for_the_way_back(visit):
    page = visit("/")
    page.get_by_role("combobox").press_sequentially("010-1234-5678")
    page.locator(".hc-card").first.click()
    expect(page.get_by_role("heading", level=1, name="주문·결제")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("combobox")).to_have_value("")


def test_nothing_found_leads_to_popular_questions_and_a_person(visit):
    page = visit(FAQ)
    page.keyboard.press("/")
    page.keyboard.type("ㅁㄴㅇㄻㄴㅇㄹ")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("맞는 글을 찾지 못했어요")).to_be_visible()
    expect(dialog.get_by_text("많이 찾는 질문")).to_be_visible()
    expect(dialog.get_by_role("link", name="카카오톡 상담")).to_be_visible()


def test_an_order_number_leads_to_the_look_up_page_and_is_told_to_nobody(box, site):
    box.fill("20260315-1234567")
    link = box.page.get_by_role("link", name="주문 조회하기")
    expect(link).to_have_attribute("href", "https://onseorap.example/my/orders")
    box.press("Enter")
    assert "1234567" not in box.page.url
    assert "1234567" not in box.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    box.page.goto(f"{site.url}/app/app-update/")
    site.wait_for(box.page, lambda event: event.type == "open" and event.article == "app/app-update")
    assert "1234567" not in box.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert not [event for event in site.events if "1234567" in str(event)]


@pytest.mark.parametrize("query", ["010 9482 3371 환불하고 싶어요", "환불하고 싶어요 20260315-1234567"])
def test_the_words_beside_a_private_number_are_what_is_searched_for(box, query):
    box.fill("환불하고 싶어요")
    first = options(box.page).first
    expect(first).to_contain_text("환불")
    wanted = first.get_attribute("href")
    box.fill(query)
    expect(options(box.page).and_(box.page.locator(f"[href='{wanted}']"))).to_be_visible()


def test_a_parcel_number_leads_to_the_parcel_page(box):
    box.fill("1234-5678-9012")
    expect(box.page.get_by_role("link", name="배송 조회하기")).to_be_visible()


def test_recent_searches_stay_in_the_tab(visit):
    page = visit(FAQ)
    page.keyboard.press("/")
    page.keyboard.type("적립금")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.goto(page.url.split("/search/")[0] + "/")
    page.get_by_role("combobox").focus()
    recent = page.get_by_role("listbox", name="최근 검색어").get_by_role("option")
    expect(recent).to_have_text(["적립금"])
    recent.first.click()
    expect(options(page).first).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    assert other.evaluate("sessionStorage.length") == 0


def test_an_index_that_cannot_be_had_is_said_and_tried_again(visit, watch):
    page = visit("/")
    page.route("**/search/ko/index.json", lambda route: route.abort())
    page.get_by_role("combobox").fill("환불")
    expect(page.get_by_text("검색을 불러오지 못했어요")).to_be_visible()
    expect(page.locator(".hc-results").get_by_role("link", name="카카오톡 상담")).to_be_visible()
    page.unroute("**/search/ko/index.json")
    page.get_by_role("button", name="다시 시도").click()
    expect(options(page).first).to_be_visible()
    watch.forgive()


@pytest.mark.parametrize("fate", ["blocked", "never answered"])
def test_a_search_with_digits_needs_no_feedback_script(visit, watch, site, fate):
    page = visit("/404.html")
    page.route("**/assets/feedback/*", lambda route: route.abort() if fate == "blocked" else None)
    page.goto(f"{site.url}/search/", wait_until="domcontentloaded")
    page.get_by_role("combobox").fill("환불 123456")
    expect(options(page).first).to_be_visible()
    expect(page.get_by_text("검색을 불러오지 못했어요")).to_be_hidden()
    page.wait_for_timeout(600)  # the address would follow after 400
    assert "123456" not in page.url  # nothing could tell whether it is private
    watch.forgive()


def test_a_site_published_meanwhile_is_searched_without_a_reload(visit, watch):
    page = visit("/")
    stale = []
    page.route(
        "**/search/ko/d*",
        lambda route: (stale.append(route), route.fulfill(status=404)) if not stale else route.continue_(),
    )
    page.get_by_role("combobox").fill("환불")
    expect(options(page).first).to_be_visible()
    assert len(stale) == 1
    watch.forgive()
