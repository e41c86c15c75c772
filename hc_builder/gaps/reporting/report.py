"""Builds the report from the findings: only what may be shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from feedback_function.clock import DAY_SECONDS, date_of, find_day, number_day
from feedback_function.masking import mask_text
from feedback_function.rates import Rates, compute_rates
from feedback_function.shares import Share, build_share, sum_shares
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.advice.trial import Advice
from hc_builder.gaps.loop.progress import measure_progress
from hc_builder.gaps.model.counts import CountRow, LogCounts
from hc_builder.gaps.model.gaps import Findings, FollowedGap, find_shares
from hc_builder.gaps.model.report import (
    REPORT_VERSION,
    ArticleEntry,
    ArticleRef,
    Excluded,
    GapEntry,
    Phrase,
    Remark,
    Report,
    ReportDay,
    SmallerGaps,
)
from hc_builder.gaps.reporting.proposals import build_proposals

_FEW_SESSIONS = 10
_LISTED_ARTICLES = 10
NO_VOTES = 2
"""One "no" is nobody's case against an article."""
_STALE = timedelta(days=180)


def build_report(
    findings: Findings,
    center: HelpCenter,
    now: datetime,
    period_days: int = 7,
    advice: Mapping[str, Sequence[Advice]] | None = None,
) -> Report:
    """The findings as what may be shown. Rates are of the last `period_days`, beside those of the period before;
    `advice` is what was found to make articles findable, by the id of the gap."""
    counts, window = _hide_comments(findings), findings.window
    since = window.until - period_days * DAY_SECONDS
    last_day = number_day(window.last_day)
    left_out = counts.sessions.left_out
    return Report(
        version=REPORT_VERSION,
        made_at=_format_time(now.timestamp()),
        since=_format_time(since),
        until=_format_time(window.until),
        zone=window.zone.key,
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
        gaps=tuple(_build_entry(followed, center, counts, advice or {}) for followed in findings.gaps),
        smaller=SmallerGaps(len(findings.smaller), sum(followed.gap.failed for followed in findings.smaller)),
        dismissed=sum(followed.is_hidden for followed in findings.followed),
        progress=measure_progress(findings.state, findings.decisions, window),
        outcomes=_sum_outcomes(findings),
        least_helpful=find_least_helpful(counts, center),
        stale_popular=find_stale_articles(counts, center, find_day(now, window.zone)),
        hours=_build_hours(counts.hours),
        channels=_sum_channels(counts.channels),
        excluded=Excluded(left_out.sessions, left_out.events, left_out.floods, left_out.votes),
    )


def _sum_outcomes(findings: Findings) -> dict[str, int]:
    """How many sessions each outcome was of."""
    outcomes: dict[str, int] = defaultdict(int)
    for decision in findings.decisions:
        outcomes[decision.outcome] += decision.query.sessions
    return dict(sorted(outcomes.items()))


def _hide_comments(findings: Findings) -> LogCounts:
    """The counts without the comments that may not be printed."""
    judge = findings.discretion
    kept = [row for row in findings.counts.comments if row["comment"] and judge.may_print(row["comment"])]
    return replace(findings.counts, comments=kept)


def _format_time(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")


def _sum_rates(counts: LogCounts, days: range) -> Rates:
    return compute_rates({**_sum_days(counts.days, days), **_sum_days(counts.sessions.days, days)})


def _sum_days(rows: Sequence[CountRow], days: range) -> Mapping[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["day"] in days:
            for name, number in row.items():
                sums[name] += number
    return sums


def _build_day(counts: LogCounts, day: int) -> ReportDay:
    only = range(day, day + 1)
    sessions, searches = (_sum_days(rows, only) for rows in (counts.sessions.days, counts.days))
    return ReportDay(date_of(day).isoformat(), sessions["sessions"], searches["searches"], _sum_rates(counts, only))


def _build_entry(
    followed: FollowedGap, center: HelpCenter, counts: LogCounts, advice: Mapping[str, Sequence[Advice]]
) -> GapEntry:
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
        article=_refer(gap.article, center, gap.lang),
        found=tuple(ref for id in gap.members[0].found[:3] if (ref := _refer(id, center, gap.lang))),
        proposals=build_proposals(advice.get(gap.id, ()), gap, center),
        reasons=_reasons_of(counts, gap.article) if refers else {},
        remarks=_remarks_of(counts, gap.article) if refers else (),
        owner=record.owner,
        notes=record.notes,
        lang=gap.lang,
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


def _refer(id: str, center: HelpCenter, lang: str = "") -> ArticleRef | None:
    shown = center.find(id, lang) if id else None
    return ArticleRef(id, shown.article.title, shown.url) if shown else None


def _reasons_of(counts: LogCounts, article: str) -> dict[str, int]:
    return {row["reason"]: row["votes"] for row in counts.reasons if row["article"] == article}


def _remarks_of(counts: LogCounts, article: str) -> tuple[Remark, ...]:
    """The latest comments first, masked again: rules may have grown since they were stored."""
    rows = [row for row in counts.comments if row["article"] == article and row["comment"]]
    rows.sort(key=lambda row: (-row["t"], row["comment"]))
    return tuple(Remark(mask_text(row["comment"]), row["reason"] or "") for row in rows[:5])


def is_less_helpful(votes: Share, all_votes: Share) -> bool:
    """Whether readers said "no" more than once, and more often than half or than of the articles as a whole."""
    refused = votes.whole - votes.part
    return refused >= NO_VOTES and (votes.share <= 0.5 or votes.share < all_votes.share)


def find_least_helpful(counts: LogCounts, center: HelpCenter) -> tuple[ArticleEntry, ...]:
    """By the lower bound of the share of "no", so that one vote does not outweigh twenty."""
    every = [entry for row in counts.articles if (entry := _build_article(row, counts, center))]
    together = sum_shares(entry.helpful for entry in every)
    entries = [entry for entry in every if is_less_helpful(entry.helpful, together)]
    entries.sort(key=lambda e: (-build_share(e.helpful.whole - e.helpful.part, e.helpful.whole).low, e.article.id))
    return tuple(entries[:_LISTED_ARTICLES])


def find_stale_articles(counts: LogCounts, center: HelpCenter, today: date) -> tuple[ArticleEntry, ...]:
    """Stale ones that are often opened."""
    entries = []
    for row in sorted(counts.articles, key=lambda row: (-row["opens"], row["article"])):
        shown = center.find(row["article"])
        if shown is None or not row["opens"]:
            continue
        if is_stale(shown, today) and (entry := _build_article(row, counts, center)):
            entries.append(entry)
    return tuple(entries[:_LISTED_ARTICLES])


def is_stale(shown: Shown, today: date) -> bool:
    """Past `review_by`, or not touched for half a year."""
    fields = shown.article.fields
    overdue = fields.review_by is not None and fields.review_by < today
    return overdue or (fields.updated is not None and fields.updated < today - _STALE)


def _build_article(row: CountRow, counts: LogCounts, center: HelpCenter) -> ArticleEntry | None:
    ref = _refer(row["article"], center)
    shown = center.find(row["article"])
    if ref is None or shown is None:
        return None
    return ArticleEntry(
        ref,
        row["opens"],
        build_share(row["helpful"], row["helpful"] + row["unhelpful"]),
        row["contacts"],
        _reasons_of(counts, ref.id),
        _remarks_of(counts, ref.id),
        str(shown.article.fields.updated or ""),
    )


def _build_hours(rows: Sequence[CountRow]) -> tuple[tuple[int, ...], ...]:
    """Searches by weekday (Monday first) and hour of the shop's clock."""
    table = [[0] * 24 for _ in range(7)]
    for row in rows:
        table[row["weekday"]][row["hour"]] += row["searches"]
    return tuple(map(tuple, table))


def _sum_channels(rows: Sequence[CountRow]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row["channel"]] += row["contacts"]
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
