"""`hc popular`: what most sessions opened, and nothing that would tell of a few."""

import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from event_samples import make_event

from hc_builder.cli import main
from hc_builder.content.popular import read_popular

NOW = "2026-11-21T00:00:00"
CONFIG = "site_name: 고객센터\ndocs_dir: content\ntheme: {name: helpcenter}\nplugins: [helpcenter]\n"
SECRET = "010-1234-5678 아무도 모르는 말"


class Shop:
    """A project with a log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.list = folder / "content/popular.yml"
        (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
        for path in ("refund/when", "refund/how: 1", "delivery/fee", "delivery/slow", "notices/outage"):
            self.write(path, "severity: info" if path.startswith("notices") else "")
        self._events: list[dict[str, Any]] = []

    def write(self, path: str, head: str = "") -> None:
        file = self.folder / f"content/{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: 글 {path}?\n{head}\n---\n본문\n", "utf-8")

    def open(self, article: str, sessions: int, at: str = "2026-11-20", times: int = 1) -> None:
        for number in range(sessions):
            session = f"session-{zlib.crc32(article.encode()):010}-{number:06}"
            for minute in range(times):
                opened = make_event(
                    "open", article=article, session=session, at=f"{at}T09:{minute:02}:00Z", query=SECRET
                )
                self._events.append(opened)

    def search_as_a_bot(self, article: str, sessions: int) -> None:
        for number in range(sessions):
            session = f"session-bot-{number:012}"
            found = (make_event(session=session, at=f"2026-11-20T09:00:{second:02}Z") for second in range(25))
            self._events += [*found, make_event("open", session=session, article=article, at="2026-11-20T09:00:30Z")]

    def run(self, *options: str) -> Result:
        log = self.folder / "events.jsonl"
        log.write_text("\n".join(map(json.dumps, self._events)), "utf-8")
        common = ["popular", "-f", str(self.folder / "mkdocs.yml"), "--events", str(log), "--now", NOW]
        return CliRunner().invoke(main, [*common, *options], catch_exceptions=False)

    def read(self) -> list[str]:
        articles, problems = read_popular(self.list, "content/popular.yml")
        assert problems == []
        return [article.id for article in articles]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_most_opened_first_equals_by_id_and_none_of_fewer_than_three_sessions(shop: Shop) -> None:
    shop.open("delivery/fee", 5)
    shop.open("refund/when", 3)
    shop.open("refund/how: 1", 3)
    shop.open("delivery/slow", 2, times=9)
    result = shop.run("--update")
    assert result.exit_code == 0
    assert shop.read() == ["delivery/fee", "refund/how: 1", "refund/when"]
    assert "Wrote content/popular.yml" in result.output


def test_what_customers_typed_is_neither_written_nor_printed(shop: Shop) -> None:
    shop.open("delivery/fee", 5)
    result = shop.run("--update")
    for text in (result.output, shop.list.read_text("utf-8")):
        assert "모르는 말" not in text
        assert "1234" not in text


def test_bots_other_days_and_what_is_no_article_here_are_not_counted(shop: Shop) -> None:
    shop.open("delivery/fee", 3)
    shop.open("notices/outage", 9)
    shop.open("forged/by-anybody", 9)
    shop.open("refund/when", 9, at="2026-10-01")
    shop.open("refund/when", 9, at="2026-11-22")
    shop.search_as_a_bot("delivery/slow", 9)
    shop.run("--update")
    assert shop.read() == ["delivery/fee"]
    shop.run("--update", "--weeks", "8")
    assert shop.read() == ["refund/when", "delivery/fee"]


def test_without_update_it_is_told_and_nothing_written(shop: Shop) -> None:
    shop.open("delivery/fee", 4)
    assert shop.run().output == "      4  글 delivery/fee?  [delivery/fee]\n"
    assert not shop.list.exists()


def test_too_few_readers_leave_the_list_as_it_is(shop: Shop) -> None:
    shop.list.write_text("- refund/when\n", "utf-8")
    shop.open("delivery/fee", 2)
    assert "nothing is written" in shop.run("--update").output
    assert shop.read() == ["refund/when"]


def test_the_same_log_writes_the_same_bytes_and_says_so(shop: Shop) -> None:
    shop.open("delivery/fee", 3)
    shop.run("--update")
    before = shop.list.read_bytes()
    assert "is up to date" in shop.run("--update").output
    assert shop.list.read_bytes() == before
