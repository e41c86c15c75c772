"""The border: from JSON to events, one by one, and what is told of those that break the form.

What passes is typed, within its limits, tidied and masked; unknown fields are dropped. An error never repeats what the
customer sent.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from feedback_function.errors import UserError
from feedback_function.events import (
    AHEAD,
    BEHIND,
    RULES,
    Contact,
    Event,
    Missing,
    Open,
    Search,
    Shown,
    Survey,
    View,
    Vote,
)
from feedback_function.facts import MAX_COMMENT, MAX_EVENTS, MAX_PAGE, MAX_QUERY
from feedback_function.masking import MaskRule, mask_text


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


def parse_events(body: bytes, received_at: datetime | None = None, own: tuple[MaskRule, ...] = ()) -> Parsed:
    """A request's JSON array as events, each stamped with `received_at`; the shop's `own` rules mask too.

    Raises `BodyError` if the body is not a JSON array, `TooManyEvents` if it is too long. A faulty event is
    rejected by itself.
    """
    if whole := _decode_faultless(body):
        return Parsed([_take(event, received_at, own) for event in whole], [])
    accepted: list[Event] = []
    rejected: list[Rejection] = []
    for index, raw in enumerate(_split_batch(body)):
        try:
            accepted.append(_take(_decode(raw), received_at, own))
        except EventError as fault:
            rejected.append(Rejection(index, fault.what, fault.hint))
    return Parsed(accepted, rejected)


def parse_logged_event(line: bytes | str) -> tuple[Event, bool]:
    """A line of a log as an event, with the `received_at` that it carries. A time in another zone than UTC, which a
    browser never sends, is read for the instant that it is; the second value tells whether there was one. Raises
    `EventError`."""
    event = _decode(line, is_logged=True)
    is_local = event.at.utcoffset() != _UTC_OFFSET
    if is_local:
        _set(event, "at", _to_utc(event.at))
    return _clean(event), is_local


def _to_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:  # an hour before the first year, or after the last
        raise _explain("`$.at`") from None


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


def _decode(raw: msgspec.Raw | bytes | str, is_logged: bool = False) -> Event:
    try:
        event = _event_decoder.decode(raw)
    except msgspec.ValidationError as fault:
        raise _explain(str(fault)) from None
    except _DECODE_ERRORS:
        raise EventError("The event is not well-formed JSON.", "Send one JSON object as UTF-8.") from None
    if not is_logged and event.at.utcoffset() != _UTC_OFFSET:
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


def _take(event: Event, received_at: datetime | None, own: tuple[MaskRule, ...]) -> Event:
    """`event`, fresh from the decoder, as the endpoint stores it."""
    is_far = received_at is not None and not -AHEAD <= received_at - event.at <= BEHIND
    if is_far:  # it would lie where no report looks, or beyond what a database can hold
        _set(event, "at", received_at)
    _set(event, "at_replaced", is_far)
    _set(event, "received_at", received_at)
    return _clean(event, own)


def _clean(event: Event, own: tuple[MaskRule, ...] = ()) -> Event:
    """`event`, fresh from the decoder, with its free text masked and its paths cleaned."""
    for field, limit in _FREE_TEXT[type(event)]:
        text: str | None = getattr(event, field)
        if text:
            _set(event, field, mask_text(text, own)[:limit])
    if _SUSPECT.search(event.page):
        _set(event, "page", _clean_path(event.page))
    if isinstance(event, Search):
        if any(map(_SUSPECT.search, event.top)):
            _set(event, "top", [_clean_path(article) for article in event.top])
        if event.answer is not None and _SUSPECT.search(event.answer.target):
            _set(event, "answer", Shown(event.answer.kind, _clean_path(event.answer.target)))
    elif isinstance(event, Missing):
        for field in ("asked", "page"):  # of an address that somebody typed
            _set(event, field, _clean_path(unquote(getattr(event, field)).replace("\n", " "), own))
    elif event.article is not None and _SUSPECT.search(event.article):
        _set(event, "article", _clean_path(event.article))
    if isinstance(event, Open | View) and event.target is not None and _SUSPECT.search(event.target):
        _set(event, "target", _clean_path(event.target))
    if isinstance(event, Open) and event.source != "search":
        _set(event, "rank", None)
    return event


def _clean_path(path: str, own: tuple[MaskRule, ...] = ()) -> str:
    """Paths are the site's own unless forged or followed by a query string; those may hold personal data."""
    return mask_text(_QUERY_STRING.sub("", path), own)[:MAX_PAGE]


_set = msgspec.structs.force_setattr
_SUSPECT = re.compile("[0-9]{3}|[@?#]")
_QUERY_STRING = re.compile("[?#].*", re.S)
_FREE_TEXT: dict[type[Event], list[tuple[str, int]]] = {
    Search: [("query", MAX_QUERY)],
    Open: [("query", MAX_QUERY)],
    View: [],
    Vote: [("comment", MAX_COMMENT)],
    Contact: [("query", MAX_QUERY)],
    Survey: [("comment", MAX_COMMENT)],
    Missing: [],
}
