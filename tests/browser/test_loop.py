"""The whole loop, as a customer and then a maintainer: search, open, vote, and the gap report that names it."""

import json

from click.testing import CliRunner
from playwright.sync_api import expect

from hc_builder.cli import main


def report(database_url: str, form: str, config: str) -> str:
    result = CliRunner().invoke(
        main, ["gaps", "-f", config, "--events", database_url, "--format", form], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.stdout


def decline(visit):
    """One customer, in a tab of their own: searches, opens the answer, and says that it does not help."""
    page = visit("/", width=360)
    box = page.get_by_role("searchbox").or_(page.get_by_role("combobox", name="궁금한 점을 검색하세요"))
    box.focus()
    box.press_sequentially("환불하고 싶어요", delay=30)
    answer = page.get_by_role("option").filter(has_text="환불은 언제 받을 수 있나요?").first
    answer.click()
    page.wait_for_url("**/refund/when/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("환불은 언제 받을 수 있나요?")

    page.get_by_role("button", name="아니요").click()
    page.get_by_role("radio", name="찾는 내용이 없어요").check()
    page.get_by_role("button", name="의견 보내기").click()
    return page


def test_what_customers_did_not_find_helpful_is_in_the_next_report(visit, site, watch, request):
    page = decline(visit)
    vote = site.wait_for(page, lambda event: event.type == "vote" and event.reason is not None)
    assert (vote.article, vote.helpful, vote.reason) == ("refund/when", False, "missing")
    search = site.wait_for(page, lambda event: event.type == "search")
    assert search.query == "환불하고 싶어요"
    assert "refund/when" in search.top
    opened = site.wait_for(page, lambda event: event.type == "open")
    assert (opened.article, opened.source, opened.query) == ("refund/when", "search", "환불하고 싶어요")
    assert {event.session for event in site.events} == {vote.session}
    for sessions in (2, 3):  # what fewer than three lacked is counted, and no article is written for it
        page = decline(visit)
        site.wait_for(page, lambda _, n=sessions: len({e.session for e in site.events if e.type == "vote"}) == n)

    config = str(request.config.rootpath / "mkdocs.yml")
    told = report(site.database_url, "md", config)
    assert "환불은 언제 받을 수 있나요?" in told
    assert "찾던 내용이 없음" in told
    found = json.loads(report(site.database_url, "json", config))
    assert "refund/when" in json.dumps(found["gaps"]), "searches that ended in a 'no' are a gap of their own"
    assert "환불하고 싶어요" in told, "three sessions typed it, and the content has its words"
    assert report(site.database_url, "html", config).startswith("<!doctype html>")
