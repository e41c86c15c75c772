"""The whole way of a shop: it moves in from another tool, and its customers' questions come back as answers."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from mail_servers import MailServer
from moved_shop import Shop
from playwright.sync_api import Page, expect
from running_site import Site, read_reference, search
from web_servers import ask

from feedback_function.store import open_store
from feedback_function.tables import events

LACKING = "오프라인 매장 있나요"
TEXT = "장미 두 송이가 꺾여서 왔어요."


def report(shop: Shop) -> dict[str, Any]:
    told = shop.hc("gaps", "--events", shop.database_url, "--format", "json", "--update")
    findings: dict[str, Any] = json.loads(told)
    return findings


def find_gap(shop: Shop) -> dict[str, Any] | None:
    return next((gap for gap in report(shop)["gaps"] if LACKING in json.dumps(gap, ensure_ascii=False)), None)


def set_back(shop: Shop, session: str) -> None:
    """The session was a day earlier: three on one day may be one person, whose words are not printed."""
    store = open_store(shop.database_url)
    with store.transaction() as connection:
        mine = events.c.session == session
        for id, at in connection.execute(sa.select(events.c.id, events.c.at).where(mine)).all():
            connection.execute(events.update().where(events.c.id == id).values(at=at - timedelta(days=1)))
    store.close()


def test_old_addresses_lead_to_the_new_places(site: Site, port: int) -> None:
    status, place = ask(port, "/docs/shipping-fee")
    assert (status, place.removeprefix(site.url)) == (301, "/delivery/fee/")


def test_a_customer_is_answered_walks_a_flow_and_votes(visit: Callable[..., Page], site: Site) -> None:
    page = visit("/", width=360)
    search(page, "제주도 배송비 얼마 더 들어요?")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/delivery/fee/**")
    expect(page.get_by_text("제주도는 3,000원이 더 들어요")).to_be_visible()
    page.get_by_role("button", name="네", exact=True).click()
    vote = site.wait_for(page, lambda event: event.type == "vote")
    assert (vote.article, vote.helpful) == ("delivery/fee", True)
    page.goto(f"{site.url}/flows/flower/")
    page.get_by_role("link", name="시들어서 왔어요").click()
    page.wait_for_url("**/returns/refund/")
    led = site.wait_for(page, lambda event: event.type == "open" and event.article == "returns/refund")
    assert led.source == "flow"


@pytest.mark.parametrize("with_script", [True, False])
def test_an_inquiry_becomes_two_letters(
    visit: Callable[..., Page], site: Site, mail: MailServer, with_script: bool
) -> None:
    page = visit("/inquiry/", java_script_enabled=with_script)
    if with_script:
        expect(page.locator("hc-inquiry form")).to_have_attribute("novalidate", "")
    page.get_by_label("꽃 상태").check()
    page.get_by_label("문의 내용").fill(TEXT)
    page.get_by_label("이메일").fill(f"seo{with_script:d}@customer.example")
    page.get_by_role("button", name="문의 보내기").click()
    letters = mail.wait_for_letters(read_reference(page))
    assert letters.keys() == {"flower@shop.example", f"seo{with_script:d}@customer.example"}
    assert f"> {TEXT}" in letters["flower@shop.example"].text


def test_what_is_lacking_is_reported_drafted_published_found_and_closed(
    visit: Callable[..., Page], watch, site: Site, shop: Shop
) -> None:
    for _ in range(3):
        page = visit("/")
        search(page, LACKING)
        expect(page.locator(".hc-results").get_by_text("맞는 글을 찾지 못했어요")).to_be_visible()
        page.get_by_role("link", name="전화 상담").click()  # at once: the search is recorded before the contact
        site.wait_for(page, lambda event: event.type == "contact" and event.query == LACKING)
    watch.forgive()  # the telephone

    set_back(shop, next(event.session for event in site.events if event.type == "contact" and event.query == LACKING))
    gap = find_gap(shop)
    assert gap is not None
    assert (gap["kind"], gap["sessions"]) == ("missing", 3)
    draft = write_answer(shop, gap["id"])
    page = visit("/")
    search(page, LACKING)
    answer = page.get_by_role("option").first
    expect(answer).to_contain_text(LACKING)
    answer.click()
    page.wait_for_url(f"**/{gap['id']}/**")
    site.wait_for(page, lambda event: event.type == "open")

    replayed = json.loads(shop.hc("gaps", "replay", "--events", shop.database_url, "--format", "json"))
    assert (replayed["against"], replayed["answered_sessions"], replayed["worse"]) == ("customers", 3, [])
    told = report(shop)
    article = draft.relative_to(shop.folder / "content").with_suffix("").as_posix()
    assert told["gaps"] == []
    assert [(fixed["id"], fixed["article"]) for fixed in told["progress"]] == [(gap["id"], article)]
    kept = json.loads((shop.folder / "gaps.json").read_text(encoding="utf-8"))["gaps"]
    (record,) = (record for record in kept if record["id"] == gap["id"])
    assert (record["status"], record["article"]) == ("published", article)
    sheet = shop.hc("report", "--events", shop.database_url, "--format", "md")
    assert "답하지 못한 검색이 없어요" in sheet
    assert TEXT not in sheet


def write_answer(shop: Shop, gap: str) -> Path:
    """`hc gaps draft`, tried on what customers asked before it is published."""
    shop.hc("gaps", "draft", gap, "--events", shop.database_url)
    (draft,) = shop.folder.glob(f"content/**/{gap}.md")
    text = draft.read_text(encoding="utf-8")
    assert LACKING in text
    replay = ("gaps", "replay", "--events", shop.database_url, "--format", "json")
    tried = json.loads(shop.hc(*replay, "--draft", str(draft)))
    assert (tried["answered_sessions"], tried["worse"]) == (3, [])
    assert json.loads(shop.hc(*replay))["answered_sessions"] == 0
    draft.write_text(text.replace("draft: true", "draft: false"), encoding="utf-8")
    shop.hc("build")
    return draft
