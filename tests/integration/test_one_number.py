"""The same sessions give the same rates wherever they are told: in the terminal, in the report and in the metrics."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from event_samples import make_event
from starlette.testclient import TestClient

from feedback_function.app import create_app
from feedback_function.events import Event
from feedback_function.parsing import parse_event
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store
from hc_builder.cli import main

SHOP = Path(__file__).parents[2] / "mkdocs.yml"
EXPECTED = {"self_service": 40, "contact": 20, "abandoned": 40, "search_success": 50}
SCORES = [
    ("csat", 5),
    ("csat", 4),
    ("csat", 2),
    ("csat", 4),
    ("ces", 7),
    ("ces", 1),
    ("nps", 10),
    ("nps", 3),
    ("nps", 9),
]
SURVEYS = {"csat": 75, "ces": 50, "nps": 33.3}
STEP = {"article": None, "target": "flow:refund/reason", "from": "flow", "query": None, "rank": None}
CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "quoted": ("search", {"answer": {"kind": "quote", "target": "refund/when"}}),
    "step": ("open", STEP),
}


def visit(number: int, *kinds: str) -> Iterator[Event]:
    """One session of two hours ago, whose steps are a minute apart: kinds of events, or names in `CHANGES`."""
    for minute, kind in enumerate(kinds):
        at = datetime.now(UTC) - timedelta(hours=2) + timedelta(minutes=minute)
        text = at.isoformat(timespec="seconds").replace("+00:00", "Z")
        changes: dict[str, Any] = {"at": text, "received_at": text, "session": f"session-{number:010}"}
        kind, more = CHANGES.get(kind, (kind, {}))
        if kind.startswith("survey"):
            kind, scale, score = kind.split()
            more = {"kind": scale, "score": int(score)}
        yield parse_event(json.dumps(make_event(kind, **changes, **more)))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """50 sessions: 10 search and leave, 10 search and open, 10 read the answer, 10 are shown one and ask again, and 10
    go to a person."""
    address = f"sqlite:///{tmp_path_factory.mktemp('store')}/events.db"
    store = open_store(address)
    for number in range(10):
        store.append([*visit(number, "search", "step"), *visit(100 + number, "search", "view", "open", "missing")])
        store.append([*visit(400 + number, "quoted"), *visit(500 + number, "quoted", "search")])
    for number in range(200, 205):
        store.append([*visit(number, "contact"), *visit(100 + number, "contact")])
    for number, (kind, score) in enumerate(SCORES):
        store.append([*visit(number, f"survey {kind} {score}")])  # of the sessions that search and leave
    store.close()
    return address


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_terminal_tells_them(database: str) -> None:
    head, total, *_ = run("feedback", "stats", "--events", database).splitlines()
    told = dict(zip(head.split(), total.split()[1:], strict=True))
    assert told["sessions"] == "50"
    assert "csat (4 or 5 of 5): 75% of 4" in run("feedback", "stats", "--events", database)
    columns = {"self-service": "40%", "contact": "20%", "abandoned": "40%", "success": "50%"}
    assert {name: told[name] for name in columns} == columns


def test_the_report_tells_them(database: str, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    run("feedback", "export", "--events", database, "-o", str(log))
    report = json.loads(run("gaps", "-f", str(SHOP), "--events", str(log), "--format", "json"))
    assert {name: 100 * report["rates"][name]["share"] for name in EXPECTED} == EXPECTED
    days = [day["rates"]["self_service"] for day in report["days"]]
    assert sum(day["part"] for day in days) / sum(day["whole"] for day in days) == 0.4


def test_the_sheet_tells_them(database: str, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    run("feedback", "export", "--events", database, "-o", str(log))
    sheet = json.loads(run("report", "-f", str(SHOP), "--events", str(log), "--format", "json", "--days", "7"))
    shares = {measure["name"]: 100 * measure["change"]["after"]["share"] for measure in sheet["measures"]}
    assert {name: shares[name] for name in EXPECTED} == EXPECTED
    assert {kind: shares[kind] for kind in ("csat", "ces")} == {kind: SURVEYS[kind] for kind in ("csat", "ces")}
    assert sheet["recommendation"]["after"]["points"] == SURVEYS["nps"]
    assert sheet["contacts"] == 10
    assert sum(map(sum, sheet["hours"])) == 10


def test_the_metrics_tell_them(database: str) -> None:
    with TestClient(create_app(EndpointSettings(database_url=database, metrics=True))) as client:
        text = client.get("/metrics").text
    told = {name: 100 * float(value) for name, value in re.findall(r'hc_rate\{rate="(\w+)"\} (\S+)', text)}
    assert {name: told[name] for name in EXPECTED} == EXPECTED
    surveys = {kind: float(value) for kind, value in re.findall(r'hc_survey{kind="(\w+)"} (\S+)', text)}
    assert surveys == {"csat": 0.75, "ces": 0.5, "nps": SURVEYS["nps"]}
