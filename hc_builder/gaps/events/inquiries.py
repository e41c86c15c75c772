"""Where the counts of inquiries come from: the endpoint's database, or the file that `hc inquiries stats` writes.

They are no events: an inquiry is sealed and stays on its server, and what leaves it are these counts alone.
"""

from codecs import BOM_UTF8
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from feedback_function.clock import find_day
from feedback_function.database import BadDatabaseUrl, StoreUnavailable
from feedback_function.inquiry.counts import InquiryLog
from feedback_function.inquiry.day_counts import may_count, read_log
from feedback_function.store import open_to_read
from hc_builder.gaps.events.source import STORE_SCHEMES, BadSource, SourceError

_CURE = "make it where the endpoint is: `hc inquiries stats --json > inquiries.json`"
_UPDATE = "use the same version of hc here and where the endpoint is"


class _Versioned(msgspec.Struct):
    """What every version says."""

    v: int


def read_inquiries(source: str, events: str, since: datetime, until: datetime, zone: ZoneInfo) -> InquiryLog | None:
    """The counts from `since` on and before `until` on the clock of `zone`: those of the database or file that `source`
    names, else of the database that the `events` are in. `None` where no counts are told of. Raises `SourceError`."""
    if not source:
        return _read_store(events, since, until, zone) if _find_scheme(events) in STORE_SCHEMES else None
    scheme = _find_scheme(source)
    if not scheme:
        return _read_file(Path(source), since, zone)
    if scheme not in STORE_SCHEMES:  # whose address may hold a password
        hint = "use sqlite:///events.db, postgresql://user@host/name, or the file of `hc inquiries stats --json`"
        raise BadSource(f"inquiries can't be counted in {scheme}://", hint)
    log = _read_store(source, since, until, zone)
    if log is None:
        hint = "GRANT SELECT ON inquiries, outbox, inquiry_days to it, or name a file; see `hc docs inquiries`"
        raise SourceError("this role may not count inquiries", hint)
    return log


def _find_scheme(source: str) -> str:
    """Of an address; a file has none."""
    scheme, mark, _ = source.partition("://")
    return scheme if mark else ""


def _read_store(address: str, since: datetime, until: datetime, zone: ZoneInfo) -> InquiryLog | None:
    try:
        store = open_to_read(address)
        try:
            return read_log(store, since, until, zone) if may_count(store) else None
        finally:
            store.close()
    except BadDatabaseUrl as fault:
        raise BadSource(fault.what, fault.hint) from None
    except StoreUnavailable as fault:
        raise SourceError(fault.what, fault.hint or "is the address right?") from None


def _read_file(path: Path, since: datetime, zone: ZoneInfo) -> InquiryLog:
    try:
        data = path.read_bytes().removeprefix(BOM_UTF8)
        if (version := msgspec.json.decode(data, type=_Versioned).v) != 1:
            raise SourceError(f"{path} holds counts of version {version}, and this reads version 1", _UPDATE)
        log = msgspec.json.decode(data, type=InquiryLog)
    except OSError as fault:
        raise SourceError(f"the file {path} can't be read: {fault.strerror or 'the system refuses'}", _CURE) from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise SourceError(f"{path} holds no counts of inquiries", _CURE) from None
    if log.zone != zone.key:
        hint = f"make it with HC_TIMEZONE={zone.key}, or in the folder of mkdocs.yml"
        raise SourceError(f"{path} counts days of {log.zone}, the report those of {zone.key}", hint)
    if (first := find_day(since, zone)) < log.first_day:
        what = f"{path} counts inquiries since {log.first_day}, the report looks back to {first}"
        raise SourceError(what, "make it with a larger `--days`")
    return log
