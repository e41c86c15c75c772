"""The search page: an address to share, filters, and the way back from a mended query."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect


def options(page: Page):
    return page.get_by_role("listbox", name="검색 결과").get_by_role("option")


def wait_for_address(page: Page, **wanted: str) -> None:
    """Until the address asks for just that."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {name: [value] for name, value in wanted.items()})


def test_a_shared_address_shows_its_results(visit):
    page = visit("/search/?q=환불하고 싶어요")
    expect(options(page).first).to_contain_text("환불은 언제 받을 수 있나요?")
    expect(page.get_by_role("combobox")).to_have_value("환불하고 싶어요")
    expect(page.get_by_role("heading", name="주제별로 찾기")).to_be_hidden()


def test_the_address_follows_what_is_typed(visit):
    page = visit("/search/")
    expect(page.get_by_role("heading", name="주제별로 찾기")).to_be_visible()
    page.get_by_role("combobox").fill("적립금")
    expect(options(page).first).to_be_visible()
    wait_for_address(page, q="적립금")
    page.get_by_role("combobox").fill("")
    expect(page.get_by_role("heading", name="주제별로 찾기")).to_be_visible()
    wait_for_address(page)


def test_filters_narrow_the_results_and_are_part_of_the_address(visit):
    page = visit("/search/?q=환불")
    expect(options(page).first).to_be_visible()
    before = options(page).count()
    chip = page.get_by_role("group", name="글 종류").get_by_role("radio", name=re.compile("따라 하기"))
    chip.check(force=True)
    expect(options(page).filter(has_not=page.locator(".hc-badge"))).to_have_count(0)
    assert 0 < options(page).count() < before
    wait_for_address(page, q="환불", type="tutorial")
    page.reload()
    expect(chip).to_be_checked()
    expect(options(page).locator(".hc-badge").first).to_be_visible()


def test_a_topic_filter_leaves_only_its_articles(visit):
    page = visit("/search/?q=환불")
    chips = page.get_by_role("group", name="주제").get_by_role("radio")
    expect(chips.first).to_be_attached()
    page.get_by_role("radio", name=re.compile("^환불")).check(force=True)
    where = options(page).locator(".hc-hit__where")
    expect(where.filter(has_not_text=re.compile("^환불"))).to_have_count(0)
    expect(where.first).to_be_visible()


def test_filters_are_named_and_tell_how_many_results_each_has(visit):
    page = visit("/search/?q=환불")
    expect(options(page).first).to_be_visible()
    found = options(page).count()
    for name in ("주제", "글 종류"):
        group = page.get_by_role("group", name=name)
        expect(group.get_by_text(name, exact=True)).to_be_visible()
        counts = [int(text) for text in group.locator("small").all_text_contents()]
        assert counts[0] == found == sum(counts[1:])
    tutorials = options(page).filter(has=page.locator(".hc-badge")).count()
    expect(page.get_by_role("radio", name=f"따라 하기 {tutorials}")).to_be_attached()


def wait_for_topic(page: Page, topic: Locator) -> None:
    """Until no result of another topic is left."""
    title = re.escape(topic.locator("xpath=..").inner_text().split("\n")[0].rstrip(" 0123456789+"))
    others = options(page).locator(".hc-hit__where").filter(has_not_text=re.compile(f"^{title}"))
    expect(others).to_have_count(0)


def test_filters_that_leave_nothing_offer_everything_again(visit):
    page = visit("/search/?q=환불")
    expect(options(page).first).to_be_visible()
    everything = options(page).count()
    types = page.get_by_role("group", name="글 종류").get_by_role("radio")
    topics = page.get_by_role("group", name="주제").get_by_role("radio")
    types.last.check(force=True)
    for place in range(1, topics.count()):  # the first is all topics
        topics.nth(place).check(force=True)
        wait_for_topic(page, topics.nth(place))
        if page.get_by_text("맞는 글이 없어요").is_visible():
            break
    page.get_by_role("button", name="모든 결과 보기").click()
    expect(options(page)).to_have_count(everything)
    expect(topics.first).to_be_focused()


def test_a_mended_query_says_so_and_leads_back_to_the_literal_one(visit):
    page = visit("/search/?q=환블")
    mended = page.locator(".hc-results__status", has_text="‘환불’ 검색 결과예요")
    expect(mended).to_be_visible()
    page.get_by_role("button", name="‘환블’ 그대로 찾기").click()
    expect(mended).to_be_hidden()
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_value("환블")


@pytest.mark.parametrize("number", ["20260315-1234567", "２０２６０３１５－１２３４５６７"])
def test_a_private_number_leaves_the_address(visit, number):
    page = visit(f"/search/?q={number}")
    expect(page.get_by_role("link", name="주문 조회하기")).to_be_visible()
    wait_for_address(page)


@pytest.mark.parametrize("spelt", ["공일공 일이삼사 오육칠팔", "공하나공-이삼사오-육칠팔구"])
def test_a_number_in_words_leaves_the_address_too(visit, spelt):
    page = visit(f"/search/?q={spelt}")
    expect(page.get_by_role("combobox")).to_have_value(spelt)
    wait_for_address(page)


def test_a_number_in_the_shops_own_form_leaves_the_address_however_short(visit, site, built):
    page = visit("/404.html")
    text = (built / "search/index.html").read_text("utf-8")
    body, count = re.subn(
        r"(<meta name=\"?helpcenter\"?[^>]*content=['\"])\{", r"\1{&#34;mask&#34;:[&#34;ON-####&#34;],", text
    )
    assert count == 1
    page.route("**/search/?q=**", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{site.url}/search/?q=on-1234")
    expect(page.get_by_role("combobox")).to_have_value("on-1234")
    wait_for_address(page)


def test_what_customers_type_is_never_read_as_html(visit):
    page = visit("/search/?q=<img src=x onerror=alert(1)>환불")
    expect(page.locator(".hc-results")).not_to_be_empty()
    expect(page.locator(".hc-results img")).to_have_count(0)
