"""An article as it is read: its contents, its steps and pictures, its address, and on paper."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

FAQ = "/refund/when/"
TUTORIAL = "/return/request-return/"
SHEET = {"format": "A4", "margin": dict.fromkeys(("top", "bottom", "left", "right"), "15mm")}


def contents(page: Page):
    return page.get_by_role("navigation", name="이 글의 차례")


def test_on_a_phone_the_contents_are_folded_and_the_first_sentence_is_in_the_first_screen(visit):
    page = visit(TUTORIAL, width=360, height=640)
    expect(contents(page).get_by_role("link").first).to_be_hidden()
    expect(page.locator(".hc-body > p").first).to_be_in_viewport(ratio=1)
    contents(page).get_by_text("이 글의 차례").click()
    expect(contents(page).get_by_role("link").first).to_be_visible()


def test_on_a_wide_screen_the_contents_stand_at_the_right_and_mark_what_is_read(visit):
    page = visit(TUTORIAL)
    links = contents(page).get_by_role("link")
    body = page.locator(".hc-body").bounding_box()
    assert links.first.bounding_box()["x"] >= body["x"] + body["width"]
    for place in (2, 0, 3):
        links.nth(place).click()
        expect(contents(page).locator("[aria-current=location]")).to_have_text(links.nth(place).text_content() or "")
        expect(links.nth(place)).to_be_in_viewport()


@pytest.mark.parametrize("path", [FAQ, TUTORIAL, "/return/", "/"])
def test_keys_go_the_way_that_eyes_go(visit, path):
    """Down a column, then on to the one at its right."""
    page = visit(path)
    places = []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    while page.evaluate("!document.activeElement.matches('.hc-skip, body')"):
        place = page.evaluate(
            """() => { const e = document.activeElement, b = e.getBoundingClientRect();
            return e.closest('main') && !e.closest('.hc-columns, article, hc-contact')
              ? [b.left + scrollX, b.top + scrollY] : null; }"""
        )
        places += [place] if place else []
        page.keyboard.press("Tab")
    assert len(places) > 3
    for (left, top), (next_left, next_top) in pairwise(places):
        assert next_top > top - 1 or next_left > left


def test_steps_stand_beside_their_pictures_where_there_is_room(visit):
    page = visit(TUTORIAL)
    step = page.locator(".hc-step").first
    heading, picture = step.get_by_role("heading").bounding_box(), step.locator("img").bounding_box()
    assert picture["x"] > heading["x"] + 200
    assert abs(picture["y"] - heading["y"]) < 30
    page.set_viewport_size({"width": 360, "height": 740})
    heading, picture = step.get_by_role("heading").bounding_box(), step.locator("img").bounding_box()
    assert picture["y"] > heading["y"] + heading["height"]


def test_a_picture_is_opened_by_keyboard_and_put_away_by_escape(visit):
    page = visit(TUTORIAL)
    link = page.locator("a.hc-zoom").first
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_role("img").bounding_box()["width"] == 1280
    expect(dialog.get_by_role("img")).to_have_accessible_name(link.locator("img").get_attribute("alt") or "")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_two_fingers_enlarge_an_opened_picture(visit):
    page = visit(TUTORIAL, width=360, height=740, has_touch=True, is_mobile=True)
    page.locator("a.hc-zoom").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    spread_two_fingers(page, x=180, y=370)
    assert page.evaluate("visualViewport.scale") > 1.5


def spread_two_fingers(page: Page, x: int, y: int) -> None:
    devtools = page.context.new_cdp_session(page)
    for step in range(20, 160, 10):
        points = [{"id": 0, "x": x - step, "y": y}, {"id": 1, "x": x + step, "y": y}]
        kind = "touchStart" if step == 20 else "touchMove"
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_without_javascript_a_picture_leads_to_its_own_file(visit, watch):
    page = visit(TUTORIAL, java_script_enabled=False)
    page.locator("a.hc-zoom").first.click()
    expect(page).to_have_url(re.compile(r"/media/[^/]*\.webp$"))
    page.wait_for_load_state()
    watch.forgive()  # Chromium's own view of a bare picture has a style, which the policy stops


def test_the_address_of_an_article_and_of_a_heading_is_copied(visit, site):
    page = visit(TUTORIAL, permissions=["clipboard-read", "clipboard-write"])
    heading = page.locator(".hc-body h2[id]").nth(1)
    heading.hover()
    heading.get_by_role("button", name="링크 복사").click()
    expect(page.get_by_role("status").filter(has_text="링크를 복사했어요.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto(copied)
    expect(page.locator(".hc-body h2").nth(1)).to_be_in_viewport()
    page.locator("hc-share").get_by_role("button", name="링크 복사").click()
    expect(page.get_by_role("status").filter(has_text="링크를 복사했어요.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"https://help.onseorap.example{TUTORIAL}"


def test_an_article_is_passed_on_by_the_phones_own_sheet(visit):
    page = visit(FAQ)
    expect(page.get_by_role("button", name="공유하기")).to_have_count(0)
    page.add_init_script("navigator.share = async (data) => { window.shared = data; }")
    page.reload()
    page.get_by_role("button", name="공유하기").click()
    assert page.evaluate("window.shared.url") == f"https://help.onseorap.example{FAQ}"


def test_no_number_is_broken_across_lines(visit):
    page = visit(FAQ, width=360)
    for width in range(320, 420, 7):
        page.set_viewport_size({"width": width, "height": 740})
        lines = page.locator(".hc-unbroken").evaluate_all("(all) => all.map((e) => e.getClientRects().length)")
        assert set(lines) == {1}
    assert "000-00-00000" in page.locator(".hc-company .hc-unbroken").all_text_contents()


def test_the_foot_tells_the_hours(visit):
    expect(visit(FAQ).locator("footer")).to_contain_text("평일 09:00–18:00")


@pytest.mark.parametrize("path", [FAQ, "/account/locked/"])
def test_a_question_is_printed_on_one_sheet_with_its_address(visit, tmp_path, path):
    page = visit(path)
    assert count_sheets(page.pdf(path=tmp_path / "page.pdf", **SHEET)) == 1
    page.emulate_media(media="print")
    assert f"https://help.onseorap.example{path}" in page.locator("hc-share").evaluate(
        "(e) => getComputedStyle(e, '::after').content + e.dataset.address"
    )
    for control in page.locator("button, input, textarea").all():
        expect(control).to_be_hidden()


def count_sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_no_step_is_torn_from_its_heading_on_paper(visit):
    page = visit(TUTORIAL)
    page.emulate_media(media="print")
    steps = page.locator(".hc-step").evaluate_all("(all) => all.map((e) => getComputedStyle(e).breakInside)")
    assert set(steps) == {"avoid"}
    headings = page.locator(".hc-body h2").evaluate_all("(all) => all.map((e) => getComputedStyle(e).breakAfter)")
    assert set(headings) == {"avoid"}
