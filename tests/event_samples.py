"""Events as a browser sends them, for tests."""

import json
from typing import Any
from uuid import uuid4

from feedback_function.events import Event
from feedback_function.parsing import parse_logged_event

FIELDS: dict[str, dict[str, Any]] = {
    "search": {"query": "환불하고 싶어요", "results": 3, "top": ["refund/how", "refund/when"]},
    "open": {"article": "refund/how", "from": "search", "query": "환불하고 싶어요", "rank": 1},
    "view": {"article": "refund/how"},
    "vote": {"article": "refund/how", "helpful": False, "reason": "unclear", "comment": "기간이 없어요"},
    "contact": {"channel": "kakao", "query": "환불하고 싶어요", "article": "refund/how"},
    "missing": {"asked": "/faq/old/"},
    "survey": {"kind": "csat", "score": 4, "article": "refund/how"},
}


def make_event(kind: str = "search", /, **changes: Any) -> dict[str, Any]:
    """One valid event of `kind` with its own id; `changes` replace fields, and None takes one away."""
    common = {
        "v": 1,
        "id": str(uuid4()),
        "type": kind,
        "at": "2026-01-31T09:00:00.000Z",
        "session": "session-0123456789",
        "lang": "ko",
        "page": "/refund/how/",
    }
    event = {**common, **FIELDS[kind], **changes}
    return {field: value for field, value in event.items() if value is not None}


def make_body(*events: Any) -> bytes:
    """A request body of `events`."""
    return json.dumps(events, ensure_ascii=False).encode()


def parse_event(line: bytes | str) -> Event:
    """A line of a log, as the event that was stored."""
    return parse_logged_event(line)[0]
