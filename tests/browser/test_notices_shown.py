"""Notices in a real browser: put away for the tab, gone when their last day is over."""

from collections.abc import Iterator

import pytest
from fresh_site import build_site
from playwright.sync_api import expect

from hc_builder.project import load_project

CONFIG = "site_name: 가게\ndocs_dir: content\ntheme: {name: helpcenter}\nplugins: [helpcenter]\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory, serve_folder) -> Iterator[object]:
    """A shop with one notice that has no end, served."""
    folder = tmp_path_factory.mktemp("notices")
    articles = {
        "fee": "title: 배송비",
        "pay": "title: 결제 방법",
        "notices/outage": "title: 결제 점검 안내\nseverity: outage\nuntil: 2099-12-31",
        "notices/move": "title: 창고 이전 안내\nseverity: info\npages: [pay]",
    }
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    for name, head in articles.items():
        path = folder / "content" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{head}\n---\n본문\n", "utf-8")
    (folder / "site").mkdir()
    build_site(load_project(folder / "mkdocs.yml"), folder / "site")
    with serve_folder(folder / "site", f"sqlite:///{folder}/events.db") as served:
        yield served


def test_a_notice_leads_to_its_page(visit):
    page = visit("/fee/")
    page.get_by_role("region", name="공지").get_by_role("link", name="결제 점검 안내").click()
    expect(page.get_by_role("heading", level=1, name="결제 점검 안내")).to_be_visible()
    expect(page.get_by_role("region", name="공지")).to_have_count(0)


def test_a_notice_is_put_away_for_the_tab(visit, site):
    page = visit("/fee/")
    page.get_by_role("button", name="‘결제 점검 안내’ 공지 닫기").press("Enter")
    expect(page.get_by_role("link", name="결제 점검 안내")).to_be_hidden()
    page.goto(f"{site.url}/")
    expect(page.locator("hc-notice")).to_be_hidden()


def test_a_notice_is_gone_when_its_last_day_is_over(visit, site):
    page = visit("/fee/")
    expect(page.locator("hc-notice")).to_be_visible()
    page.clock.set_fixed_time("2100-01-01T00:30:00+09:00")
    page.goto(f"{site.url}/fee/")
    expect(page.locator("hc-notice")).to_be_hidden()
    page.clock.set_fixed_time("2099-12-31T23:30:00+09:00")
    page.goto(f"{site.url}/fee/")
    expect(page.locator("hc-notice")).to_be_visible()


def test_search_finds_a_notice_until_its_last_day_is_over(visit, site):
    page = visit("/fee/")
    titles, outage = page.locator(".hc-hit__title"), page.get_by_role("option", name="결제 점검 안내")
    for day, found in (("2099-12-31T23:30:00+09:00", 1), ("2100-01-01T00:30:00+09:00", 0)):
        page.clock.set_fixed_time(day)
        page.goto(f"{site.url}/search/")
        page.get_by_role("combobox").fill("결제")
        expect(page.get_by_role("option", name="결제 방법")).to_have_count(1)
        expect(outage).to_have_count(found)
        page.get_by_role("combobox").fill("창고 이전")
        expect(titles).to_have_text(["창고 이전 안내"])
        page.get_by_role("combobox").fill("결제 점검 안내")
        expect(page.get_by_text("‘결제 점검 안내’에 맞는 글을 찾지 못했어요.")).to_have_count(1 - found)
        expect(outage).to_have_count(found)
