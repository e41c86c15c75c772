"""Request bodies that nobody means well with, and what must hold of whatever of them is stored."""

import http.client
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any

from event_samples import FIELDS, make_event

from feedback_function.events import Event, Search, render_event

NASTY: list[Any] = [
    None, True, False, 0, -1, 10**400, 1e308, 0.1, "", " ", "\x00", "\ud83d", "\u202e가", "a" * 5000, [], {}, [[[[]]]],
    "가" * 201, "<script>alert(1)</script>", "'; DROP TABLE events; --", "../../etc/passwd", "{{7*7}}", "\r\nX: y",
    "010-1234-5678", "=cmd|'/C calc'!A0", {"$ne": None}, ["a"] * 100, "2026-13-45T99:99:99Z", "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z", "\uffff", "İ", "ﷺ" * 100, "\n" * 50,
]  # fmt: skip


def make_hostile_body(chance: Random) -> bytes:
    """One body: broken events, broken JSON, or broken bytes."""
    return chance.choice([_break_fields, _break_fields, _break_fields, _break_json, _break_bytes])(chance)


def send_many(port: int, bodies: Iterable[bytes]) -> Counter[int]:
    """Sends bodies over one connection after another; how often each status came."""
    statuses: Counter[int] = Counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for body in bodies:
        connection.request("POST", "/v1/events", body, {"Content-Type": "text/plain"})
        answer = connection.getresponse()
        answer.read()
        statuses[answer.status] += 1
    connection.close()
    return statuses


def check_stored_event(event: Event) -> None:
    """What the form allows, said once more and in other words than the code's."""
    kept = json.loads(render_event(event))
    assert re.fullmatch("[A-Za-z0-9_-]{16,64}", kept["session"])
    assert re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", kept["lang"])
    assert kept["page"].startswith("/") and len(kept["page"]) <= 300  # noqa: PT018
    assert len(kept.get("query") or "") <= 200
    assert len(kept.get("comment") or "") <= 1000
    assert len(kept.get("top", [])) <= 5
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", "".join(_find_texts(kept)))
    assert "1234-5678" not in "".join(_find_texts(kept))
    assert timedelta(minutes=-10) <= event.received_at - event.at <= timedelta(days=31)
    assert set(kept) <= {
        "v",
        "id",
        "at",
        "session",
        "lang",
        "page",
        "received_at",
        "at_replaced",
        "type",
        *FIELDS[kept["type"]],
        "comment",
    }
    assert not isinstance(event, Search) or event.results >= 0


def _break_fields(chance: Random) -> bytes:
    events = [make_event(chance.choice(list(FIELDS))) for _ in range(chance.randint(1, 3))]
    for event in events:
        for _ in range(chance.randint(0, 2)):
            event[chance.choice([*event, "received_at", "extra"])] = chance.choice(NASTY)
    return json.dumps(events, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _break_json(chance: Random) -> bytes:
    body = json.dumps([make_event()], ensure_ascii=False)
    start = chance.randrange(len(body))
    piece = chance.choice(
        ["", "[", "]", "{", "}", '"', "\\", ",", ":", "null", "NaN", "\\u", "0", "[" * 2000, '{"a":' * 2000]
    )
    return (body[:start] + piece + body[start + chance.randint(0, 9) :]).encode()


def _break_bytes(chance: Random) -> bytes:
    body = bytearray(json.dumps([make_event()], ensure_ascii=False).encode())
    for _ in range(chance.randint(1, 8)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body) * chance.choice([1, 1, 1, 200])


def _find_texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _find_texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _find_texts(each)]
    return [value] if isinstance(value, str) else []
