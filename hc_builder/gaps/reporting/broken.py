"""What broke, told at once: articles that are gone, and those that helped and suddenly do not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from feedback_function.shares import Share, build_share
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.loop.chance import compute_chance
from hc_builder.gaps.model.counts import CountRow
from hc_builder.gaps.model.gaps import Judge
from hc_builder.gaps.model.queries import PRIVATE_BELOW, PRIVATE_DAYS
from hc_builder.gaps.model.report import ArticleRef, Phrase
from hc_builder.gaps.model.sheet import FallenArticle

_SINCE = (1, 3, 7, 14)
"""Days of which the last votes are set against all before."""
_FALL, _LEAST = 0.3, 3
"""So deep, and "no" in so many different hours: a rival with many tabs has one."""
_CHANCE = 0.001 / len(_SINCE)
"""There are many articles and several ways to cut: rare enough that a sheet is wrong once in years."""


def list_fallen(votes: Sequence[CountRow], center: HelpCenter, last_day: int) -> tuple[FallenArticle, ...]:
    """Articles whose share of "yes" fell by more than chance, the surest first. `last_day` in days since 1970."""
    rows: dict[str, list[CountRow]] = defaultdict(list)
    for row in votes:
        rows[row["article"]].append(row)
    known = [(shown, days) for id, days in rows.items() if (shown := center.find(id))]
    found = [fall for shown, days in known for fall in _find_falls(shown, days, last_day)]
    surest: dict[str, tuple[float, FallenArticle]] = {}
    for chance, fallen in sorted(found, key=lambda fall: (fall[0], fall[1].article.id, fall[1].days)):
        surest.setdefault(fallen.article.id, (chance, fallen))
    return tuple(fallen for _, fallen in surest.values())


def _find_falls(shown: Shown, rows: Sequence[CountRow], last_day: int) -> Iterator[tuple[float, FallenArticle]]:
    ref = ArticleRef(shown.article.id, shown.article.title, shown.url)
    for days in _SINCE:
        late = [row for row in rows if row["day"] > last_day - days]
        before, after = _sum_votes(row for row in rows if row["day"] <= last_day - days), _sum_votes(late)
        is_deep = sum(row["unhelpful"] > 0 for row in late) >= _LEAST and before.share - after.share >= _FALL
        if is_deep and (chance := compute_chance(after, before)) < _CHANCE:
            yield chance, FallenArticle(ref, days, before, after)


def _sum_votes(rows: Iterable[CountRow]) -> Share:
    votes = [(row["helpful"], row["unhelpful"]) for row in rows]
    yes, no = (sum(column) for column in zip(*votes, strict=True)) if votes else (0, 0)
    return build_share(yes, yes + no)


def list_lost(
    articles: Sequence[CountRow], center: HelpCenter, gone: Collection[str], judge: Judge
) -> tuple[Phrase, ...]:
    """Articles that several read in this period and that are there no more; those `gone` on purpose are left out."""
    kept = [
        Phrase(row["article"], row["sessions"])
        for row in articles
        if row["period"] == 0 and center.find(row["article"]) is None and row["article"] not in gone
        and row["sessions"] >= PRIVATE_BELOW and row["days"] >= PRIVATE_DAYS
        and not judge.holds_identifier(row["article"])
    ]  # fmt: skip
    return tuple(sorted(kept, key=lambda phrase: (-phrase.sessions, phrase.text)))
