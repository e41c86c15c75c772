"""The sheet of the regular meeting as data: what the JSON form of `hc report` holds, and what its pages are made of.
Nothing private is in it."""

from typing import Any, Literal

import msgspec

from feedback_function.inquiry.counts import Messages
from feedback_function.shares import Share
from feedback_function.surveys import Points
from hc_builder.gaps.model.change import Change
from hc_builder.gaps.model.report import ArticleRef, GapEntry, Phrase, Progress, SmallerGaps

SHEET_VERSION = 1
Verdict = Literal["better", "worse", "same", "few", "none"]
TaskKind = Literal["write", "lead", "mend", "redirect", "watch", "fallen", "restore", "deliver"]


class Measure(msgspec.Struct, frozen=True):
    """One share of the period beside that of the period before. `verdict`: `better` and `worse` are more than chance,
    `same` is not, `few` rests on too few cases to tell, `none` has no case. `weeks` are the shares by week (None: no
    case), the oldest first, each with the week's last day."""

    name: str
    change: Change
    verdict: Verdict
    weeks: tuple[tuple[str, float | None], ...] = ()


class Recommendation(msgspec.Struct, frozen=True):
    """The net promoter score of the period and of the one before."""

    before: Points
    after: Points
    verdict: Verdict


class Task(msgspec.Struct, frozen=True):
    """What to do first. `kind` says what: `write`, `lead`, `mend` a gap; `redirect` an address; `watch` a rate that
    fell; `fallen` an article whose votes fell; `restore` one that is gone; `deliver` messages of inquiries that reached
    nobody. `what` is the gap's title, the article's or its id, the address or the rate's name; `number` sessions that
    it concerns, or messages.
    """

    kind: TaskKind
    what: str
    number: int
    gap: str = ""


class Tally(msgspec.Struct, frozen=True):
    """A number of this period and of the one before, of a channel, a topic or a search."""

    name: str
    now: int
    before: int = 0


class ReadArticle(msgspec.Struct, frozen=True):
    """How an article did in the period; `helpful` against the period before, `updated` the day of its last change."""

    article: ArticleRef
    opens: int
    opens_before: int
    helpful: Change
    contacts: int
    updated: str = ""


class FallenArticle(msgspec.Struct, frozen=True):
    """An article that helped until `days` ago and hardly does since: its "yes" votes before and after that day."""

    article: ArticleRef
    days: int
    before: Share
    after: Share


class TopSearch(msgspec.Struct, frozen=True):
    """What many searched for; `empty` is the share of its searches that found nothing."""

    text: str
    sessions: int
    empty: float


class FlowStep(msgspec.Struct, frozen=True):
    """A step of a guided flow: the sessions that saw it, and those for which the flow ended there."""

    flow: str
    step: str
    sessions: int
    left: int


class AskedFrom(msgspec.Struct, frozen=True):
    """An article from which the inquiry form was opened, and the inquiries of this period and of the one before."""

    article: ArticleRef
    now: int
    before: int = 0


class Receipt(msgspec.Struct, frozen=True):
    """Within how many seconds the shop's mail server had an inquiry: half of them, and 95 of 100."""

    half: int
    most: int


class InquirySheet(msgspec.Struct, frozen=True):
    """What came by the inquiry form, as counts at `made_at`; of no inquiry what was written, its number or an address.

    `topics` by their names in the shop's first language, `langs` by the site's languages ("" for any other); `hours` by
    weekday (Monday first) and hour; `weeks` are inquiries by week, the oldest first. `messages` are those of the
    endpoint's outbox at that moment."""

    made_at: str
    total: int
    total_before: int
    topics: tuple[Tally, ...]
    articles: tuple[AskedFrom, ...]
    langs: tuple[Tally, ...]
    hours: tuple[tuple[int, ...], ...]
    weeks: tuple[int, ...]
    receipt: Receipt | None
    receipt_before: Receipt | None
    messages: Messages


class LogTold(msgspec.Struct, frozen=True):
    """The log behind it: its events, those inside the period, its first and last day; lines set aside and lines mended,
    by why (see `feedback_function.log_file.LogNotes`); sessions and events of bots and floods, left out everywhere; and
    sessions of customers in this period and the one before."""

    events: int
    inside: int
    first: str
    last: str
    aside: dict[str, int]
    mended: dict[str, int]
    bot_sessions: int
    bot_events: int
    customers: int


class Sheet(msgspec.Struct, frozen=True):
    """All of it. Times are RFC 3339 in UTC, days and hours those of `zone`; the period is `days` days up to the last
    one. `hours` and `search_hours` are contacts, and searches, by weekday (Monday first) and hour. `inquiries` are null
    where no inquiry form is known of.
    `scores` are the answers by kind and score. `lost` are articles (their ids) that were read and are gone. `gaps` come
    the most worth answering first."""

    version: int
    made_at: str
    shop: str
    zone: str
    days: int
    first_day: str
    last_day: str
    first: tuple[Task, ...]
    measures: tuple[Measure, ...]
    recommendation: Recommendation
    scores: dict[str, dict[int, int]]
    contacts: int
    contacts_before: int
    channels: tuple[Tally, ...]
    topics: tuple[Tally, ...]
    hours: tuple[tuple[int, ...], ...]
    search_hours: tuple[tuple[int, ...], ...]
    gaps: tuple[GapEntry, ...]
    smaller: SmallerGaps
    dismissed: int
    progress: tuple[Progress, ...]
    best: tuple[ReadArticle, ...]
    worst: tuple[ReadArticle, ...]
    stale: tuple[ReadArticle, ...]
    unread: tuple[ArticleRef, ...]
    fallen: tuple[FallenArticle, ...]
    lost: tuple[Phrase, ...]
    missing: tuple[Phrase, ...]
    searches: tuple[TopSearch, ...]
    steps: tuple[FlowStep, ...]
    log: LogTold
    inquiries: InquirySheet | None = None


def build_sheet_schema() -> dict[str, Any]:
    """The JSON Schema of the JSON form."""
    return msgspec.json.schema(Sheet)
