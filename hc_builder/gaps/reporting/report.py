"""The week on one page: builds the report from counts and decisions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import ibis.expr.types as ir

from feedback_function.masking import mask_text
from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.counting.counts import Counts, Row, count_events
from hc_builder.gaps.counting.episodes import DAY, Window
from hc_builder.gaps.deciding.gaps import Gap, Place, build_gaps, find_shares, place_texts
from hc_builder.gaps.deciding.knowledge import Knowledge, build_knowledge
from hc_builder.gaps.deciding.outcomes import Decision, Found, Search, decide_all, is_noise, replay_queries
from hc_builder.gaps.deciding.spellings import find_spellings
from hc_builder.gaps.loop.progress import measure_progress
from hc_builder.gaps.loop.state import Followed, State, StateError, follow_gaps, is_hidden, require_record
from hc_builder.gaps.model.change import build_share
from hc_builder.gaps.model.queries import QueryStats
from hc_builder.gaps.model.report import (
    REPORT_VERSION,
    ArticleEntry,
    ArticleRef,
    Day,
    Excluded,
    GapEntry,
    Phrase,
    Rates,
    Remark,
    Report,
)
from hc_builder.gaps.reporting.proposals import build_proposals

HISTORY_WEEKS = 8
_FEW_SESSIONS = 10
_LISTED_ARTICLES = 10
_STALE = timedelta(days=180)


@dataclass(frozen=True)
class Findings:
    """Everything worked out on the way to the report; it may hold customers' text."""

    counts: Counts
    decisions: tuple[Decision, ...]
    followed: tuple[Followed, ...]
    state: State
    window: Window

    @property
    def gaps(self) -> tuple[Followed, ...]:
        """The gaps to show: without those dismissed."""
        return tuple(followed for followed in self.followed if not is_hidden(followed))

    def find_gap(self, id: str) -> Gap:
        """Raises `StateError` where this report has no such gap."""
        require_record(self.state, id)
        for followed in self.followed:
            if followed.record.id == id:
                return followed.gap
        raise StateError(f"{id} has no failed searches any more\n  hint: `hc gaps` lists the gaps that have")


def build_findings(
    events: ir.Table, center: HelpCenter, search: Search, now: datetime, state: State | None = None
) -> Findings:
    """Count, replay, decide, group and compare with `state`, that of the last report. `events` as from `open_events`;
    `now` is aware. The new state is in the findings; writing it is the caller's."""
    window = Window(int(now.timestamp()), HISTORY_WEEKS)
    with count_events(events, window, center.settings.gaps) as counting:
        read = _read_queries(counting.counts.queries, center, search, _find_day(window))
        spellings = find_spellings(counting.counts.queries, read.found, read.knowledge.terms)
        counts = counting.fold_spellings(spellings)
    decisions = decide_all(counts.queries, read.found, read.knowledge)
    gaps = build_gaps(decisions, read.knowledge.terms, read.places)
    updated = {shown.article.id: day for shown in center.articles if (day := shown.article.fields.updated)}
    state, followed = follow_gaps(state or State(), gaps, decisions, _find_day(window), updated)
    return Findings(counts, tuple(decisions), tuple(followed), state, window)


@dataclass(frozen=True)
class _Read:
    """By wording, what the search finds and where it stands among all wordings; and what the content knows."""

    found: Mapping[str, Found]
    places: Mapping[str, Place]
    knowledge: Knowledge


def _read_queries(queries: Sequence[QueryStats], center: HelpCenter, search: Search, day: date) -> _Read:
    """The search runs in an engine of its own and leaves Python free for the rest meanwhile."""
    with ThreadPoolExecutor(1) as apart:
        asked = [query.asked for query in queries if not is_noise(query)]
        replay = apart.submit(replay_queries, asked, search)
        knowledge, places = build_knowledge(center, day, asked), place_texts(asked)
        return _Read(replay.result(), places, knowledge)


def _find_day(window: Window) -> date:
    """The shop's day on which the window ends."""
    return date.fromordinal(date(1970, 1, 1).toordinal() + (window.until - 1 + window.offset) // DAY)


def build_report(findings: Findings, center: HelpCenter, now: datetime, period_days: int = 7) -> Report:
    """The findings as what may be shown. Rates are of the last `period_days`, beside those of the period before."""
    counts, window = findings.counts, findings.window
    since = window.until - period_days * DAY
    last_day = _find_day(window).toordinal() - date(1970, 1, 1).toordinal()
    outcomes: dict[str, int] = defaultdict(int)
    for decision in findings.decisions:
        outcomes[decision.outcome] += decision.query.sessions
    return Report(
        version=REPORT_VERSION,
        made_at=_format_time(now.timestamp()),
        since=_format_time(since),
        until=_format_time(window.until),
        history_weeks=window.weeks,
        shop=center.settings.shop.name,
        queries=counts.totals.queries,
        replayed=len(findings.decisions),
        searches=counts.totals.searches,
        failed_sessions=counts.totals.failed,
        first_ten_share=find_shares([followed.gap for followed in findings.gaps], counts.totals.failed),
        rates=_sum_rates(counts, range(last_day - period_days + 1, last_day + 1)),
        rates_before=_sum_rates(counts, range(last_day - 2 * period_days + 1, last_day - period_days + 1)),
        days=tuple(_build_day(counts, day) for day in range(last_day - window.weeks * 7 + 1, last_day + 1)),
        gaps=tuple(_build_entry(followed, center, counts) for followed in findings.gaps),
        dismissed=len(findings.followed) - len(findings.gaps),
        progress=measure_progress(findings.state, findings.decisions, window),
        outcomes=dict(sorted(outcomes.items())),
        least_helpful=_find_least_helpful(counts, center),
        stale_popular=_find_stale(counts, center, now.date()),
        hours=_build_hours(counts.hours),
        channels=_sum_channels(counts.channels),
        excluded=Excluded(counts.sessions.excluded_sessions, counts.sessions.excluded_events, counts.sessions.floods),
    )


def _format_time(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")


def _sum_rates(counts: Counts, days: range) -> Rates:
    kinds, sessions, episodes = (
        _sum_days(rows, days) for rows in (counts.days, counts.sessions.days, counts.day_episodes)
    )
    all_sessions, contacted = sessions["sessions"], sessions["contacted"]
    return Rates(
        self_service=build_share(all_sessions - contacted, all_sessions),
        search_success=build_share(episodes["solved"], episodes["episodes"]),
        zero_results=build_share(kinds["zero"], kinds["searches"]),
        helpful=build_share(kinds["yes"], kinds["yes"] + kinds["no"]),
        contact=build_share(contacted, all_sessions),
    )


def _sum_days(rows: Sequence[Row], days: range) -> Mapping[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["day"] in days:
            for name, number in row.items():
                sums[name] += number
    return sums


def _build_day(counts: Counts, day: int) -> Day:
    only = range(day, day + 1)
    sessions, searches = (_sum_days(rows, only) for rows in (counts.sessions.days, counts.days))
    shown = date.fromordinal(date(1970, 1, 1).toordinal() + day).isoformat()
    return Day(shown, sessions["sessions"], searches["searches"], _sum_rates(counts, only))


def _build_entry(followed: Followed, center: HelpCenter, counts: Counts) -> GapEntry:
    gap, record = followed.gap, followed.record
    refers = gap.kind == "unhelpful"
    return GapEntry(
        id=record.id,
        status=record.status,
        opened=str(record.opened),
        kind=gap.kind,
        title=gap.title,
        titled_by="wording" if gap.wordings else "terms" if gap.title else "hidden",
        sessions=gap.sessions,
        failed=gap.failed,
        contacted=gap.contacted,
        zero_results=sum(member.query.zero for member in gap.members),
        weeks=gap.weeks[::-1],
        score=gap.score,
        mark="reopened" if followed.again else find_mark(gap.weeks),
        small=gap.sessions < _FEW_SESSIONS,
        queries=len(gap.members),
        wordings=tuple(Phrase(mask_text(w.text), w.sessions) for w in gap.wordings[:5]),
        terms=gap.terms,
        article=_refer(gap.article, center),
        found=tuple(ref for id in gap.members[0].found[:3] if (ref := _refer(id, center))),
        proposals=build_proposals(gap, center) if gap.kind == "unfindable" else (),
        reasons=_reasons_of(counts, gap.article) if refers else {},
        remarks=_remarks_of(counts, gap.article) if refers else (),
    )


def find_mark(weeks: Sequence[int]) -> str:
    """How a gap moves, from its sessions by week, the latest first: the last two weeks beside the two before."""
    recent, earlier = sum(weeks[:2]), sum(weeks[2:4])
    if not sum(weeks[1:]):
        return "new"
    spread = 2 * (recent + earlier) ** 0.5  # two deviations of a difference of counts
    if abs(recent - earlier) <= spread:
        return "steady"
    return "growing" if recent > earlier else "shrinking"


def _refer(id: str, center: HelpCenter) -> ArticleRef | None:
    shown = center.find(id) if id else None
    return ArticleRef(id, shown.article.title, shown.url) if shown else None


def _reasons_of(counts: Counts, article: str) -> dict[str, int]:
    return {row["reason"]: row["votes"] for row in counts.reasons if row["article"] == article}


def _remarks_of(counts: Counts, article: str) -> tuple[Remark, ...]:
    """The latest comments first, masked again: rules may have grown since they were stored."""
    rows = [row for row in counts.comments if row["article"] == article and row["comment"]]
    rows.sort(key=lambda row: (-row["t"], row["comment"]))
    return tuple(Remark(mask_text(row["comment"]), row["reason"] or "") for row in rows[:5])


def _find_least_helpful(counts: Counts, center: HelpCenter) -> tuple[ArticleEntry, ...]:
    """By the lower bound of the share of "no", so that one vote does not outweigh twenty."""
    entries = [entry for row in counts.articles if row["no"] and (entry := _build_article(row, counts, center))]
    entries.sort(key=lambda e: (-build_share(e.helpful.whole - e.helpful.part, e.helpful.whole).low, e.article.id))
    return tuple(entries[:_LISTED_ARTICLES])


def _find_stale(counts: Counts, center: HelpCenter, today: date) -> tuple[ArticleEntry, ...]:
    """Often opened, and past `review_by` or not touched for half a year."""
    entries = []
    for row in sorted(counts.articles, key=lambda row: (-row["opens"], row["article"])):
        shown = center.find(row["article"])
        if shown is None or not row["opens"]:
            continue
        fields = shown.article.fields
        overdue = fields.review_by is not None and fields.review_by < today
        old = fields.updated is not None and fields.updated < today - _STALE
        if (overdue or old) and (entry := _build_article(row, counts, center)):
            entries.append(entry)
    return tuple(entries[:_LISTED_ARTICLES])


def _build_article(row: Row, counts: Counts, center: HelpCenter) -> ArticleEntry | None:
    ref = _refer(row["article"], center)
    shown = center.find(row["article"])
    if ref is None or shown is None:
        return None
    return ArticleEntry(
        ref,
        row["opens"],
        build_share(row["yes"], row["yes"] + row["no"]),
        row["contacts"],
        _reasons_of(counts, ref.id),
        _remarks_of(counts, ref.id),
        str(shown.article.fields.updated or ""),
    )


def _build_hours(rows: Sequence[Row]) -> tuple[tuple[int, ...], ...]:
    """Searches by weekday (Monday first) and hour of the shop's clock."""
    table = [[0] * 24 for _ in range(7)]
    for row in rows:
        table[row["weekday"]][row["hour"]] += row["searches"]
    return tuple(map(tuple, table))


def _sum_channels(rows: Sequence[Row]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row["channel"]] += row["contacts"]
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
