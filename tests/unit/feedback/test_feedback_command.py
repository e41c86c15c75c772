"""`hc feedback` from the shell: the shop's days, values out of range, and a store that can't be used."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from event_samples import make_event

from feedback_function.clock import find_day, parse_zone
from feedback_function.events import parse_event
from feedback_function.store import open_store
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
