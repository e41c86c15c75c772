"""What a visit leaves behind: searches, openings, votes, contacts and scores, as the endpoint stored them."""

import pytest
from playwright.sync_api import expect

FAQ = "/refund/when/"
QUEUE = "**/assets/feedback/queue.*.js"


def test_a_search_that_comes_to_rest_is_recorded_once(visit, site):
    page = visit("/")
    page.get_by_role("combobox").press_sequentially("쿠폰이 안 써져요", delay=30)
    event = site.wait_for(page, lambda event: event.type == "search" and "써져요" in event.query)
    assert event.query == "쿠폰이 안 써져요"
    assert event.results >= 1
    assert 1 <= len(event.top) <= 5
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/search/**")
    page.get_by_role("option").first.click()  # ends the search here too: a second event would go before the opening
    site.wait_for(page, lambda other: other.type == "open" and other.session == event.session)
    mine = [other.query for other in site.events if other.type == "search" and other.session == event.session]
    assert mine == ["쿠폰이 안 써져요"]


def test_opening_a_result_records_the_search_and_the_rank_that_led_there(visit, site):
    page = visit("/")
    page.get_by_role("combobox").fill("환불은 언제")
    options = page.get_by_role("option")
    expect(options.nth(1)).to_be_visible()
    wanted = page.locator("[role=option][href*='/refund/when/']")
    rank = wanted.evaluate("e => [...e.parentElement.children].indexOf(e) + 1")
    wanted.click()
    page.wait_for_url("**/refund/when/**")
    opened = site.wait_for(page, lambda event: event.type == "open" and event.article == "refund/when")
    assert (opened.source, opened.rank, opened.query) == ("search", rank, "환불은 언제")
    search = site.wait_for(page, lambda event: event.type == "search" and event.query == "환불은 언제")
    assert search.session == opened.session


@pytest.mark.parametrize(
    ("start", "link", "source"),
    [
        ("/refund/", ".hc-rows a[href*='card-refund']", "browse"),
        (FAQ, "[data-from=related]", "related"),
        (FAQ, ".hc-body a[href*='inspection']", "link"),
    ],
)
def test_an_opening_tells_what_led_there(visit, site, start, link, source):
    page = visit(start)
    page.locator(link).first.click()
    page.wait_for_url(lambda url: not url.endswith(start))
    article = page.url.removeprefix(f"{site.url}/").split("#")[0].strip("/")
    event = site.wait_for(page, lambda event: event.type == "open" and event.article == article)
    assert event.source == source


def test_a_reload_is_no_second_opening(visit, site):
    page = visit("/delivery/fee/")
    site.wait_for(page, lambda event: event.type == "open" and event.article == "delivery/fee")
    page.reload()
    page.get_by_role("button", name="네").click()
    site.wait_for(page, lambda event: event.type == "vote" and event.article == "delivery/fee")
    assert [event.article for event in site.events if event.type == "open"].count("delivery/fee") == 1


def test_a_yes_is_stored_and_thanked_for(visit, site):
    page = visit(FAQ)
    page.get_by_role("button", name="네").click()
    expect(page.locator("hc-vote [role=status]")).to_be_focused()
    expect(page.get_by_text("도움이 되었다니 기뻐요")).to_be_visible()
    vote = site.wait_for(page, lambda event: event.type == "vote")
    assert (vote.article, vote.helpful) == ("refund/when", True)


def test_a_no_counts_at_once_and_its_reason_follows(visit, site):
    page = visit("/refund/inspection/")
    page.get_by_role("button", name="아니요").click()
    expect(page.get_by_text("어떤 점이 아쉬웠나요?")).to_be_focused()
    first = site.wait_for(page, lambda event: event.type == "vote" and event.article == "refund/inspection")
    assert (first.helpful, first.reason) == (False, None)
    page.get_by_role("button", name="의견 보내기").click()
    expect(page.get_by_role("alert")).to_have_text("이유를 하나 골라 주세요.")
    page.get_by_role("radio", name="설명이 어려워요").check()
    page.get_by_role("textbox", name="더 알려 주시겠어요?").fill("제 번호는 010-1234-5678이에요")
    page.get_by_role("button", name="의견 보내기").click()
    expect(page.get_by_text("글을 고칠게요")).to_be_visible()
    vote = site.wait_for(page, lambda event: event.type == "vote" and event.reason == "unclear")
    assert (vote.helpful, vote.comment) == (False, "제 번호는 [전화번호]이에요")


def test_after_a_no_the_way_to_a_person_is_shown(visit, site):
    page = visit(FAQ)
    page.get_by_role("button", name="아니요").click()
    page.get_by_role("radio", name="다른 이유예요").check()
    page.get_by_role("button", name="의견 보내기").click()
    page.get_by_role("link", name="바로 문의하세요").click()
    expect(page.get_by_role("heading", name="직접 문의하기")).to_be_in_viewport()


def test_a_vote_is_remembered_in_the_tab_and_can_be_changed(visit, site):
    page = visit(FAQ)
    page.get_by_role("button", name="네").click()
    page.reload()
    expect(page.get_by_text("도움이 되었다니 기뻐요")).to_be_visible()
    page.get_by_role("button", name="다시 고르기").click()
    expect(page.get_by_role("button", name="아니요")).to_be_visible()


def test_leaving_for_a_person_is_recorded_with_the_search_before(visit, site):
    page = visit("/")
    page.get_by_role("combobox").fill("적립금이 사라졌어요")
    page.get_by_role("option").first.click()
    page.wait_for_url(lambda url: url != f"{site.url}/")
    mail = page.locator("#contact").get_by_role("link", name="이메일")
    mail.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    mail.click()
    event = site.wait_for(page, lambda event: event.type == "contact")
    assert (event.channel, event.query) == ("email", "적립금이 사라졌어요")
    assert event.article


def test_a_browser_that_asks_for_privacy_is_left_alone_but_may_vote(visit, site):
    page = visit("/app/app-crash/")
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    page.goto(f"{site.url}/app/app-update/")
    page.get_by_role("button", name="네").click()
    site.wait_for(page, lambda event: event.type == "vote" and event.article == "app/app-update")
    assert [event for event in site.events if event.type == "open" and event.article == "app/app-update"] == []


def test_after_a_vote_the_visit_is_scored_once(visit, site):
    page = visit("/refund/card-refund/")
    page.get_by_role("button", name="네").click()
    page.get_by_role("group", name="고객센터를 이용해 보니 어떠셨나요").get_by_role(
        "button", name="5, 아주 좋았어요"
    ).click()
    expect(page.get_by_text("평가해 주셔서 고마워요")).to_be_focused()
    score = site.wait_for(page, lambda event: event.type == "survey" and event.kind == "csat")
    assert (score.score, score.article) == (5, "refund/card-refund")
    page.goto(f"{site.url}{FAQ}")
    page.get_by_role("button", name="네").click()
    expect(page.get_by_role("group", name="고객센터를 이용해 보니 어떠셨나요")).to_have_count(0)


def test_who_changes_their_mind_finds_the_way_back(visit, site):
    page = visit("/refund/card-refund/")
    page.get_by_role("button", name="아니요").click()
    page.get_by_role("button", name="의견 보내기").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("radio", name="다른 이유예요").check()
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("button", name="뒤로").click()
    expect(page.locator("#vote-question")).to_be_focused()
    page.get_by_role("button", name="네").click()
    site.wait_for(page, lambda event: event.type == "vote" and event.helpful)


@pytest.mark.parametrize("status", [404, 405])
def test_where_nobody_hears_votes_there_is_no_box(visit, watch, site, status):
    page = visit("/404.html")
    page.route("**/v1/events", lambda route: route.fulfill(status=status))
    page.goto(f"{site.url}{FAQ}")
    expect(page.locator("hc-vote")).to_be_hidden()
    page.goto(f"{site.url}/delivery/fee/")
    expect(page.locator("hc-vote")).to_be_hidden()
    watch.forgive()  # the browser notes the status


def test_who_voted_before_that_was_known_is_told(visit, watch, site):
    page = visit("/404.html")
    held = []
    page.route("**/v1/events", lambda route: held.append(route))
    page.goto(f"{site.url}{FAQ}")
    page.get_by_role("button", name="네").click()
    while not held:
        page.wait_for_timeout(50)
    held.pop().fulfill(status=404)
    expect(page.get_by_text("의견을 보내지 못했어요")).to_be_focused()
    expect(page.get_by_text("도움이 되었다니 기뻐요")).to_be_hidden()
    watch.forgive()


def test_a_vote_does_not_wait_for_the_rules_that_mask_a_search(visit, watch, site):
    page = visit("/404.html")
    page.route("**/assets/feedback/masking.*.js", lambda route: route.abort())
    page.goto(f"{site.url}/delivery/how-long/")
    search = {"type": "search", "query": "환불", "results": 0, "top": []}
    page.evaluate("search => sessionStorage.setItem('hc-waiting', JSON.stringify([search]))", search)
    page.get_by_role("button", name="네").click()
    assert site.wait_for(page, lambda event: event.type == "vote" and event.article == "delivery/how-long")
    assert page.evaluate("JSON.parse(sessionStorage.getItem('hc-waiting'))") == [search]
    watch.forgive()


def test_what_waits_in_a_tab_that_is_duplicated_is_stored_once(visit, watch, site):
    page = visit("/404.html")
    page.route(QUEUE, lambda route: route.abort())
    page.goto(f"{site.url}/delivery/island-fee/")
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="네").click()
    waiting = page.evaluate("sessionStorage.getItem('hc-waiting')")
    page.unroute(QUEUE)
    for other in ("/delivery/track/", "/delivery/overseas/"):
        page.evaluate("waiting => sessionStorage.setItem('hc-waiting', waiting)", waiting)
        page.goto(f"{site.url}{other}")
        site.wait_for(page, lambda event, other=other: event.type == "open" and f"/{event.article}/" == other)
    votes = [event for event in site.events if event.type == "vote" and event.article == "delivery/island-fee"]
    assert len(votes) == 1
    watch.forgive()


@pytest.mark.parametrize("goes_on", [False, True], ids=["waits", "goes on"])
def test_a_vote_outlasts_a_queue_whose_script_could_not_be_fetched(visit, watch, site, goes_on):
    page = visit("/404.html")
    page.route(QUEUE, lambda route: route.abort())
    page.goto(f"{site.url}/delivery/late-parcel/")
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="네").click()
    page.unroute(QUEUE)
    if goes_on:
        page.goto(f"{site.url}{FAQ}")
    vote = site.wait_for(page, lambda event: event.type == "vote")
    assert (vote.article, vote.page) == ("delivery/late-parcel", "/delivery/late-parcel/")
    assert site.wait_for(page, lambda event: event.type == "open" and event.article == "delivery/late-parcel")
    watch.forgive()  # the browser notes what could not be fetched


def test_it_outlasts_that_without_storage_too_as_long_as_the_page_is_open(visit, watch, site):
    page = visit("/404.html")
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('forbidden') } })")
    page.route(QUEUE, lambda route: route.abort())
    page.goto(f"{site.url}{FAQ}")
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="네").click()
    with page.expect_request("**/v1/events") as sent:
        page.unroute(QUEUE)
    assert {event["type"] for event in sent.value.post_data_json} >= {"open", "view", "vote"}
    watch.forgive()  # the browser notes what could not be fetched


def test_below_a_base_path_events_stay_below_it(visit, site, built):
    page = visit("/404.html")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "v1/events" in request.url else None)
    page.route("**/repo/**", lambda route: route.continue_(url=route.request.url.replace("/repo/", "/")))
    page.goto(f"{site.url}/repo{FAQ}")
    with page.expect_request("**/v1/events"):
        page.get_by_role("button", name="네").click()
    assert {url.removeprefix(site.url) for url in sent} == {"/repo/v1/events"}


def test_a_page_opened_from_a_file_says_why_it_cannot_search(chromium, built):
    page = chromium.new_page()
    page.goto((built / "index.html").as_uri())
    expect(page.get_by_text("파일에서 바로 연 화면").first).to_be_visible()
    page.close()


def test_a_page_from_a_server_says_no_such_thing(visit):
    expect(visit("/").get_by_text("파일에서 바로 연 화면").first).to_be_hidden()


@pytest.mark.parametrize(("kind", "scores"), [("nps", 11), ("ces", 7)])
def test_a_writer_may_ask_for_other_surveys_in_an_article(visit, site, built, kind, scores):
    page = visit("/404.html")
    text = (built / "refund/when/index.html").read_text("utf-8")
    body = text.replace(
        '<div class="hc-body',
        f'<div class="hc-body"><div data-survey="{kind}"></div></div><div class="hc-body',
    )
    page.route(f"**{FAQ}", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{site.url}{FAQ}")
    buttons = page.locator("[data-survey] button")
    expect(buttons).to_have_count(scores)
    buttons.last.click()
    found = site.wait_for(page, lambda event: event.type == "survey" and event.kind == kind)
    assert found.score == (10 if kind == "nps" else 7)
