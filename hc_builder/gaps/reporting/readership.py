"""The articles that customers read: the best and the worst by their votes, the stale ones, and those nobody opens."""

from collections import defaultdict
from datetime import date, timedelta

from feedback_function.shares import Share, build_share, sum_shares
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.model.change import build_change
from hc_builder.gaps.model.counts import CountRow
from hc_builder.gaps.model.gaps import Findings
from hc_builder.gaps.model.report import ArticleRef
from hc_builder.gaps.model.sheet import ReadArticle
from hc_builder.gaps.model.sheet_counts import SheetCounts
from hc_builder.gaps.reporting.report import is_less_helpful, is_stale

_LISTED = 5
FEW_VOTES = 5


class Readership:
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
        voted = [read for _, read in self._read if read.helpful.after.whole >= FEW_VOTES]
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


def list_unread(findings: Findings, center: HelpCenter, today: date) -> tuple[ArticleRef, ...]:
    """Articles that nobody opened in all the weeks looked back on; what is younger than that had no chance yet. None
    where the log holds no open at all."""
    opened = {row["article"] for row in findings.counts.articles if row["opens"]}
    since = today - timedelta(weeks=findings.window.weeks)
    if not opened:
        return ()
    articles = center.list_public(center.settings.language)
    silent = [s for s in articles if s.article.id not in opened and s.is_in_lists]
    return tuple(_refer(s) for s in silent if s.article.fields.updated is None or s.article.fields.updated <= since)
