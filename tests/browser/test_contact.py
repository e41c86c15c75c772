"""The way to a person: whether someone is there now, wherever the reader's clock is."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

OPENING = Path(__file__).parents[2] / "theme/assets/ui/opening.js"
HOURS = {
    "zone": "Asia/Seoul",
    "week": [[540, 1080]] * 5 + [None, None],
    "lunch": [720, 780],
    "closed": ["2026-09-24", "2026-09-25"],
}
FIND = """async ([source, hours, now]) => {
  const { findOpening } = await import("data:text/javascript," + encodeURIComponent(source));
  return findOpening(hours, new Date(now));
}"""


@pytest.fixture(scope="module")
def find_opening(chromium):
    page = chromium.new_page(timezone_id="America/New_York")
    source = OPENING.read_text(encoding="utf-8")
    yield lambda now, **changes: page.evaluate(FIND, [source, HOURS | changes, now])
    page.close()


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-10-13T09:00:00+09:00", {"state": "open", "until": 1080}),
        ("2026-10-13T12:30:00+09:00", {"state": "lunch", "until": 780}),
        ("2026-10-13T17:59:00+09:00", {"state": "open", "until": 1080}),
        ("2026-10-13T08:59:00+09:00", {"state": "closed", "days": 0, "from": 540, "date": "2026-10-13"}),
        ("2026-10-13T18:00:00+09:00", {"state": "closed", "days": 1, "from": 540, "date": "2026-10-14"}),
        ("2026-10-16T18:00:00+09:00", {"state": "closed", "days": 3, "from": 540, "date": "2026-10-19"}),
        ("2026-09-23T19:00:00+09:00", {"state": "closed", "days": 5, "from": 540, "date": "2026-09-28"}),
        ("2026-09-24T10:00:00+09:00", {"state": "closed", "days": 4, "from": 540, "date": "2026-09-28"}),
        ("2026-10-13T00:30:00Z", {"state": "open", "until": 1080}),
        ("2026-12-31T23:59:00+09:00", {"state": "closed", "days": 1, "from": 540, "date": "2027-01-01"}),
    ],
)
def test_the_shops_own_clock_counts(find_opening, now, state):
    assert find_opening(now) == state


def test_a_shop_that_never_opens_promises_nothing(find_opening):
    assert find_opening("2026-10-13T10:00:00+09:00", week=[None] * 7) == {"state": "closed"}


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-10-13T10:00:00+09:00", "지금 상담할 수 있어요 오늘 18:00까지"),
        ("2026-10-13T12:10:00+09:00", "지금은 점심시간이에요 13:00에 다시 시작해요"),
        ("2026-10-13T20:00:00+09:00", "지금은 상담 시간이 아니에요 내일 09:00에 시작해요"),
        ("2026-10-08T20:00:00+09:00", "지금은 상담 시간이 아니에요 10월 12일 월요일 09:00에 시작해요"),
    ],
)
def test_the_card_says_so_in_words(visit, now, words):
    page = visit("/404.html")
    page.clock.set_fixed_time(now)
    page.goto(page.url.replace("404.html", "refund/when/"))
    expect(page.locator("#contact [data-now]")).to_have_text(words)


def test_the_card_gives_hours_reply_time_and_every_channel(visit):
    card = visit("/refund/when/").locator("#contact")
    expect(card).to_contain_text("평일 09:00–18:00 · 점심 12:00–13:00 · 토요일·일요일·공휴일 휴무")
    expect(card).to_contain_text("영업일 1일 안에 답변")
    expect(card.get_by_role("link", name="전화 상담")).to_have_attribute("href", "tel:1588-0000")
    mail = card.get_by_role("link", name="이메일")
    expect(mail).to_have_attribute("href", re.compile("^mailto:help@onseorap.example"))
    expect(card.get_by_role("link", name="카카오톡")).to_have_attribute("href", re.compile("^https://pf.kakao.com/"))


def test_the_header_leads_to_the_card(visit):
    page = visit("/refund/when/", width=360, height=740)
    page.get_by_role("banner").get_by_role("link", name="문의하기").click()
    expect(page.get_by_role("heading", name="직접 문의하기")).to_be_in_viewport()


def test_what_was_tried_goes_along_to_a_person_is_shown_first_and_can_be_left_out(visit):
    page = visit("/search/?q=환불 언제 돼요")
    page.get_by_role("option", name="환불은 언제 받을 수 있나요?").click()
    card = page.locator("#contact")
    expect(card).to_contain_text("함께 전하는 내용: ‘환불 언제 돼요’ 검색, ‘환불은 언제 받을 수 있나요?’ 글")
    mail = card.get_by_role("link", name="이메일")
    address, _, body = unquote(mail.get_attribute("href")).partition("?body=")
    assert address == "mailto:help@onseorap.example"
    assert body == "고객센터에서 먼저 찾아본 내용: ‘환불 언제 돼요’ 검색, ‘환불은 언제 받을 수 있나요?’ 글"
    card.get_by_role("button", name="빼기").click()
    expect(card.get_by_text("함께 전하지 않아요.")).to_be_focused()
    expect(mail).to_have_attribute("href", "mailto:help@onseorap.example")
    page.reload()
    expect(mail).to_have_attribute("href", "mailto:help@onseorap.example")


def test_who_has_tried_nothing_hands_over_nothing(visit):
    card = visit("/").locator("#contact")
    expect(card.locator("[data-summary]")).to_be_hidden()
    expect(card.get_by_role("link", name="이메일")).to_have_attribute("href", "mailto:help@onseorap.example")
