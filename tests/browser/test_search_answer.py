"""The answer above the results: read, reached by keys, opened, and recorded as it was shown."""

import re

import pytest
from playwright.sync_api import Page, expect

ASKED = "비밀번호 몇 번 틀리면 잠기나요?"
SAID = "비밀번호를 5번 틀리면 30분 동안 잠기고, 시간이 지나면 저절로 풀려요."


@pytest.fixture
def box(visit):
    """The home page's box, focused, and ready to search."""
    found = visit("/").get_by_role("combobox", name="궁금한 점을 검색하세요")
    found.focus()
    return found


def answer(page: Page):
    return page.get_by_role("figure", name="답", exact=True)


def test_the_answer_is_quoted_with_its_article_above_the_results(box):
    box.press_sequentially(ASKED, delay=20)
    figure = answer(box.page)
    expect(figure.locator("blockquote")).to_have_text(SAID)
    expect(figure.get_by_role("link")).to_have_text("로그인이 잠겼다고 나와요")
    first = box.page.get_by_role("listbox", name="검색 결과").get_by_role("option").first
    expect(first).to_be_visible()
    assert figure.bounding_box()["y"] < first.bounding_box()["y"]


def test_a_word_alone_is_given_results_and_no_answer(box):
    box.fill("비밀번호")
    expect(box.page.get_by_role("option").first).to_be_visible()
    expect(answer(box.page)).to_have_count(0)


def test_tab_leads_from_the_box_to_the_answers_article_and_arrows_to_the_results(box):
    box.fill(ASKED)
    expect(answer(box.page)).to_be_visible()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", re.compile("-0$"))
    box.press("Tab")  # past the button of the box
    box.page.keyboard.press("Tab")
    expect(answer(box.page).get_by_role("link")).to_be_focused()
    box.page.keyboard.press("Enter")
    box.page.wait_for_url("**/account/locked/")


def test_screen_readers_hear_the_answer_and_where_it_is_from(box):
    box.fill(ASKED)
    status = box.page.locator("hc-search [role=status]")
    expect(status).to_have_text(
        re.compile(f"‘로그인이 잠겼다고 나와요’ 글의 답: {re.escape(SAID)} .*(찾았어요|보여 드려요)")
    )


def test_the_search_page_and_a_phone_show_it_too(visit):
    page = visit(f"/search/?q={ASKED}", width=360)
    expect(answer(page).locator("blockquote")).to_have_text(SAID)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_answer_of_all_topics_is_not_shown_for_a_chosen_one(visit):
    page = visit(f"/search/?q={ASKED}")
    expect(answer(page)).to_be_visible()
    page.get_by_role("group", name="주제").get_by_role("radio", name="회원·계정").check(force=True)
    expect(answer(page)).to_have_count(0)
    expect(page.get_by_role("option").first).to_be_visible()


def test_what_was_shown_goes_into_the_search_and_what_was_opened_came_from_it(box, site):
    box.fill(ASKED)
    answer(box.page).get_by_role("link").click()
    box.page.wait_for_url("**/account/locked/")
    search = site.wait_for(box.page, lambda event: event.type == "search")
    assert str(search.answer) == "quote:account/locked"
    opened = site.wait_for(box.page, lambda event: event.type == "open")
    assert (opened.source, opened.query, opened.rank) == ("answer", ASKED, None)


def test_a_search_without_an_answer_records_none(box, site):
    box.fill("비밀번호")
    expect(box.page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    box.page.get_by_role("heading", level=1).click()
    assert site.wait_for(box.page, lambda event: event.type == "search").answer is None


def test_a_result_tells_its_article_in_short_before_where_the_words_stand(box):
    box.fill("로그인 잠김")
    first = box.page.get_by_role("option").first
    expect(first.locator(".hc-hit__summary")).to_have_text(SAID)
    parts = first.locator("> *").evaluate_all("(parts) => parts.map((part) => part.className)")
    assert parts[:3] == ["hc-hit__title", "hc-hit__summary", "hc-hit__text"]
