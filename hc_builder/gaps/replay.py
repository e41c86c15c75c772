"""What a draft changes: the period's searches through the real search, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.decide import FOUND_WITHIN, Decision, Search, decide_all, is_noise, replay_queries
from hc_builder.gaps.gap import UNRESOLVED
from hc_builder.gaps.knowledge import build_knowledge
from hc_builder.gaps.query_stats import QueryStats, Wording


@dataclass(frozen=True)
class Side:
    """The content and its search, once without the draft and once with it."""

    center: HelpCenter
    search: Search


class Worse(msgspec.Struct, frozen=True):
    """A query that found its article and no longer does; `query` is empty where it may not be shown."""

    query: str
    article: str
    sessions: int


class Replay(msgspec.Struct, frozen=True):
    """Failed searches before, those that now find an answer, and those that worked and got worse."""

    failed_queries: int
    failed_sessions: int
    answered_queries: int
    answered_sessions: int
    examples: tuple[str, ...]
    worse: tuple[Worse, ...]


def build_replay(queries: Sequence[QueryStats], before: Side, after: Side, today: date) -> Replay:
    """Decide every query on both sides and compare."""
    old, new = (_decide(queries, side, today) for side in (before, after))
    failed = [(was, now) for was, now in zip(old, new, strict=True) if was.outcome in UNRESOLVED and was.query.failed]
    mended = [now for _, now in failed if now.outcome == "answered"]
    return Replay(
        len(failed),
        sum(was.query.failed for was, _ in failed),
        len(mended),
        sum(now.query.failed for now in mended),
        tuple(text for now in mended if (text := _show(now.query)))[:5],
        tuple(_find_worse(old, new)),
    )


def _decide(queries: Sequence[QueryStats], side: Side, today: date) -> list[Decision]:
    knowledge = build_knowledge(side.center, today, [query.asked for query in queries])
    asked = [query.asked for query in queries if not is_noise(query)]
    return decide_all(queries, replay_queries(asked, side.search), knowledge)


def _find_worse(old: Sequence[Decision], new: Sequence[Decision]) -> list[Worse]:
    """Answered before by an article that the search no longer gives first, nor another answers instead."""
    worse = []
    for was, now in zip(old, new, strict=True):
        lost = was.article and was.article not in now.found[:FOUND_WITHIN]
        if was.outcome == "answered" and lost and now.outcome != "answered":
            worse.append(Worse(_show(was.query), was.article, was.query.sessions))
    return worse


def _show(query: QueryStats) -> str:
    shown: tuple[Wording, ...] = query.shown
    return shown[0].text if shown else ""
