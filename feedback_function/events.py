"""What an event is: the one definition, for the endpoint, the store, the exports and the analyzer.

`parse_events` is the border. What passes it is typed, within its limits, tidied and masked; unknown
fields are dropped. An error never repeats what the customer sent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from feedback_function.errors import UserError
from feedback_function.facts import (
    MAX_COMMENT,
    MAX_EVENTS,
    MAX_PAGE,
    MAX_QUERY,
    MAX_TOP,
)
from feedback_function.facts import SCORES as _SCORE_ENDS
from feedback_function.masking import mask_text

RULES = {
    "v": "The number 1.",
    "id": "A UUID made in the browser; the same event sent twice is stored once.",
    "type": "One of search, open, vote, contact, survey.",
    "at": "The browser's clock as an RFC 3339 time in UTC, such as 2026-01-31T09:00:00.000Z.",
    "session": "16 to 64 of A-Z a-z 0-9 _ -, random, for one tab.",
    "lang": "The page's language as a BCP 47 tag, such as ko or en-US.",
    "page": "The path of the page, beginning with /, at most 300 characters.",
    "received_at": "When the endpoint took the event. Set by the endpoint; whatever is sent is replaced.",
    "query": "What the customer searched, masked, at most 200 characters.",
    "results": "How many articles were shown for the settled query, a whole number from 0 to 1,000,000.",
    "top": "At most 5 article ids, best first.",
    "answer": "The answer that was shown: `kind` is quote or card, `target` the article quoted or the card's id.",
    "target": "The article quoted, or the card's id.",
    "article": "An article id: its path under content/ without .md, such as delivery/late-parcel.",
    "from": "What led there: search, answer, browse, related, flow, widget or link.",
    "rank": "The position in the result list, a whole number from 1 to 1,000,000. Kept when `from` is search.",
    "helpful": "true or false. A later vote of the session on the article replaces the earlier one.",
    "reason": "One of missing, unclear, wrong, outdated, other.",
    "comment": "What the customer adds, masked, at most 1,000 characters.",
    "channel": "Where the customer left for a person: phone, email, kakao, naver, chat, form or other.",
    "kind": "One of csat, ces, nps.",
    "score": "A whole number: csat 1 to 5, ces 1 to 7, nps 0 to 10.",
}
SCORES = {kind: range(low, high + 1) for kind, (low, high) in _SCORE_ENDS.items()}


def _rule(field: str, **limits: Any) -> Meta:
    return Meta(description=RULES[field], **limits)


_END = r"$(?!\n)"  # Python's $ also matches before a last line feed
_ID_PATTERN = r"^[^/\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,299}" + _END

Time = Annotated[datetime, Meta(tz=True, description=RULES["at"], extra_json_schema={"pattern": "(Z|[+]00:00)$"})]
Session = Annotated[str, _rule("session", pattern="^[A-Za-z0-9_-]{16,64}" + _END)]
Lang = Annotated[str, _rule("lang", pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}" + _END)]
Page = Annotated[str, _rule("page", pattern=r"^/[^\x00-\x1f\x7f]{0,299}" + _END, max_length=MAX_PAGE)]
Query = Annotated[str, _rule("query", max_length=MAX_QUERY)]
Comment = Annotated[str, _rule("comment", max_length=MAX_COMMENT)]
ArticleId = Annotated[str, _rule("article", pattern=_ID_PATTERN)]
Results = Annotated[int, _rule("results", ge=0, le=1_000_000)]
Rank = Annotated[int, _rule("rank", ge=1, le=1_000_000)]
Source = Literal["search", "answer", "browse", "related", "flow", "widget", "link"]
Reason = Literal["missing", "unclear", "wrong", "outdated", "other"]
Channel = Literal["phone", "email", "kakao", "naver", "chat", "form", "other"]
Kind = Literal["csat", "ces", "nps"]


class _Base(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """The fields that every event has."""

    v: Annotated[Literal[1], _rule("v")]
    id: Annotated[UUID, _rule("id")]
    at: Time
    session: Session
    lang: Lang
    page: Page
    received_at: Annotated[datetime, Meta(tz=True, description=RULES["received_at"])] | None = None

    @property
    def type(self) -> str:
        """The event's `type` as it is written in JSON."""
        return str(self.__struct_config__.tag)


class Shown(Struct, frozen=True, forbid_unknown_fields=False):
    """An answer that was on the screen above the results. As text it is `kind:target`, and so it is stored."""

    kind: Annotated[Literal["quote", "card"], _rule("answer")]
    target: Annotated[str, _rule("target", pattern=_ID_PATTERN)]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target}"


def read_shown(text: str) -> Shown:
    """What `str` made of a `Shown`."""
    return msgspec.convert(dict(zip(("kind", "target"), text.split(":", 1), strict=True)), Shown)


class Search(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="search"):
    """A settled query and what it found."""

    query: Query
    results: Results
    top: Annotated[list[ArticleId], _rule("top", max_length=MAX_TOP)] = []
    answer: Shown | None = None


class Open(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="open"):
    """An article was opened. `source` is the form's `from`."""

    article: ArticleId
    source: Annotated[Source, _rule("from")] = msgspec.field(name="from")
    query: Query | None = None
    rank: Rank | None = None


class Vote(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="vote"):
    """The answer to "was this helpful?"; the last one of a session on an article counts."""

    article: ArticleId
    helpful: Annotated[bool, _rule("helpful")]
    reason: Annotated[Reason, _rule("reason")] | None = None
    comment: Comment | None = None


class Contact(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="contact"):
    """The customer left for a person."""

    channel: Annotated[Channel, _rule("channel")]
    query: Query | None = None
    article: ArticleId | None = None


class Survey(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="survey"):
    """A score for satisfaction (csat), effort (ces) or recommendation (nps)."""

    kind: Annotated[Kind, _rule("kind")]
    score: Annotated[int, _rule("score", ge=0, le=10)]
    article: ArticleId | None = None
    comment: Comment | None = None

    def __post_init__(self) -> None:
        if self.score not in SCORES[self.kind]:
            raise ValueError("`$.score`")


Event = Search | Open | Vote | Contact | Survey
EVENT_TYPES: dict[str, type[Event]] = {
    "search": Search,
    "open": Open,
    "vote": Vote,
    "contact": Contact,
    "survey": Survey,
}


class EventError(UserError):
    """One event breaks the form. Neither `what` nor `hint` repeats the customer's text."""


class BodyError(EventError):
    """The whole body is not a JSON array."""


class TooManyEvents(BodyError):
    """The array holds more than `MAX_EVENTS`."""


class Rejection(Struct, frozen=True):
    """Why the event at `index` of its batch was rejected."""

    index: int
    error: str
    hint: str


@dataclass(frozen=True)
class Parsed:
    """A parsed batch: what is accepted, and what is rejected by index."""

    accepted: list[Event]
    rejected: list[Rejection]


_event_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_batch_decoder = msgspec.json.Decoder(list[msgspec.Raw])
_faultless_decoder: msgspec.json.Decoder[list[Event]] = msgspec.json.Decoder(list[Event])
_UTC_OFFSET = timedelta(0)
_DECODE_ERRORS = (msgspec.MsgspecError, UnicodeError, RecursionError)


def parse_events(body: bytes, received_at: datetime | None = None) -> Parsed:
    """A request's JSON array as events, each stamped with `received_at`.

    Raises `BodyError` if the body is not a JSON array, `TooManyEvents` if it is too long. A faulty event is
    rejected by itself.
    """
    if whole := _decode_faultless(body):
        return Parsed([_clean(event, received_at) for event in whole], [])
    accepted: list[Event] = []
    rejected: list[Rejection] = []
    for index, raw in enumerate(_split_batch(body)):
        try:
            accepted.append(_clean(_decode(raw), received_at))
        except EventError as fault:
            rejected.append(Rejection(index, fault.what, fault.hint))
    return Parsed(accepted, rejected)


def parse_event(line: bytes | str) -> Event:
    """One JSON object as an event, with the `received_at` that it carries. Raises `EventError`."""
    event = _decode(line)
    return _clean(event, event.received_at)


def read_events(path: Path) -> Iterator[Event]:
    """The events of a JSON Lines file in file order, each id once.

    Raises `EventError` with `path:line` in front if a line is not an event.
    """
    seen: set[UUID] = set()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.isspace():
                continue
            try:
                event = parse_event(line)
            except EventError as fault:
                raise EventError(f"{path}:{number}: {fault.what}", fault.hint) from None
            if event.id not in seen:
                seen.add(event.id)
                yield event


def render_event(event: Event) -> bytes:
    """The event as one line of JSON, without the line feed."""
    return msgspec.json.encode(event)


def _decode_faultless(body: bytes) -> list[Event] | None:
    """Fast path: decode a faultless batch, as nearly all are, in one go; None if any event needs a closer look."""
    try:
        batch = _faultless_decoder.decode(body)
    except _DECODE_ERRORS:
        return None
    return batch if len(batch) <= MAX_EVENTS and all(event.at.utcoffset() == _UTC_OFFSET for event in batch) else None


def _split_batch(body: bytes) -> list[msgspec.Raw]:
    try:
        batch = _batch_decoder.decode(body)
    except msgspec.ValidationError:
        raise BodyError("The body is JSON, but not an array.", "Send an array of 1 to 50 events.") from None
    except _DECODE_ERRORS:
        raise BodyError("The body is not JSON.", "Send a JSON array of events as UTF-8.") from None
    if len(batch) > MAX_EVENTS:
        raise TooManyEvents(f"More than {MAX_EVENTS} events in one request.", "Split the batch.")
    return batch


def _decode(raw: msgspec.Raw | bytes | str) -> Event:
    try:
        event = _event_decoder.decode(raw)
    except msgspec.ValidationError as fault:
        raise _explain(str(fault)) from None
    except _DECODE_ERRORS:
        raise EventError("The event is not well-formed JSON.", "Send one JSON object as UTF-8.") from None
    if event.at.utcoffset() != _UTC_OFFSET:
        raise _explain("`$.at`")
    return event


def _explain(message: str) -> EventError:
    """msgspec's message without values: only field names of our own are passed on."""
    if missing := re.search(r"missing required field `([a-z_]+)`", message):
        return EventError(f"`{missing[1]}` is missing.", RULES.get(missing[1], ""))
    path = re.search(r"`\$\.([a-z_]+)", message)
    if path and path[1] in RULES:
        return EventError(f"`{path[1]}` breaks its rule.", RULES[path[1]])
    return EventError("The event is not an object with a known form.", "See /openapi.json for the fields.")


def _clean(event: Event, received_at: datetime | None) -> Event:
    """`event`, fresh from the decoder, with its free text masked, its paths cleaned, and the endpoint's time."""
    _set(event, "received_at", received_at)
    for field, limit in _FREE_TEXT[type(event)]:
        text: str | None = getattr(event, field)
        if text:
            _set(event, field, mask_text(text)[:limit])
    if _SUSPECT.search(event.page):
        _set(event, "page", _clean_path(event.page))
    if isinstance(event, Search):
        if any(map(_SUSPECT.search, event.top)):
            _set(event, "top", [_clean_path(article) for article in event.top])
        if event.answer is not None and _SUSPECT.search(event.answer.target):
            _set(event, "answer", Shown(event.answer.kind, _clean_path(event.answer.target)))
    elif event.article is not None and _SUSPECT.search(event.article):
        _set(event, "article", _clean_path(event.article))
    if isinstance(event, Open) and event.source != "search":
        _set(event, "rank", None)
    return event


def _clean_path(path: str) -> str:
    """Paths are the site's own unless forged or followed by a query string; those may hold personal data."""
    return mask_text(_QUERY_STRING.sub("", path))[:MAX_PAGE]


_set = msgspec.structs.force_setattr
_SUSPECT = re.compile("[0-9]{3}|[@?#]")
_QUERY_STRING = re.compile("[?#].*")
_FREE_TEXT: dict[type[Event], list[tuple[str, int]]] = {
    Search: [("query", MAX_QUERY)],
    Open: [("query", MAX_QUERY)],
    Vote: [("comment", MAX_COMMENT)],
    Contact: [("query", MAX_QUERY)],
    Survey: [("comment", MAX_COMMENT)],
}
