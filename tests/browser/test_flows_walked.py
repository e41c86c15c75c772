"""Guided flows in a real browser: with the keyboard, by going back, and without JavaScript."""

from playwright.sync_api import expect

START = "/flows/delivery/"


def test_a_choice_turns_the_next_question_in(visit, site):
    page = visit(START)
    page.evaluate("window.stays = true")
    expect(page.get_by_role("heading", level=1)).to_have_text("주문 내역에 어떤 상태로 나오나요?")
    page.get_by_role("link", name="배송 중").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="배송 조회가 움직이나요?")).to_be_focused()
    assert page.url == f"{site.url}/flows/delivery/moving/"
    assert page.evaluate("window.stays") is True
    assert page.title().startswith("배송이 안 와요: 배송 조회가 움직이나요? |")
    expect(page.get_by_text("2단계 중 2단계")).to_be_visible()


def test_the_way_back_is_the_browsers_and_the_pages(visit, site):
    page = visit(START)
    page.get_by_role("link", name="배송 중").click()
    expect(page.get_by_role("heading", name="배송 조회가 움직이나요?")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="주문 내역에 어떤 상태로 나오나요?")).to_be_visible()
    assert page.url == site.url + START
    page.go_forward()
    page.get_by_role("link", name="처음부터").click()
    expect(page.get_by_role("heading", name="주문 내역에 어떤 상태로 나오나요?")).to_be_focused()


def test_links_of_a_page_that_was_turned_in_lead_right(visit, site):
    page = visit(START)
    page.get_by_role("link", name="결제 완료나 상품 준비 중").click()
    page.get_by_role("link", name="사흘이 넘었어요").click()
    page.wait_for_url("**/delivery/late-parcel/")
    led = site.wait_for(page, lambda event: event.type == "open" and event.article == "delivery/late-parcel")
    assert led.source == "flow"


def test_each_step_is_recorded_with_what_led_there_and_looked_at_once(visit, site):
    page = visit("/")
    page.get_by_role("link", name="배송이 안 와요").first.click()
    page.wait_for_url(f"**{START}")
    page.get_by_role("link", name="배송 중").click()
    expect(page.get_by_role("heading", name="배송 조회가 움직이나요?")).to_be_visible()
    viewed = site.wait_for(page, lambda event: event.type == "view")
    page.get_by_role("link", name="처음부터").click()
    expect(page.get_by_role("heading", name="주문 내역에 어떤 상태로 나오나요?")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="배송 조회가 움직이나요?")).to_be_visible()
    page.wait_for_timeout(5_500)
    page.reload()
    page.wait_for_timeout(6_500)
    again = site.wait_for(page, lambda event: event.type == "open" and event.page == START and event.source == "flow")
    assert (viewed.target, viewed.article, viewed.page) == ("flow:delivery/moving", None, f"{START}moving/")
    mine = [event for event in site.events if event.session == again.session]
    assert [(event.target, event.source) for event in mine if event.type == "open"] == [
        ("flow:delivery/status", "browse"),
        ("flow:delivery/moving", "flow"),
        ("flow:delivery/status", "flow"),
    ]
    assert [event.target for event in mine if event.type == "view"] == ["flow:delivery/moving"]


def test_all_else_on_the_page_leads_where_it_did(visit, site):
    page = visit(START)
    before = page.eval_on_selector_all(".hc-header a, .hc-footer a", "links => links.map((link) => link.href)")
    page.get_by_role("link", name="배송 중").click()
    expect(page.get_by_role("heading", name="배송 조회가 움직이나요?")).to_be_visible()
    after = page.eval_on_selector_all(".hc-header a, .hc-footer a", "links => links.map((link) => link.href)")
    assert [href.partition("#")[0].replace("moving/", "") for href in after] == [
        href.partition("#")[0] for href in before
    ]
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("환불")
    page.get_by_role("option").first.click()
    page.wait_for_url(lambda url: "/flows/" not in url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_card_gives_what_the_settings_say(visit, site):
    page = visit(START)
    page.get_by_role("link", name="상태를 아직 안 봤어요").click()
    link = page.get_by_role("link", name="주문 조회하기")
    expect(link).to_have_attribute("href", "https://onseorap.example/my/orders")


def test_without_javascript_each_step_is_a_page(visit, site):
    page = visit(START, java_script_enabled=False)
    page.get_by_role("link", name="배송 중").click()
    expect(page.get_by_role("heading", name="배송 조회가 움직이나요?")).to_be_visible()
    page.get_by_role("link", name="며칠째 같은 곳에 멈춰 있어요").click()
    assert page.url == f"{site.url}/delivery/late-parcel/"


def test_a_step_that_cannot_be_fetched_is_gone_to(visit, watch, site):
    page = visit(START)
    page.route(
        "**/flows/delivery/moving/",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.get_by_role("link", name="배송 중").click()
    expect(page.get_by_role("heading", name="배송 조회가 움직이나요?")).to_be_visible()
    watch.forgive()


def test_the_home_page_offers_the_flows(visit, site):
    page = visit("/")
    page.get_by_role("link", name="쿠폰이 안 써져요").click()
    expect(page.get_by_role("heading", name="어디에서 막혔나요?")).to_be_visible()
