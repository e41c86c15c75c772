"""What an operator does with inquiries: the commands behind `hc inquiries` and `python -m feedback_function inquiries`.

Each returns what there is to tell; none prints.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import msgspec
import sqlalchemy as sa

from feedback_function.commands import Told, reading
from feedback_function.inquiry.content import Opened, UnknownInquiry
from feedback_function.inquiry.counts import render_counts, summarize
from feedback_function.inquiry.day_counts import read_log
from feedback_function.inquiry.outbox import revive
from feedback_function.inquiry.reference import BadReference, parse_reference
from feedback_function.inquiry.sealing import BadKey, Sealer, make_key
from feedback_function.inquiry.store import InquiryStore
from feedback_function.inquiry.tables import inquiries, outbox
from feedback_function.setting_fields import BadSetting
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store
from feedback_function.traces import Traces

_HELD = (
    "error: the database could not clear their bytes, which stay on the disk, encrypted",
    "  hint: end what reads it, then run this again",
)


def tell_key() -> Told:
    """A new key for HC_INQUIRY_KEYS."""
    return Told(make_key())


def list_inquiries(settings: EndpointSettings, days: int, topic: str = "") -> Told:
    """A line for each, without what the customers wrote. Raises `StoreUnavailable`, as all of these do."""
    with _open(settings) as store:
        kept = list(store.list_clear(datetime.now(UTC) - timedelta(days=days), topic))
        states = _read_states(store, [inquiry.id for inquiry in kept])
    rows = [
        f"{inquiry.reference}  {inquiry.received_at.astimezone(settings.zone):%Y-%m-%d %H:%M}  {inquiry.topic:16}"
        f"  {inquiry.lang:3}  {', '.join(states[inquiry.id])}"
        for inquiry in kept
    ]
    return Told("\n".join(rows), (f"{len(kept)} inquiries",))


def count_inquiries(settings: EndpointSettings, days: int, as_json: bool = False) -> Told:
    """The numbers of the last `days`, as lines or as the JSON that `hc report --inquiries` reads. Needs no key."""
    now = datetime.now(UTC)
    with reading(settings) as events:
        log = read_log(events, now - timedelta(days=days), now, settings.zone)
    if as_json:
        return Told(msgspec.json.format(msgspec.json.encode(log), indent=2).decode())
    return Told(render_counts(summarize(log)) or "Inquiries: 0")


def show_inquiry(settings: EndpointSettings, reference: str, folder: Path | None = None) -> Told:
    """All of one inquiry; its files into `folder`, where one is named. Raises `BadReference`, `UnknownInquiry` and
    `SealedElsewhere`."""
    with _open(settings) as store:
        inquiry = store.open_one(inquiries.c.reference == parse_reference(reference))
        states = _read_states(store, [inquiry.id])[inquiry.id]
        files = store.open_files(inquiry.id) if folder else []
    lines = [f"{name}: {value}" for name, value in _describe(inquiry).items() if value and name != "text"]
    told = "\n".join([*lines, *(f"mail: {state}" for state in states), "", inquiry.content.text])
    return Told(told, tuple(_write_files(inquiry.reference, files, folder)) if folder else ())


def export_inquiries(settings: EndpointSettings, out: BinaryIO, since: datetime | None = None) -> Told:
    """Write all in clear as JSON Lines, without their files. Raises `SealedElsewhere`."""
    count = 0
    with _open(settings) as store:
        for inquiry in store.open_all(since):
            out.write(msgspec.json.encode(_describe(inquiry)) + b"\n")
            count += 1
    return Told(lines=(f"Wrote {count} inquiries, in clear: keep them as you keep customers' mail",))


def retry_inquiries(settings: EndpointSettings, references: Iterable[str] = ()) -> Told:
    """Have what was given up tried again: of those inquiries, or of all. Raises `BadReference`."""
    numbers = [parse_reference(reference) for reference in references]
    condition = inquiries.c.reference.in_(numbers) if numbers else sa.true()
    with _open(settings) as store, store.events.transaction() as connection:
        count = revive(connection, condition)
    return Told(lines=(f"{count} messages wait to be sent again by the running endpoint",))


def erase_inquiries(settings: EndpointSettings, references: Sequence[str] = (), email: str = "") -> Told:
    """Delete inquiries by their numbers, or all of one customer. Raises `BadReference`, `UnknownInquiry` and, for a
    customer, `SealedElsewhere`."""
    if not (references or email):
        raise BadReference("no inquiry is named", "name its number, or a customer by --email")
    with _open(settings) as store:
        found = [_find(store, reference) for reference in references]
        if email:
            found += [each.id for each in store.open_all() if each.content.email.lower() == email.lower()]
        traces = store.erase(found)
    done = f"Deleted {len(found)} inquiries with their files; mail and backups of them are yours to delete"
    return Told(lines=(done, *_HELD), exit_code=1) if traces is Traces.HELD else Told(lines=(done,))


def rekey_inquiries(settings: EndpointSettings) -> Told:
    """Seal all with the first key, so that the others can go. Raises `SealedElsewhere`."""
    with _open(settings) as store:
        count = store.reseal()
    return Told(lines=(f"Sealed {count} inquiries with the first key; the others can be taken out of HC_INQUIRY_KEYS",))


@contextmanager
def _open(settings: EndpointSettings) -> Iterator[InquiryStore]:
    """The store, which must exist."""
    try:
        sealer = Sealer(settings.inquiry_keys)
    except BadKey:
        hint = "give the keys that the endpoint has"
        raise BadSetting("HC_INQUIRY_KEYS is missing, or can't be used", hint) from None
    events = open_store(settings.database_url, settings.days, create=False)
    try:
        yield InquiryStore(lambda: events, sealer)
    finally:
        events.close()


def _find(store: InquiryStore, reference: str) -> UUID:
    number = parse_reference(reference)
    with store.events.reading() as connection:
        found: UUID | None = connection.scalar(sa.select(inquiries.c.id).where(inquiries.c.reference == number))
    if found is None:
        raise UnknownInquiry(f"no inquiry {number} is kept", "`hc inquiries list` shows which are")
    return found


def _read_states(store: InquiryStore, identities: list[UUID]) -> dict[UUID, list[str]]:
    """Of each message: `shop sent`, `customer waiting`, `shop dead (rcpt 550 5.1.1)`."""
    columns = (outbox.c.inquiry, outbox.c.target, outbox.c.state, outbox.c.fault)
    query = sa.select(*columns).where(outbox.c.inquiry.in_(identities)).order_by(outbox.c.target.desc())
    states = defaultdict(list)
    with store.events.reading() as connection:
        for row in connection.execute(query):
            fault = f" ({row.fault})" if row.fault else ""
            states[row.inquiry].append(f"{row.target} {row.state}{fault}")
    return states


def _describe(inquiry: Opened) -> dict[str, Any]:
    content = msgspec.structs.asdict(inquiry.content)
    del content["id"]
    clear = ("reference", "received_at", "expected_at", "topic", "lang", "source")
    return {name: getattr(inquiry, name) for name in clear} | content


def _write_files(reference: str, files: Iterable[Any], folder: Path) -> Iterator[str]:
    from feedback_function.inquiry.attachments import ENDINGS

    folder.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(files, 1):
        path = folder / f"{reference}-{number}.{ENDINGS[file.kind]}"
        path.write_bytes(file.data)
        yield f"Wrote {path}"
