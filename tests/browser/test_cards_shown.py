"""Cards above the results, in a real browser with real keys."""

from playwright.sync_api import expect


def test_a_question_about_contact_is_answered_by_the_settings(visit, site):
    page = visit("/search/")
    page.get_by_role("combobox").press_sequentially("고객센터 전화번호")
    card = page.get_by_role("region", name="전화")
    call = card.get_by_role("link", name="전화 상담 1588-0000")
    expect(call).to_have_attribute("href", "tel:1588-0000")
    expect(card.locator("[data-now]")).to_be_visible()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert next(href for href in reached if href) == "tel:1588-0000"  # before anything else that leads away
    search = site.wait_for(page, lambda event: event.type == "search" and event.query == "고객센터 전화번호")
    assert (search.answer.kind, search.answer.target) == ("card", "phone")


def test_a_tap_on_a_card_counts_as_going_to_a_person(visit, site):
    page = visit("/search/?q=상담원 연결")
    link = page.get_by_role("region", name="직접 문의하기").first.get_by_role("link", name="이메일")
    while not page.evaluate("() => sessionStorage.getItem('hc-query')"):
        page.wait_for_timeout(50)
    link.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    event = site.wait_for(page, lambda event: event.type == "contact")
    assert (event.channel, event.query) == ("email", "상담원 연결")


def test_a_card_leads_on_in_the_box_of_a_page(visit, site):
    page = visit("/")
    page.get_by_role("combobox").press_sequentially("쿠폰이 안 써져요")
    page.get_by_role("region", name="쿠폰이 안 써져요").get_by_role("link").click()
    page.wait_for_url("**/flows/coupon/")


def test_an_article_says_more_than_a_card(visit):
    page = visit("/search/?q=주문을 취소하려면 어떻게 하나요?")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator(".hc-card-answer")).to_have_count(0)
