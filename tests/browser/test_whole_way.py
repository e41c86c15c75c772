"""The whole way of a shop: it moves in from another tool, and its customers' questions come back as answers.

Nothing stands in for anything: nginx as the guides have it, the endpoint as a process on PostgreSQL, mail over SMTP.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from endpoint_process import Endpoint, find_port
from foreign_center import FLOW, SETTINGS, write_center
from inquiry_samples import KEY
from mail_servers import MailServer
from playwright.sync_api import Page, expect
from running_site import Site, read_reference
from web_servers import ask, run_server

from feedback_function.store import open_store
from feedback_function.tables import events
from hc_builder.cli import main

DOCS = Path(__file__).parents[2] / "docs"
LACKING = "오프라인 매장 있나요"
TEXT = "장미 두 송이가 꺾여서 왔어요."


@dataclass(frozen=True)
class Shop:
    """A folder with a help center that has just moved in."""

    folder: Path
    database_url: str = ""

    def hc(self, *arguments: str) -> str:
        result = CliRunner().invoke(main, [*arguments, "-f", str(self.folder / "mkdocs.yml")], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    def report(self) -> dict[str, Any]:
        told = self.hc("gaps", "--events", self.database_url, "--format", "json", "--update")
        findings: dict[str, Any] = json.loads(told)
        return findings

    def find_gap(self) -> dict[str, Any] | None:
        return next((gap for gap in self.report()["gaps"] if LACKING in json.dumps(gap, ensure_ascii=False)), None)

    def set_back(self, session: str) -> None:
        """The session was a day earlier: three on one day may be one person, whose words are not printed."""
        store = open_store(self.database_url)
        with store.transaction() as connection:
            mine = events.c.session == session
            for id, at in connection.execute(sa.select(events.c.id, events.c.at).where(mine)).all():
                connection.execute(events.update().where(events.c.id == id).values(at=at - timedelta(days=1)))
        store.close()


@pytest.fixture(scope="module")
def port() -> int:
    return find_port()


@pytest.fixture(scope="module")
def shop(port: int, postgres, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """`hc import`, the shop's own settings and a flow, `hc check`, `hc build`, `hc deploy-files`."""
    folder = tmp_path_factory.mktemp("shop")
    old = write_center(tmp_path_factory.mktemp("old"))
    here = os.getcwd()
    os.chdir(folder)
    try:
        moved = CliRunner().invoke(main, ["import", "docusaurus", str(old), "--yes"], catch_exceptions=False)
    finally:
        os.chdir(here)
    assert moved.exit_code == 0, moved.output
    (folder / "mkdocs.yml").write_text(SETTINGS % port, encoding="utf-8")
    (folder / "content/flows").mkdir()
    (folder / "content/flows/flower.yml").write_text(FLOW, encoding="utf-8")
    postgres.psql("CREATE DATABASE whole_way;")
    shop = Shop(folder, postgres.get_uri("whole_way"))
    shop.hc("check", "--strict")
    shop.hc("build", "--strict")
    shop.hc("deploy-files", "nginx")
    return shop


@pytest.fixture(scope="module")
def endpoint(shop: Shop, port: int, mail: MailServer) -> Iterator[Endpoint]:
    settings = {
        "HC_ORIGINS": f"http://127.0.0.1:{port}",
        "HC_TRUSTED_PROXIES": "127.0.0.1",
        "HC_INQUIRY_SITE": str(shop.folder / "site/inquiry.json"),
        "HC_INQUIRY_KEYS": KEY,
        "HC_INQUIRY_RECEIVERS": json.dumps({"flower": "flower@shop.example", "*": "help@shop.example"}),
        "HC_INQUIRY_SENDER": "풀잎꽃집 <help@shop.example>",
        "HC_INQUIRY_SMTP": mail.url,
    }
    endpoint = Endpoint(shop.database_url, find_port(), settings)
    yield endpoint.start()
    endpoint.stop()


@pytest.fixture(scope="module")
def site(shop: Shop, endpoint: Endpoint, port: int) -> Iterator[Site]:
    guides = (read_rules(DOCS / f"{name}.md", endpoint.port) for name in ("deploy-feedback", "inquiries"))
    with run_server("nginx", shop.folder, shop.folder / "site", "/", port, "".join(guides)):
        yield Site(f"http://127.0.0.1:{port}", shop.database_url)


def read_rules(guide: Path, port: int) -> str:
    """What the guide says that nginx needs for the endpoint."""
    block = guide.read_text(encoding="utf-8").split("```nginx\n")[1].split("```")[0]
    return block.replace("127.0.0.1:8001", f"127.0.0.1:{port}")


def search(page: Page, query: str) -> None:
    box = page.get_by_role("searchbox").or_(page.get_by_role("combobox", name="궁금한 점을 검색하세요"))
    box.fill(query)
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_old_addresses_lead_to_the_new_places(site: Site, port: int) -> None:
    status, place = ask(port, "/docs/shipping-fee")
    assert (status, place.removeprefix(site.url)) == (301, "/delivery/fee/")


def test_a_customer_is_answered_walks_a_flow_and_votes(visit: Callable[..., Page], site: Site) -> None:
    page = visit("/", width=360)
    search(page, "제주도는 배송비가 얼마나 더 드나요?")
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
    visit: Callable[..., Page], site: Site, mail: MailServer, endpoint: Endpoint, with_script: bool
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

    shop.set_back(next(event.session for event in site.events if event.type == "contact" and event.query == LACKING))
    gap = shop.find_gap()
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
    assert shop.find_gap() is None
    kept = json.loads((shop.folder / "gaps.json").read_text(encoding="utf-8"))["gaps"]
    (record,) = (record for record in kept if record["id"] == gap["id"])
    article = draft.relative_to(shop.folder / "content").with_suffix("").as_posix()
    assert (record["status"], record["article"]) == ("published", article)
    assert TEXT not in shop.hc("report", "--events", shop.database_url, "--format", "md")


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
