"""The browser's event queue in a real Chromium, against a real endpoint."""

import json
import time
import uuid
from pathlib import Path

import pytest
from endpoint_process import Endpoint, find_port

from feedback_function.store import open_store

ASSETS = Path(__file__).parents[2] / "theme/assets/feedback"
PAGE = """<!doctype html><html lang="ko"><meta charset="utf-8"><title>도움말</title><link rel="icon" href="data:,">
<script type="module">
import {{ maskText }} from "/assets/masking.js";
import {{ FeedbackQueue }} from "/assets/queue.js";
window.maskText = maskText;
window.queue = new FeedbackQueue({{ endpoint: "/v1/events", lang: "ko", respectSignals: true }});
</script>"""
WAITING = "Object.keys(localStorage).filter((key) => key.startsWith('hc-event:')).length"
REFUSE = "Object.defineProperty(window, '%s', { get() { throw new DOMException('no', 'SecurityError'); } });"
VOTE = {"type": "vote", "article": "refund/how", "helpful": False, "comment": "홍길동님 010-1234-5678"}


@pytest.fixture
def endpoint(tmp_path):
    endpoint = Endpoint(f"sqlite:///{tmp_path / 'events.db'}", find_port()).start()
    yield endpoint
    endpoint.kill()


@pytest.fixture
def visit(chromium, endpoint):
    """Opens the page in one browser profile; `scripts` run before the page's own."""
    context = chromium.new_context()

    def serve(route):
        path = route.request.url.removeprefix(endpoint.url)
        if path.startswith("/assets/"):
            route.fulfill(path=ASSETS / path.removeprefix("/assets/"), content_type="text/javascript")
        else:
            route.fulfill(body=PAGE.format(), content_type="text/html")

    context.route(lambda url: "/v1/" not in url, serve)

    def visit(path="/refund/how/", script=""):
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        if script:
            page.add_init_script(script)
        page.goto(endpoint.url + path)
        page.wait_for_function("window.queue")
        return page

    yield visit
    context.close()


def record(page, *events):
    page.evaluate("events => events.forEach((event) => window.queue.record(event, maskText))", list(events))


def read_stored(endpoint, views=False):
    """The stored events; without the `views` that go with votes."""
    return [event for event in open_store(endpoint.database_url).read() if views or event.type != "view"]


def wait_for_stored(page, endpoint, count, seconds=10, views=False):
    """What `read_stored` gives, once there are `count` of them and nothing waits in the browser any more."""
    deadline = time.monotonic() + seconds
    while len(read_stored(endpoint, views)) < count and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    page.wait_for_function(f"() => {{ try {{ return {WAITING} === 0 }} catch {{ return true }} }}")  # no storage
    return read_stored(endpoint, views)


def count_waiting(page):
    return page.evaluate(WAITING)


def test_what_is_recorded_arrives_masked_with_the_common_fields(visit, endpoint):
    page = visit()
    record(page, VOTE, {"type": "search", "query": "환불 hong@naver.com", "results": 0, "top": []})
    stored = wait_for_stored(page, endpoint, 3, views=True)
    vote, view, search = sorted(stored, key=lambda event: event.type, reverse=True)
    assert (view.article, view.session, view.page) == (vote.article, vote.session, vote.page)
    assert (vote.comment, vote.page, vote.lang, vote.helpful) == ("[이름]님 [전화번호]", "/refund/how/", "ko", False)
    assert search.query == "환불 [이메일]"
    assert vote.session == search.session
    assert (vote.id.version, vote.id.variant) == (7, uuid.RFC_4122)
    assert abs((vote.id.int >> 80) / 1000 - vote.at.timestamp()) < 1
    assert count_waiting(page) == 0
    assert page.faults == []


def test_personal_data_never_waits_in_the_browser(visit, endpoint):
    page = visit()
    page.context.set_offline(True)
    record(page, VOTE)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "[전화번호]" in kept
    assert "1234-5678" not in kept


def test_a_vote_made_offline_arrives_once_after_a_reload(visit, endpoint):
    page = visit()
    page.clock.install()
    page.context.set_offline(True)
    record(page, VOTE)
    page.clock.run_for(1500)
    page.reload()
    page.wait_for_function("window.queue")
    page.context.set_offline(False)
    assert sorted(event.type for event in wait_for_stored(page, endpoint, 2, views=True)) == ["view", "vote"]
    page.wait_for_function("Object.keys(localStorage).length === 0")
    assert page.faults == []


def test_an_event_recorded_while_leaving_arrives_once(visit, endpoint):
    page = visit()
    record(page, VOTE)
    page.goto(endpoint.url + "/other/")
    page.wait_for_function("window.queue")
    assert len(wait_for_stored(page, endpoint, 1)) == 1
    page.wait_for_function("Object.keys(localStorage).length === 0")


def test_two_tabs_send_each_event_once(visit, endpoint):
    one, two = visit(), visit("/other/")
    for number in range(5):
        record(one, {**VOTE, "article": f"one/{number}"})
        record(two, {**VOTE, "article": f"two/{number}"})
    stored = wait_for_stored(one, endpoint, 10)
    assert len(stored) == 10
    assert len({event.session for event in stored}) == 2


def test_an_outage_is_neither_seen_nor_forgotten(visit, endpoint):
    page = visit()
    endpoint.kill()
    with page.expect_event("requestfailed"):
        record(page, VOTE)
    assert (count_waiting(page), page.faults) == (2, [])  # the vote, and its view
    endpoint.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert len(wait_for_stored(page, endpoint, 1)) == 1


def test_retry_after_is_honoured(visit, endpoint):
    page = visit()
    asked = []

    def answer(route):
        asked.append(time.monotonic())
        route.fulfill(status=503 if len(asked) == 1 else 202, headers={"Retry-After": "4"}, body='{"accepted": 1}')

    page.route("**/v1/events", answer)
    with page.expect_response(lambda response: response.status == 202, timeout=12_000):
        record(page, VOTE)
    assert 4 <= asked[1] - asked[0] < 7


def test_a_retry_after_that_no_timer_can_hold_makes_no_storm(visit, endpoint):
    page = visit()
    asked = []

    def refuse(route):
        asked.append(route.request)
        route.fulfill(status=503, headers={"Retry-After": "2592000"}, body="")

    page.route("**/v1/events", refuse)
    with page.expect_response("**/v1/events"):
        record(page, VOTE)
    page.wait_for_timeout(1000)  # at 80 a second, as browsers run a timer that overflows
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [{"status": 200, "content_type": "text/html"}, {"status": 400}])
def test_an_answer_that_is_not_the_endpoints_own_is_not_believed(visit, endpoint, answer):
    page = visit()
    page.route("**/v1/events", lambda route: route.fulfill(body="<title>Sign in</title>", **answer), times=1)
    with page.expect_response(lambda response: response.status == answer["status"]):
        record(page, VOTE)
    assert len(wait_for_stored(page, endpoint, 1)) == 1


def test_a_page_without_storage_hands_over_what_an_outage_left_when_it_is_left(visit, endpoint):
    page = visit(script=REFUSE % "localStorage" + REFUSE % "sessionStorage")
    page.route("**/v1/events", lambda route: route.fulfill(status=503, headers={"Retry-After": "600"}), times=1)
    with page.expect_response("**/v1/events"):
        record(page, VOTE)
    page.goto(endpoint.url + "/other/")
    assert len(wait_for_stored(page, endpoint, 1)) == 1


def test_a_vote_is_sent_once_by_a_page_however_often_it_is_hidden(visit, endpoint):
    page = visit()
    held, sent = [], []
    page.on("request", lambda request: sent.append(request) if "/v1/" in request.url else None)
    page.route("**/v1/events", lambda route: held.append(route), times=1)
    page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden' })")
    record(page, VOTE)
    for _ in range(3):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    page.wait_for_timeout(1500)  # the queue sends after a second by itself
    assert (len(sent), count_waiting(page)) == (1, 2)  # the vote, and its view
    held.pop().continue_()
    assert len(wait_for_stored(page, endpoint, 1)) == 1
    assert len(sent) == 1


def test_a_batch_that_will_never_be_taken_is_given_up(visit, endpoint):
    page = visit()
    record(page, {**VOTE, "reason": "no such reason"})
    page.wait_for_function("Object.keys(localStorage).length === 0")
    assert wait_for_stored(page, endpoint, 0) == []


def test_the_outbox_is_bounded_and_keeps_votes_longest(visit, endpoint):
    page = visit()
    page.context.set_offline(True)
    search = {"type": "search", "query": "환불", "results": 1, "top": []}
    record(page, VOTE, *[search] * 250)
    assert count_waiting(page) == 200
    page.context.set_offline(False)
    stored = wait_for_stored(page, endpoint, 200)
    assert len(stored) == 200
    assert sum(event.type == "vote" for event in stored) == 1


@pytest.mark.parametrize("signal", ["globalPrivacyControl: true", "doNotTrack: '1'"])
def test_with_a_privacy_signal_only_what_the_customer_does_on_purpose_is_sent(visit, endpoint, signal):
    field, value = signal.split(": ")
    page = visit(script=f"Object.defineProperty(Navigator.prototype, '{field}', {{ get: () => {value} }})")
    record(
        page,
        {"type": "search", "query": "환불", "results": 1, "top": []},
        {"type": "open", "article": "refund/how", "from": "search"},
        {"type": "contact", "channel": "phone"},
        VOTE,
        {"type": "survey", "kind": "csat", "score": 5},
    )
    stored = wait_for_stored(page, endpoint, 3, views=True)
    assert sorted((event.type, event.article) for event in stored) == [
        ("survey", None),
        ("view", VOTE["article"]),
        ("vote", VOTE["article"]),
    ]


def test_a_session_ends_after_thirty_idle_minutes(visit, endpoint):
    page = visit()
    record(page, VOTE)
    idle = json.dumps({"id": "session-of-long-ago", "used": 0})
    wait_for_stored(page, endpoint, 1)
    page.evaluate("used => sessionStorage.setItem('hc-session', used)", idle)
    record(page, VOTE)
    stored = wait_for_stored(page, endpoint, 4, views=True)
    sessions = {event.session for event in stored}
    assert len(sessions) == 2
    assert len({(event.session, event.type) for event in stored}) == 4  # the vote of each has its view
    assert "session-of-long-ago" not in sessions


def test_a_page_without_storage_still_sends(visit, endpoint):
    page = visit(script=REFUSE % "localStorage" + REFUSE % "sessionStorage")
    record(page, VOTE)
    assert len({event.session for event in wait_for_stored(page, endpoint, 2, views=True)}) == 1
    assert page.faults == []


def test_what_cannot_be_recorded_breaks_nothing(visit, endpoint):
    page = visit()
    page.evaluate("[undefined, null, {}, 3].forEach((nonsense) => window.queue.record(nonsense))")
    record(page, VOTE)
    assert "vote" in {event.type for event in wait_for_stored(page, endpoint, 1)}
    assert page.faults == []


def test_text_without_the_rules_that_mask_it_is_not_kept(visit, endpoint):
    page = visit()
    page.evaluate("vote => window.queue.record(vote)", VOTE)
    (vote,) = wait_for_stored(page, endpoint, 1)
    assert (vote.helpful, vote.comment) == (False, "")
