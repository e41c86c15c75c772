"""The endpoint's daily counts and the report's are of one mind: the same events through both."""

import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from event_samples import make_event, parse_event

from feedback_function.clock import find_day, number_day
from feedback_function.counted import select_counted
from feedback_function.daily_counts import count_events
from feedback_function.rates import EVENT_COUNTS, SESSION_COUNTS
from feedback_function.store import open_store
from hc_builder.content.settings import Gaps
from hc_builder.gaps.counting.counts import build_counts
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")


def make_log(seed: int) -> list[str]:
    """Sessions of a few events of every kind, in order of time, some across the shop's midnight."""
    chance = random.Random(seed)
    events = []
    for session in range(120):
        start = NOW - timedelta(days=3) + timedelta(seconds=chance.randrange(2 * 86_400))
        for _ in range(chance.randint(1, 6)):
            start += timedelta(seconds=chance.randint(1, 900))
            events.append((start, session, *_choose(chance)))
    return [_encode(*event) for event in sorted(events, key=lambda event: event[:2])]


def _choose(chance: random.Random) -> tuple[str, dict[str, object]]:
    article = chance.choice(["refund/how", "refund/when"])
    return chance.choice(
        [
            ("search", {"results": 0, "top": None}),
            ("search", {"results": 3}),
            ("open", {"article": article, "from": "search"}),
            ("open", {"article": article, "from": "browse", "rank": None}),
            ("view", {"article": article}),
            ("vote", {"article": article, "helpful": chance.random() < 0.5}),
            ("open", {"article": article, "from": "form", "rank": None}),
            ("contact", {}),
            ("contact", {"channel": "form"}),
        ]
    )


def _encode(at: datetime, session: int, kind: str, fields: dict[str, object]) -> str:
    told = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps(make_event(kind, session=f"session-{session:010}", at=told, **fields))


@pytest.mark.parametrize("seed", range(3))
def test_the_endpoint_and_the_report_count_the_same_events_alike(seed: int, tmp_path: Path) -> None:
    lines, analyzer = make_log(seed), QueryAnalyzer()
    (tmp_path / "events.jsonl").write_text("\n".join(lines))
    with open_events(str(tmp_path / "events.jsonl"), analyzer) as table:
        limits = Gaps(bot_searches=1000, flood_sessions=1000)
        counts = build_counts(table, LogWindow(int(NOW.timestamp()), 2, SEOUL), analyzer, limits)
    reported = {
        (row["day"], name): row[name] for rows in (counts.days, counts.sessions.days) for row in rows for name in row
    }
    stored: Counter[tuple[int, str]] = Counter()
    store = open_store(f"sqlite:///{tmp_path}/events.db")
    store.append([*map(parse_event, lines)])
    with store.reading() as connection:
        counted = select_counted(connection, sa.true(), limits)
        by_day = count_events(counted, lambda event: find_day(event.at, SEOUL))
    for day, metrics in by_day.items():
        for (metric, _), number in metrics.items():
            name = "contacts" if metric.startswith("contacts_") else metric
            name = "contacts" if metric.startswith("contacts_") else metric
            stored[number_day(day), name] += number if name != "views" else 0
    compared = {key: number for key, number in reported.items() if key[1] != "day" and number}
    assert compared == +stored
    assert {name for _, name in compared} >= {*SESSION_COUNTS, *EVENT_COUNTS}
