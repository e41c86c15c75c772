"""Builds the sheet from the report's parts and the sheet's own counts: only what may be shown."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from feedback_function.clock import find_day, number_day
from feedback_function.log_file import LogNotes
from feedback_function.masking import mask_text
from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.model.counts import CountRow
from hc_builder.gaps.model.gaps import Findings, Judge
from hc_builder.gaps.model.queries import PRIVATE_BELOW, PRIVATE_DAYS
from hc_builder.gaps.model.report import Phrase, Progress, Report
from hc_builder.gaps.model.sheet import (
    SHEET_VERSION,
    FlowStep,
    InquirySheet,
    LogTold,
    Sheet,
    Tally,
    TopSearch,
)
from hc_builder.gaps.model.sheet_counts import SheetCounts
from hc_builder.gaps.query_keys import number_text
from hc_builder.gaps.reporting.broken import list_fallen, list_lost
from hc_builder.gaps.reporting.measures import list_scores, measure_rates, measure_recommendation, measure_surveys
from hc_builder.gaps.reporting.readership import Readership, list_unread
from hc_builder.gaps.reporting.tasks import choose_tasks, list_broken

_SEARCHES, _ADDRESSES = 10, 10


def build_sheet(
    report: Report,
    findings: Findings,
    counts: SheetCounts,
    center: HelpCenter,
    days: int,
    notes: LogNotes,
    gone: Collection[str] = (),
    inquiries: InquirySheet | None = None,
) -> Sheet:
    """`report` is of the same findings and of as many `days`; `gone` are articles that were taken away on purpose."""
    last = findings.window.last_day
    measures = (*measure_rates(report), *measure_surveys(counts))
    articles = Readership(counts, center)
    missing = _list_missing(counts.missing, findings.discretion)
    fallen = list_fallen(counts.votes, center, number_day(last))
    lost = list_lost(counts.articles, center, gone, findings.discretion)
    return Sheet(
        version=SHEET_VERSION,
        made_at=report.made_at,
        shop=report.shop,
        zone=report.zone,
        days=days,
        first_day=str(last - timedelta(days=days - 1)),
        last_day=str(last),
        first=choose_tasks(report.gaps, missing, measures, list_broken(fallen, lost, inquiries), articles.list_worst()),
        measures=measures,
        recommendation=measure_recommendation(counts),
        scores=list_scores(counts),
        contacts=_sum(counts.contacts, "contacts", 0),
        contacts_before=_sum(counts.contacts, "contacts", 1),
        channels=_tally(counts.contacts, lambda row: row["channel"], "contacts"),
        topics=_tally(counts.contacts, lambda row: _find_topic(row["article"], center), "contacts"),
        hours=_spread_hours(counts.hours, "contacts"),
        search_hours=_spread_hours(counts.hours, "searches"),
        gaps=report.gaps,
        smaller=report.smaller,
        dismissed=report.dismissed,
        progress=_list_progress(report.progress, center),
        best=articles.list_best(),
        worst=articles.list_worst(),
        stale=articles.list_stale(last),
        unread=list_unread(findings, center, last),
        fallen=fallen,
        lost=lost,
        missing=missing,
        searches=_list_searches(counts.searches, findings),
        steps=_list_steps(counts.steps),
        log=_tell_log(counts, notes, report, findings, days),
        inquiries=inquiries,
    )


def _list_progress(progress: Sequence[Progress], center: HelpCenter) -> tuple[Progress, ...]:
    """What was published and has been asked for before and after, in the name of its article; what most asked for comes
    first."""
    known = [entry for entry in progress if entry.failure.before.whole and entry.failure.after.whole]
    known.sort(key=lambda entry: (-entry.failure.after.whole, entry.id))
    articles = (center.find(entry.article) for entry in known)
    named = zip(known, articles, strict=True)
    return tuple(msgspec.structs.replace(e, title=shown.article.title) if shown else e for e, shown in named)


def _sum(rows: Sequence[CountRow], name: str, period: int) -> int:
    return sum(row[name] for row in rows if row["period"] == period)


def _tally(rows: Sequence[CountRow], find_name: Callable[[CountRow], str], number: str) -> tuple[Tally, ...]:
    """The numbers by name, most first."""
    sums: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for row in rows:
        sums[row["period"]][find_name(row)] += row[number]
    now, before = sums
    return tuple(Tally(name, now[name], before[name]) for name in sorted(now | before, key=lambda n: (-now[n], n)))


def _find_topic(article: str | None, center: HelpCenter) -> str:
    """The title of the category of the article that a customer left from; empty where it was no article's page."""
    shown = center.find(article) if article else None
    if shown is None:
        return ""
    category = center.category_by_key.get((center.settings.language, shown.article.category))
    return category.title if category else ""


def _spread_hours(rows: Sequence[CountRow], name: str) -> tuple[tuple[int, ...], ...]:
    table = [[0] * 24 for _ in range(7)]
    for row in rows:
        table[row["weekday"]][row["hour"]] += row[name]
    return tuple(map(tuple, table))


def _list_missing(rows: Sequence[CountRow], judge: Judge) -> tuple[Phrase, ...]:
    """Addresses that several asked for and that are not there."""
    kept = [row for row in rows if _is_public(row) and not judge.holds_identifier(row["asked"])]
    kept.sort(key=lambda row: (-row["sessions"], row["asked"]))
    return tuple(Phrase(mask_text(row["asked"]), row["sessions"]) for row in kept[:_ADDRESSES])


def _is_public(row: CountRow) -> bool:
    return bool(row["sessions"] >= PRIVATE_BELOW and row["days"] >= PRIVATE_DAYS)


def _list_searches(rows: Sequence[CountRow], findings: Findings) -> tuple[TopSearch, ...]:
    """The keys that most sessions searched for, each in the wording that most of them typed and that may be shown;
    slips that the search mends are left to what they mean, and what has no word (blanks, signs, masked numbers) is left
    out."""
    judge, unlisted = findings.discretion, set(map(number_text, ("", *findings.spellings)))
    best: dict[int, CountRow] = {}
    for row in sorted(rows, key=lambda row: (-row["sessions"], row["query"])):
        if row["key"] not in best.keys() | unlisted and _is_public(row) and not judge.holds_identifier(row["query"]):
            best[row["key"]] = row
    ordered = sorted(best.values(), key=lambda row: (-row["total"], row["query"]))[:_SEARCHES]
    return tuple(TopSearch(mask_text(r["query"]), r["total"], round(r["empty"] / r["searches"], 4)) for r in ordered)


def _list_steps(rows: Sequence[CountRow]) -> tuple[FlowStep, ...]:
    """Where flows lose customers, most of them first."""
    steps = [FlowStep(*_split_target(row["target"]), row["sessions"], row["left"]) for row in rows]
    return tuple(sorted(steps, key=lambda step: (-step.left, step.flow, step.step)))


def _split_target(target: str) -> tuple[str, str]:
    flow, _, step = target.removeprefix("flow:").partition("/")
    return flow, step


def _tell_log(counts: SheetCounts, notes: LogNotes, report: Report, findings: Findings, days: int) -> LogTold:
    span, zone = counts.span, findings.window.zone
    first, last = (
        str(find_day(datetime.fromtimestamp(second, UTC), zone)) if span.events else ""
        for second in (span.first, span.last)
    )
    left_out = report.excluded
    aside, mended = (dict(sorted((+found).items())) for found in (notes.aside, notes.mended))
    customers = _count_customers(findings, days)
    return LogTold(span.events, span.inside, first, last, aside, mended, left_out.sessions, left_out.events, customers)


def _count_customers(findings: Findings, days: int) -> int:
    """The sessions of customers in this period and the one before."""
    since = number_day(findings.window.last_day) - 2 * days
    return sum(row["sessions"] for row in findings.counts.sessions.days if row["day"] > since)
