"""The report as data: what the JSON form holds, and what both pages are made of. Nothing private is in it."""

from typing import Any

import msgspec

from hc_builder.gaps.deciding.outcomes import Outcome
from hc_builder.gaps.loop.progress import Progress
from hc_builder.gaps.model.change import Share

REPORT_VERSION = 1


class Phrase(msgspec.Struct, frozen=True):
    """A wording that at least 3 sessions used."""

    text: str
    sessions: int


class Rates(msgspec.Struct, frozen=True):
    """The shares of one stretch of time."""

    self_service: Share
    search_success: Share
    zero_results: Share
    helpful: Share
    contact: Share


class Day(msgspec.Struct, frozen=True):
    """`day` is a date of the shop's clock (YYYY-MM-DD)."""

    day: str
    sessions: int
    searches: int
    rates: Rates


class ArticleRef(msgspec.Struct, frozen=True):
    id: str
    title: str
    url: str = ""


class Proposal(msgspec.Struct, frozen=True):
    """What to add, ready to paste: `kind` is `synonym`, `question` or `keyword`; `text` is a line of YAML."""

    kind: str
    text: str
    file: str


class Remark(msgspec.Struct, frozen=True):
    """A customer's comment, masked again."""

    text: str
    reason: str


class GapEntry(msgspec.Struct, frozen=True):
    """One gap. `status` is open, drafted, published or dismissed; `opened` the day it was first reported. `titled_by`
    is `wording`, `terms` or `hidden`; `mark` is new, growing, steady, shrinking or reopened. `weeks` are sessions by
    week, the oldest first. `small` warns that the numbers may be chance.
    """

    id: str
    status: str
    opened: str
    kind: Outcome
    title: str
    titled_by: str
    sessions: int
    failed: int
    contacted: int
    zero_results: int
    weeks: tuple[int, ...]
    score: float
    mark: str
    small: bool
    queries: int
    wordings: tuple[Phrase, ...]
    terms: tuple[str, ...]
    article: ArticleRef | None = None
    found: tuple[ArticleRef, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    reasons: dict[str, int] = {}
    remarks: tuple[Remark, ...] = ()


class ArticleEntry(msgspec.Struct, frozen=True):
    """How an article did."""

    article: ArticleRef
    opens: int
    helpful: Share
    contacts: int
    reasons: dict[str, int] = {}
    remarks: tuple[Remark, ...] = ()
    updated: str = ""


class Excluded(msgspec.Struct, frozen=True):
    """What was left out of every number above, and why."""

    sessions: int
    events: int
    floods: int


class Report(msgspec.Struct, frozen=True):
    """All of it. Times are RFC 3339 in UTC; the period is `since` ≤ t < `until`. Of the `queries`, only the `replayed`
    most troubled ones were searched again and grouped."""

    version: int
    made_at: str
    since: str
    until: str
    history_weeks: int
    shop: str
    queries: int
    replayed: int
    searches: int
    failed_sessions: int
    first_ten_share: float
    rates: Rates
    rates_before: Rates
    days: tuple[Day, ...]
    gaps: tuple[GapEntry, ...]
    dismissed: int
    progress: tuple[Progress, ...]
    outcomes: dict[str, int]
    least_helpful: tuple[ArticleEntry, ...]
    stale_popular: tuple[ArticleEntry, ...]
    hours: tuple[tuple[int, ...], ...]
    channels: dict[str, int]
    excluded: Excluded


def build_schema() -> dict[str, Any]:
    """The JSON Schema of the JSON form."""
    return msgspec.json.schema(Report)
