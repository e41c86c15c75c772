"""The period's searches through the real search: on today's content beside how customers fared, or with a draft beside
without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.deciding.coverage import build_knowledge
from hc_builder.gaps.deciding.outcomes import decide_all, is_noise, replay_queries
from hc_builder.gaps.model.decisions import FOUND_WITHIN, Decision, Outcome, QuerySearch
from hc_builder.gaps.model.gaps import UNRESOLVED
from hc_builder.gaps.model.queries import QueryStats, Wording
from hc_builder.gaps.model.report import Replay, Worse
from hc_builder.gaps.query_keys import QueryAnalyzer

_EXAMPLES = 5
_JUDGED: tuple[Outcome, ...] = ("answered", *UNRESOLVED)
"""Noise and questions that are not for the shop were right to fail."""


@dataclass(frozen=True)
class ReplaySide:
    """The content and its search, once without the draft and once with it."""

    center: HelpCenter
    search: QuerySearch


def review_decisions(decisions: Sequence[Decision]) -> Replay:
    """What customers could not find then, beside what the search finds in today's content (`decisions`)."""
    failed = [now for now in decisions if now.query.failed * 2 > now.query.sessions and now.outcome in _JUDGED]
    worse = [Worse(_show(now.query), lost, now.query.sessions) for now in decisions if (lost := _find_lost(now))]
    return _build("customers", [now.query for now in failed], [now.query for now in failed if _answers(now)], worse)


def build_replay(
    queries: Sequence[QueryStats], before: ReplaySide, after: ReplaySide, today: date, analyzer: QueryAnalyzer
) -> Replay:
    """Decide every query on both sides and compare. Queries and searches are in the analyzer's language."""
    old, new = (_decide(queries, side, today, analyzer) for side in (before, after))
    both = list(zip(old, new, strict=True))
    failed = [(was.query, now) for was, now in both if was.outcome in UNRESOLVED and was.query.failed]
    worse = [Worse(_show(was.query), was.article, was.query.sessions) for was, now in both if _is_worse(was, now)]
    return _build("content", [query for query, _ in failed], [query for query, now in failed if _answers(now)], worse)


def _build(
    against: Literal["customers", "content"],
    failed: Sequence[QueryStats],
    answered: Sequence[QueryStats],
    worse: Sequence[Worse],
) -> Replay:
    return Replay(
        against,
        len(failed),
        sum(query.failed for query in failed),
        len(answered),
        sum(query.failed for query in answered),
        tuple(text for query in answered if (text := _show(query)))[:_EXAMPLES],
        tuple(worse),
    )


def _decide(queries: Sequence[QueryStats], side: ReplaySide, today: date, analyzer: QueryAnalyzer) -> list[Decision]:
    knowledge = build_knowledge(side.center, today, [query.asked for query in queries], analyzer)
    asked = [query.asked for query in queries if not is_noise(query)]
    return decide_all(queries, replay_queries(asked, side.search), knowledge)


def _answers(decision: Decision) -> bool:
    return decision.outcome == "answered"


def _is_worse(was: Decision, now: Decision) -> bool:
    """Answered before by an article that the search no longer gives first, nor another answers instead."""
    lost = was.article and was.article not in now.found[:FOUND_WITHIN]
    return bool(_answers(was) and lost and not _answers(now))


def _find_lost(now: Decision) -> str:
    """The article that this search led most of its sessions to, where it no longer does and none answers instead."""
    query = now.query
    led = [answer.article for answer in query.answers if answer.direct * 2 > query.sessions]
    return led[0] if led and led[0] not in now.found[:FOUND_WITHIN] and not _answers(now) else ""


def _show(query: QueryStats) -> str:
    shown: tuple[Wording, ...] = query.shown
    return shown[0].text if shown else ""
