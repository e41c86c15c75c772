"""`hc feedback` from the shell: the shop's days, values out of range, and a store that can't be used."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from endpoint_process import find_port
from event_samples import make_event, parse_event
from full_disk import full_disk, held_open

from feedback_function.clock import find_day, parse_zone
from feedback_function.store import open_store
from feedback_function.store_faults import explain_fault
from hc_builder.cli.main import main

Run = Callable[..., Result]
NEW_YORK = "site_name: Shop\nplugins:\n  - helpcenter:\n      contact: {hours: {zone: America/New_York}}\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `hc feedback …` in an empty folder with a store of one search."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("HC_")]:
        monkeypatch.delenv(name)
    store = open_store("sqlite:///.hc/events.db")
    store.append([parse_event(msgspec.json.encode(make_event(at=_hours_ago(3))))])
    store.close()
    return lambda *words: CliRunner().invoke(main, ["feedback", *words])


def _hours_ago(hours: int) -> str:
    return (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def find_shop_day(zone: str) -> str:
    return find_day(datetime.now(UTC) - timedelta(hours=3), parse_zone(zone)).isoformat()


@pytest.mark.parametrize(
    ("config", "environment", "zone"),
    [
        ("", {}, "Asia/Seoul"),
        (NEW_YORK, {}, "America/New_York"),
        (NEW_YORK, {"HC_TIMEZONE": "Pacific/Kiritimati"}, "Pacific/Kiritimati"),
    ],
)
def test_days_are_the_shops_and_the_zone_is_named(
    config: str, environment: dict[str, str], zone: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if config:
        Path("mkdocs.yml").write_text(config)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    told = run("stats")
    assert told.exit_code == 0, told.output
    assert f"those of {zone}." in told.output
    assert f"\n{find_shop_day(zone)} " in told.output


@pytest.mark.parametrize("command", [("stats",), ("purge",)])
@pytest.mark.parametrize("config", ["site_name: [", NEW_YORK.replace("New_York", "Nowhere")])
def test_a_configuration_that_does_not_tell_the_zone_is_told(config: str, command: tuple[str], run: Run) -> None:
    Path("mkdocs.yml").write_text(config)
    told = run(*command)
    assert told.exit_code == 1
    assert "mkdocs.yml" in told.output
    assert "Traceback" not in told.output
    assert isinstance(told.exception, SystemExit)


def test_a_text_is_shown_as_it_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("mkdocs.yml").write_text('site_name: Shop\nplugins:\n  - helpcenter:\n      feedback: {mask: ["ON-####"]}\n')
    assert run("mask", "ON-1234 010-1234-5678").output == "[쇼핑몰번호] [전화번호]\n"
    assert "쇼핑몰이 쓰는 번호" in run("privacy").output
    assert CliRunner().invoke(main, ["feedback", "mask", "-"], input="on-1234\n어디예요").output == (
        "[쇼핑몰번호]\n어디예요\n"
    )
    monkeypatch.setenv("HC_MASK", "M@@####")
    assert run("mask", "ON-1234 MKR0412").output == "ON-1234 [쇼핑몰번호]\n"
    monkeypatch.setenv("HC_MASK", "[0-9]+")
    told = run("mask", "ON-1234")
    assert told.exit_code == 2
    assert "HC_MASK" in told.output
    assert "use # for a digit" in told.output


def spoil_store(kind: str) -> str:
    """The address of a store that can't be used."""
    file = Path("spoilt.db")
    if kind == "text":
        file.write_text("not a database " * 500)
    elif kind == "folder":
        file.mkdir()
    elif kind == "empty":
        file.touch()
    return f"sqlite:///{file}" if kind != "server" else "postgresql://user:secret@127.0.0.1:9/shop"


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("text", "is not an SQLite database"),
        ("folder", "can't be read or written"),
        ("empty", "has no table of events"),
        ("none", "there is no database at"),
        ("server", "the database server can't be reached"),
    ],
)
@pytest.mark.parametrize("command", ["stats", "export"])
def test_a_store_that_cannot_be_read_is_told_in_plain_words_with_a_cure(
    command: str, kind: str, what: str, run: Run
) -> None:
    told = run(command, "--events", spoil_store(kind))
    assert told.exit_code == 1
    assert what in told.output
    assert "hint: " in told.output
    assert not any(word in told.output for word in ("Error:  ", "OperationalError", "DatabaseError", "secret"))


def test_reading_writes_nothing_into_the_store(run: Run) -> None:
    before = Path(".hc/events.db").read_bytes()
    os.chmod(".hc/events.db", 0o444)
    assert run("stats").exit_code == run("export").exit_code == 0
    assert Path(".hc/events.db").read_bytes() == before


def test_a_file_that_may_not_be_written_is_told_with_a_cure() -> None:
    fault = sqlite3.OperationalError("attempt to write a readonly database")
    fault.sqlite_errorname = "SQLITE_READONLY_DIRECTORY"
    told = explain_fault(fault, Path("/srv/events.db"))
    assert told.what == "the database /srv/events.db can't be written"
    assert "right to read and write" in told.hint


@pytest.mark.parametrize("command", [["feedback", "stats"], ["gaps"], ["serve"]])
def test_a_database_that_cannot_keep_events_is_refused_alike_everywhere(command: list[str], run: Run) -> None:
    Path("mkdocs.yml").write_text("site_name: Shop\nplugins:\n  - helpcenter\n")
    Path("docs").mkdir()
    port = ["--port", str(find_port())] if command == ["serve"] else []
    told = CliRunner().invoke(main, [*command, "--events", "mysql://x/y", *port])
    assert told.exit_code == 2, told.output
    assert "Error: events can't be kept in mysql://\n  hint: use sqlite:///" in told.output


@pytest.mark.parametrize(
    "words",
    [
        "serve --port 99999",
        "feedback serve --port 99999",
        "feedback serve --port 0",
        "feedback stats --days 99999999",
        "feedback purge --older-than 99999999999d",
        "feedback purge --older-than 9999w",
        "feedback export -o /dev/null/none/x.jsonl",
        "gaps --now 0001-01-01T00:00:00",
        "gaps --now 9999-12-31T23:59:59",
        "synonyms suggest --now 1970-01-01T00:00:00",
        "gaps -o /dev/null/none/x.html",
    ],
)
def test_a_value_that_cannot_be_meant_is_a_usage_error(words: str, run: Run) -> None:
    told = CliRunner().invoke(main, words.split())
    assert told.exit_code == 2, told.output
    assert "Invalid value for" in told.output


def test_a_full_disk_is_told(run: Run) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "hc_builder.cli", "feedback", "export"]
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode == 1
    what, hint = "Error: the output can't be written: the disk is full", "  hint: free some space, or write elsewhere"
    assert told.stderr == f"{what}\n{hint}\n"


@pytest.mark.parametrize("kind", ["text", "server"])
def test_an_export_that_fails_leaves_the_one_of_before(kind: str, run: Run) -> None:
    Path("events.jsonl").write_text("those of yesterday")
    assert run("export", "--events", spoil_store(kind), "-o", "events.jsonl").exit_code == 1
    assert Path("events.jsonl").read_text() == "those of yesterday"


def test_an_export_without_room_is_not_told_to_be_written(run: Run) -> None:
    Path("events.jsonl").write_text("those of yesterday")
    with held_open(Path(".hc/events.db")), full_disk(100):
        told = run("export", "-o", "events.jsonl")
    assert told.exit_code == 1
    assert told.output == (
        "Error: events.jsonl can't be written: no file may grow that far here\n"
        "  hint: free some space, or write elsewhere\n"
    )
    assert Path("events.jsonl").read_text() == "those of yesterday"


def test_an_export_goes_where_a_link_leads(run: Run) -> None:
    Path("latest.jsonl").symlink_to("november.jsonl")
    for _ in range(2):
        assert run("export", "-o", "latest.jsonl").exit_code == 0
    assert Path("latest.jsonl").is_symlink()
    assert Path("november.jsonl").read_text().count("\n") == 1
