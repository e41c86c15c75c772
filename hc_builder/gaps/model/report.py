"""The report as data: what the JSON form holds, and what both pages are made of. Nothing private is in it."""

from typing import Any, Literal

import msgspec

from feedback_function.rates import Rates
from feedback_function.shares import Share
from hc_builder.gaps.model.change import Change
from hc_builder.gaps.model.decisions import Outcome

REPORT_VERSION = 1


class Phrase(msgspec.Struct, frozen=True):
    """A wording that at least 3 sessions used."""

    text: str
    sessions: int


class ReportDay(msgspec.Struct, frozen=True):
    """`day` is a date of the shop's clock (YYYY-MM-DD)."""

    day: str
    sessions: int
    searches: int
    rates: Rates


class Progress(msgspec.Struct, frozen=True):
    """A published gap. `verdict` is `better`, `worse` or `unclear`: what chance leaves open; `small` rests on few
    sessions."""

    id: str
    title: str
    article: str
    published: str
    failure: Change
    contact: Change
    declined: Change
    verdict: str
    small: bool = False


class ArticleRef(msgspec.Struct, frozen=True):
    id: str
    title: str
    url: str = ""


class Proposal(msgspec.Struct, frozen=True):
    """What to add, ready to paste: `kind` is `synonym`, `question` or `keyword`; `text` is a line of YAML. It was
    tried: of `lost` sessions it would lead `answers` right, such as `examples`, and lose `broken` queries that work
    today, such as `losses`."""

    kind: str
    text: str
    file: str
    answers: int = 0
    lost: int = 0
    examples: tuple[str, ...] = ()
    broken: int = 0
    losses: tuple[str, ...] = ()


class Remark(msgspec.Struct, frozen=True):
    """A customer's comment, masked again."""

    text: str
    reason: str


class GapEntry(msgspec.Struct, frozen=True):
    """One gap. `status` is open, drafted, published or dismissed; `opened` the day it was first reported. `titled_by`
    is `wording`, `terms` or `hidden`; `mark` is new, growing, steady, shrinking or reopened. `weeks` are sessions by
    week, the oldest first. `small` warns that the numbers may be chance. `owner` and `notes` are the team's own words.
    `lang` is the language of the pages that customers asked on, empty for the shop's first.
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
    owner: str = ""
    notes: tuple[str, ...] = ()
    lang: str = ""


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
    """What was left out of every number above: sessions of bots and floods, votes on articles that their session did
    not see, and the events of both."""

    sessions: int
    events: int
    floods: int
    votes: int = 0


class SmallerGaps(msgspec.Struct, frozen=True):
    """How many gaps come after those that are listed, and their failed sessions."""

    gaps: int
    failed: int


class Report(msgspec.Struct, frozen=True):
    """All of it. Times are RFC 3339 in UTC, days and hours those of `zone`; the period is `since` ≤ t < `until`. Of the
    `queries`, only the `replayed` most troubled ones were searched again and grouped."""

    version: int
    made_at: str
    since: str
    until: str
    zone: str
    history_weeks: int
    shop: str
    queries: int
    replayed: int
    searches: int
    failed_sessions: int
    first_ten_share: float
    rates: Rates
    rates_before: Rates
    days: tuple[ReportDay, ...]
    gaps: tuple[GapEntry, ...]
    smaller: SmallerGaps
    dismissed: int
    progress: tuple[Progress, ...]
    outcomes: dict[str, int]
    least_helpful: tuple[ArticleEntry, ...]
    stale_popular: tuple[ArticleEntry, ...]
    hours: tuple[tuple[int, ...], ...]
    channels: dict[str, int]
    excluded: Excluded


class Worse(msgspec.Struct, frozen=True):
    """A query that found its article and no longer does; `query` is empty where it may not be shown."""

    query: str
    article: str
    sessions: int


class Replay(msgspec.Struct, frozen=True):
    """Failed searches before, those that now find an answer, and those that worked and got worse; before is how
    `customers` fared, or the `content` without the draft."""

    against: Literal["customers", "content"]
    failed_queries: int
    failed_sessions: int
    answered_queries: int
    answered_sessions: int
    examples: tuple[str, ...]
    worse: tuple[Worse, ...]


def build_schema() -> dict[str, Any]:
    """The JSON Schema of the JSON form."""
    return msgspec.json.schema(Report)
