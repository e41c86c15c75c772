"""Builds the sheet from the report's parts and the sheet's own counts: only what may be shown."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from feedback_function.clock import find_day, number_day
from feedback_function.facts import SCORES
from feedback_function.log_file import LogNotes
from feedback_function.masking import mask_text
from feedback_function.rates import Rates
from feedback_function.shares import FEW, Share, build_share, sum_shares
from feedback_function.surveys import Surveys, compute_surveys
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.model.change import Change, build_change
from hc_builder.gaps.model.counts import CountRow
from hc_builder.gaps.model.gaps import Findings, Judge
from hc_builder.gaps.model.queries import PRIVATE_BELOW, PRIVATE_DAYS
from hc_builder.gaps.model.report import ArticleRef, Phrase, Progress, Report
from hc_builder.gaps.model.sheet import (
    SHEET_VERSION,
    FlowStep,
    InquirySheet,
    LogTold,
    Measure,
    ReadArticle,
    Recommendation,
    Sheet,
    Tally,
    TopSearch,
    Verdict,
)
from hc_builder.gaps.model.sheet_counts import SheetCounts, name_scores
from hc_builder.gaps.query_keys import number_text
from hc_builder.gaps.reporting.broken import list_fallen, list_lost
from hc_builder.gaps.reporting.report import is_less_helpful, is_stale
from hc_builder.gaps.reporting.tasks import choose_tasks, list_broken
from hc_builder.gaps.reporting.weekly import build_weekly_shares

RATES = ("self_service", "search_success", "zero_results", "helpful", "contact", "abandoned")
FORM_RATE = "form_answered"
"""Told only where the inquiry form was used."""
_LESS_IS_BETTER = frozenset({"zero_results", "contact", "abandoned"})
_LISTED, _SEARCHES, _ADDRESSES = 5, 10, 10
_FEW_VOTES = 5


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
    measures = (*_measure_rates(report), *_measure_surveys(counts))
    articles = _Articles(counts, center)
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
        recommendation=_recommend(counts),
        scores=_list_scores(counts.surveys),
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
        unread=_list_unread(findings, center, last),
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


def _measure_rates(report: Report) -> Iterable[Measure]:
    before: Rates = report.rates_before
    for name in (*RATES, FORM_RATE):
        change = build_change(getattr(before, name), getattr(report.rates, name))
        if name == FORM_RATE and not (change.after.whole or change.before.whole):
            continue
        weeks = build_weekly_shares(report.days, name)
        points = tuple((day, round(share.share, 4) if share else None) for day, share in weeks)
        yield Measure(name, change, judge(change, name not in _LESS_IS_BETTER), points)


def _measure_surveys(counts: SheetCounts) -> Iterable[Measure]:
    now, before = _read_surveys(counts, 0), _read_surveys(counts, 1)
    for name in ("csat", "ces"):
        change = build_change(getattr(before, name), getattr(now, name))
        if change.after.whole or change.before.whole:
            yield Measure(name, change, judge(change, True))


def _read_surveys(counts: SheetCounts, period: int) -> Surveys:
    return compute_surveys(name_scores(counts.surveys, period))


def judge(change: Change, more_is_better: bool) -> Verdict:
    """What may be said of a share beside the one before."""
    if not change.after.whole:
        return "none"
    if change.is_proven:
        return "better" if (change.difference > 0) is more_is_better else "worse"
    return "few" if min(change.after.whole, change.before.whole) < FEW else "same"


def _recommend(counts: SheetCounts) -> Recommendation:
    """Two scores differ by more than chance if their intervals do not meet, which is the careful way to tell."""
    after, before = _read_surveys(counts, 0).nps, _read_surveys(counts, 1).nps
    if not after.whole:
        return Recommendation(before, after, "none")
    if before.whole and (after.low > before.high or after.high < before.low):
        return Recommendation(before, after, "better" if after.points > before.points else "worse")
    return Recommendation(before, after, "few" if min(after.whole, before.whole) < FEW else "same")


def _list_scores(rows: Sequence[CountRow]) -> dict[str, dict[int, int]]:
    given = name_scores(rows, 0)
    scores = {
        kind: {n: given.get(f"{kind}_{n}", 0) for n in range(low, high + 1)} for kind, (low, high) in SCORES.items()
    }
    return {kind: found for kind, found in scores.items() if any(found.values())}


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


class _Articles:
    """The articles that customers opened or voted on in the period, with what they were before."""

    def __init__(self, counts: SheetCounts, center: HelpCenter) -> None:
        rows: dict[str, dict[int, CountRow]] = defaultdict(dict)
        for row in counts.articles:
            rows[row["article"]][row["period"]] = row
        found = ((center.find(id), periods) for id, periods in sorted(rows.items()))
        self._read = [(shown, _build_read(shown, periods)) for shown, periods in found if shown]
        self._together = sum_shares(read.helpful.after for _, read in self._read)

    def list_best(self) -> tuple[ReadArticle, ...]:
        """By the lower bound of the share of "yes", so that one vote does not outweigh twenty."""
        voted = [read for _, read in self._read if read.helpful.after.whole >= _FEW_VOTES]
        good = [read for read in voted if read.helpful.after.share > 0.5 and not self._is_bad(read)]
        return tuple(sorted(good, key=lambda read: (-read.helpful.after.low, read.article.id))[:_LISTED])

    def list_worst(self) -> tuple[ReadArticle, ...]:
        """By the lower bound of the share of "no"."""

        def find_blame(read: ReadArticle) -> float:
            votes: Share = read.helpful.after
            return build_share(votes.whole - votes.part, votes.whole).low

        bad = [read for _, read in self._read if self._is_bad(read)]
        return tuple(sorted(bad, key=lambda read: (-find_blame(read), read.article.id))[:_LISTED])

    def _is_bad(self, read: ReadArticle) -> bool:
        return is_less_helpful(read.helpful.after, self._together)

    def list_stale(self, today: date) -> tuple[ReadArticle, ...]:
        """Past their review or untouched for half a year, those that are read most first."""
        stale = [read for shown, read in self._read if read.opens and is_stale(shown, today)]
        return tuple(sorted(stale, key=lambda read: (-read.opens, read.article.id))[:_LISTED])


def _build_read(shown: Shown, periods: dict[int, CountRow]) -> ReadArticle:
    nothing: CountRow = {"opens": 0, "helpful": 0, "unhelpful": 0, "contacts": 0}
    now, before = periods.get(0, nothing), periods.get(1, nothing)
    votes = [build_share(row["helpful"], row["helpful"] + row["unhelpful"]) for row in (before, now)]
    updated = str(shown.article.fields.updated or "")
    ref = _refer(shown)
    return ReadArticle(ref, now["opens"], before["opens"], build_change(*votes), now["contacts"], updated)


def _refer(shown: Shown) -> ArticleRef:
    return ArticleRef(shown.article.id, shown.article.title, shown.url)


def _list_unread(findings: Findings, center: HelpCenter, today: date) -> tuple[ArticleRef, ...]:
    """Articles that nobody opened in all the weeks looked back on; what is younger than that had no chance yet. None
    where the log holds no open at all."""
    opened = {row["article"] for row in findings.counts.articles if row["opens"]}
    since = today - timedelta(weeks=findings.window.weeks)
    if not opened:
        return ()
    articles = center.list_public(center.settings.language)
    silent = [s for s in articles if s.article.id not in opened and s.is_in_lists]
    return tuple(_refer(s) for s in silent if s.article.fields.updated is None or s.article.fields.updated <= since)


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
