"""The same sessions give the same rates wherever they are told: in the terminal, in the report and in the metrics."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from event_samples import make_event, parse_event
from inquiry_samples import KEY, make_inquiry
from prometheus_client import CollectorRegistry, generate_latest
from starlette.testclient import TestClient

from feedback_function.app import create_app
from feedback_function.events import Event
from feedback_function.inquiry.day_counts import count_inquiries
from feedback_function.inquiry.form import parse_json
from feedback_function.inquiry.metrics import InquiryMetrics
from feedback_function.inquiry.outbox import Orders
from feedback_function.inquiry.sealing import Sealer
from feedback_function.inquiry.store import InquiryStore
from feedback_function.inquiry.tables import inquiries, outbox
from feedback_function.settings import EndpointSettings
from feedback_function.store import EventStore, open_store
from hc_builder.cli import main

SEOUL = ZoneInfo("Asia/Seoul")
SHOP = Path(__file__).parents[2] / "mkdocs.yml"
EXPECTED = {"self_service": 40, "contact": 20, "abandoned": 40, "search_success": 50, "form_answered": 75}
REPORT = ("report", "-f", str(SHOP), "--format", "json", "--days", "7")
RECEIPTS = (3, 4, 40, 700)
"""Seconds until the mail server had each of the inquiries."""
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
    "shown in the form": ("open", {"from": "form", "query": None, "rank": None}),
    "form sent": ("contact", {"channel": "form"}),
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


def add_inquiries(events: EventStore) -> None:
    """Four of two hours ago, about two topics and from one article; the mail of one more waits."""
    inquiry_store = InquiryStore(lambda: events, Sealer([KEY]))
    at = datetime.now(UTC) - timedelta(hours=2)
    for place, seconds in enumerate((*RECEIPTS, None)):
        inquiry = parse_json(json.dumps(make_inquiry(topic="delivery" if place < 3 else "other")).encode())
        kept = inquiry_store.add(inquiry, [], Orders(("shop",)), None, "refund/when" if place else "").kept
        sent = {"state": "sent", "done_at": at + timedelta(seconds=seconds)} if seconds else {}
        with events.transaction() as connection:
            connection.execute(sa.update(inquiries).where(inquiries.c.id == kept.id).values(received_at=at))
            connection.execute(sa.update(outbox).where(outbox.c.inquiry == kept.id).values(made_at=at, **sent))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """50 sessions: 10 search and leave, 10 search and open, 10 read the answer, 10 are shown one and ask again, and 10
    go to a person, 3 of them by the form; of those that open, 9 do so again from the form, and so does one that sends
    it. And four inquiries."""
    address = f"sqlite:///{tmp_path_factory.mktemp('store')}/events.db"
    store = open_store(address)
    for number in range(10):
        store.append([*visit(number, "search", "step"), *visit(100 + number, "search", "view", "open", "missing")])
        store.append([*visit(400 + number, "quoted"), *visit(500 + number, "quoted", "search")])
    for number in range(200, 205):
        store.append([*visit(number, "contact"), *visit(100 + number, "form sent" if number > 201 else "contact")])
    for number in (*range(100, 109), 304):
        store.append([*visit(number, "shown in the form")])
    add_inquiries(store)
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
    told_below = run("feedback", "stats", "--events", database)
    assert "csat (4 or 5 of 5): 75% of 4" in told_below
    assert "ended by an answer shown in them: 75% of 12" in told_below
    for line in ("Inquiries: 5", "topic delivery: 3", "article refund/when: 4", "within 5 s, 95 of 100 within 30 min"):
        assert line in told_below
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
    log, counts = tmp_path / "log.jsonl", tmp_path / "inquiries.json"
    run("feedback", "export", "--events", database, "-o", str(log))
    counts.write_text(run("inquiries", "stats", "--events", database, "--json"), "utf-8")
    sheet = json.loads(run(*REPORT, "--events", str(log), "--inquiries", str(counts)))
    check_inquiries(sheet["inquiries"])
    shares = {measure["name"]: 100 * measure["change"]["after"]["share"] for measure in sheet["measures"]}
    assert {name: shares[name] for name in EXPECTED} == EXPECTED
    assert {kind: shares[kind] for kind in ("csat", "ces")} == {kind: SURVEYS[kind] for kind in ("csat", "ces")}
    assert sheet["recommendation"]["after"]["points"] == SURVEYS["nps"]
    assert sheet["contacts"] == 10
    assert sum(map(sum, sheet["hours"])) == 10


def check_inquiries(told: dict[str, Any]) -> None:
    assert (told["total"], sum(map(sum, told["hours"])), told["weeks"][-1]) == (5, 5, 5)
    assert {tally["name"]: tally["now"] for tally in told["topics"]} == {"배송": 3, "그 밖의 문의": 2}
    assert [(entry["article"]["id"], entry["now"]) for entry in told["articles"]] == [("refund/when", 4)]
    assert told["receipt"] == {"half": 5, "most": 1800}
    assert (told["messages"]["waiting"], told["messages"]["dead"]) == (1, 0)


def test_the_sheet_tells_of_the_inquiries_in_the_database_of_its_events(database: str) -> None:
    check_inquiries(json.loads(run(*REPORT, "--events", database))["inquiries"])


def test_the_metrics_tell_of_inquiries(database: str) -> None:
    store, registry = open_store(database), CollectorRegistry()
    InquiryMetrics(registry).show(count_inquiries(store, datetime.now(UTC) - timedelta(days=1), SEOUL), {})
    store.close()
    text = generate_latest(registry).decode()
    for line in (
        'hc_inquiries_by_topic{topic="delivery"} 3.0',
        'hc_inquiries_by_article{article="refund/when"} 4.0',
        'hc_inquiry_receipt_seconds{share="0.5"} 5.0',
        'hc_inquiry_receipt_seconds{share="0.95"} 1800.0',
        'hc_inquiry_messages{state="waiting"} 1.0',
    ):
        assert line in text


def test_the_metrics_tell_them(database: str) -> None:
    with TestClient(create_app(EndpointSettings(database_url=database, metrics=True))) as client:
        text = client.get("/metrics").text
    told = {name: 100 * float(value) for name, value in re.findall(r'hc_rate\{rate="(\w+)"\} (\S+)', text)}
    assert {name: told[name] for name in EXPECTED} == EXPECTED
    surveys = {kind: float(value) for kind, value in re.findall(r'hc_survey{kind="(\w+)"} (\S+)', text)}
    assert surveys == {"csat": 0.75, "ces": 0.5, "nps": SURVEYS["nps"]}
