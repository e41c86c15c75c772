"""The loop closed: customers find nothing, the report says so, a draft is published, and the next report knows."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from feedback_function.store import open_store
from feedback_function.tables import events
from hc_builder.cli import main

ROOT = Path(__file__).parents[2]
ASKED = "오프라인 매장 있나요"


@dataclass(frozen=True)
class Shop:
    """A shop of its own, which the test may write in."""

    folder: Path
    database_url: str

    def hc(self, *arguments: str) -> str:
        config = str(self.folder / "mkdocs.yml")
        result = CliRunner().invoke(main, [*arguments, "-f", config], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    def build(self) -> None:
        self.hc("build", "--site", str(self.folder / "site"))

    def report(self) -> dict[str, list[dict[str, str]]]:
        told = self.hc("gaps", "--events", self.database_url, "--format", "json", "--update")
        findings: dict[str, list[dict[str, str]]] = json.loads(told)
        return findings

    def set_back(self, session: str) -> None:
        """The session was a day earlier: three on one day may be one person, whose words are not printed."""
        store = open_store(self.database_url)
        with store.transaction() as connection:
            mine = events.c.session == session
            for id, at in connection.execute(sa.select(events.c.id, events.c.at).where(mine)).all():
                connection.execute(events.update().where(events.c.id == id).values(at=at - timedelta(days=1)))
        store.close()

    def gap(self) -> dict[str, str] | None:
        return next((gap for gap in self.report()["gaps"] if ASKED in json.dumps(gap, ensure_ascii=False)), None)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("shop")
    shutil.copytree(ROOT / "content", folder / "content")
    config = (
        (ROOT / "mkdocs.yml").read_text("utf-8").replace("      policies:", "      pictures: as-is\n      policies:")
    )
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    shop = Shop(folder, f"sqlite:///{folder}/events.db")
    shop.build()
    return shop


@pytest.fixture(scope="module")
def site(shop: Shop, serve_folder) -> Iterator[object]:
    with serve_folder(shop.folder / "site", shop.database_url) as served:
        yield served


def search(page: Page) -> None:
    box = page.get_by_role("searchbox").or_(page.get_by_role("combobox", name="궁금한 점을 검색하세요"))
    box.fill(ASKED)
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_a_gap_is_drafted_published_and_closed(visit, watch, site, shop: Shop) -> None:
    for times in range(1, 4):
        page = visit("/")
        search(page)
        expect(page.locator(".hc-results").get_by_text("맞는 글을 찾지 못했어요")).to_be_visible()
        page.get_by_role("link", name="전화 상담").click()  # at once: the search is recorded before the contact
        site.wait_for(page, lambda _, n=times: sum(event.type == "contact" for event in site.events) >= n)

    watch.forgive()  # the telephone
    assert {event.query for event in site.events if event.type == "contact"} == {ASKED}

    shop.set_back(site.events[0].session)
    gap = shop.gap()
    assert gap is not None
    assert gap["kind"] == "missing"
    shop.hc("gaps", "draft", gap["id"], "--events", shop.database_url)
    (draft,) = shop.folder.glob(f"content/**/{gap['id']}.md")
    text = draft.read_text(encoding="utf-8")
    assert ASKED in text
    replay = ("gaps", "replay", "--events", shop.database_url, "--format", "json")
    replayed = json.loads(shop.hc(*replay, "--draft", str(draft)))
    assert replayed["answered_sessions"] == 3
    assert replayed["worse"] == []
    assert json.loads(shop.hc(*replay))["answered_sessions"] == 0

    draft.write_text(text.replace("draft: true", "draft: false"), encoding="utf-8")
    shop.build()
    page = visit("/")
    search(page)
    answer = page.get_by_role("option").first
    expect(answer).to_contain_text(ASKED)
    answer.click()
    page.wait_for_url(f"**/{gap['id']}/**")
    site.wait_for(page, lambda event: event.type == "open")

    replayed = json.loads(shop.hc(*replay))
    assert (replayed["against"], replayed["answered_sessions"], replayed["worse"]) == ("customers", 3, [])
    assert shop.gap() is None
    (record,) = [
        kept for kept in json.loads((shop.folder / "gaps.json").read_text())["gaps"] if kept["id"] == gap["id"]
    ]
    assert (record["status"], record["article"]) == (
        "published",
        draft.relative_to(shop.folder / "content").as_posix()[:-3],
    )
