"""What became of each query, with the evidence: replay through the real search on the current content decides."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from feedback_function.shares import build_share
from hc_builder.gaps.deciding.coverage import ContentKnowledge
from hc_builder.gaps.model.decisions import (
    COVERED,
    FOUND_WITHIN,
    Covering,
    Decision,
    Outcome,
    QueryResult,
    QuerySearch,
)
from hc_builder.gaps.model.queries import QueryStats, SettledArticle

CARD = "card:"
"""Begins the id of what stands above the results and is no article."""
_HELPLESS = 0.22
"""An article is unhelpful for a query if the lower bound of its share of refusals is at least this; with fewer than
`_HARDLY_ANY` readers as many as `_LEAST_REFUSALS` are reported, and marked as small. One "no" is one person's."""
_LEAST_REFUSALS = 2
_HARDLY_ANY = 5
_FOUND_FIRST, _FOUND_LATE, _NOT_FOUND = 0.34, 0.52, 0.6
"""The least score of an article that nobody ended at, if the search ranks it first, late, or not at all."""
_NOISE = re.compile(r"(.)\1{3,}|https?|www|[<>{}$]")
_INITIALS = re.compile(r"^[ㄱ-ㅎㅏ-ㅣ]{4,}$")
"""Initials of words, or a hand on the keys: the search tells which."""


def replay_queries(asked: Sequence[str], search: QuerySearch) -> dict[str, QueryResult]:
    """What the search finds today for each wording."""
    return dict(zip(asked, search.find_many(asked), strict=True))


def decide_all(
    queries: Sequence[QueryStats], found: Mapping[str, QueryResult], knowledge: ContentKnowledge
) -> list[Decision]:
    """One decision for each query, in order; `found`, as from `replay_queries`, has every query that is not noise."""
    covering = knowledge.cover(queries)
    return [decide(query, found.get(query.asked), covering[query.key], knowledge) for query in queries]


def decide(
    query: QueryStats, result: QueryResult | None, near: Sequence[Covering], knowledge: ContentKnowledge
) -> Decision:
    """The outcome of one query by itself. `result` is None for noise, which is not searched."""
    if result is None or (_INITIALS.search(query.asked) and not result.ids):
        return Decision(query, "spam")
    found, quoted = result.ids, result.quoted
    score = near[0].score if near else 0.0
    outcome, article, refused = _judge(query, result, near, knowledge)
    return Decision(query, outcome, article, found, score, refused, quoted, result.mended)


def _judge(
    query: QueryStats, result: QueryResult, near: Sequence[Covering], knowledge: ContentKnowledge
) -> tuple[Outcome, str, int]:
    """The outcome, the article concerned, and the sessions that refused it."""
    found, quoted = result.ids, result.quoted
    if refused := find_refused([query], knowledge.articles):
        article, sessions = refused
        return "unhelpful", article, sessions[query.key]
    if right := find_right_article(query, result, near, knowledge):
        return ("answered" if right in (quoted, *found[:FOUND_WITHIN]) else "unfindable"), right, 0
    if quoted.startswith(CARD) and not _is_passed_by(query, len(query.weeks)):
        return "answered", "", 0
    if query.settled * 2 >= query.sessions and found:
        return "answered", found[0], 0
    return ("missing" if is_in_scope(query, knowledge) else "out_of_scope"), "", 0


def is_in_scope(query: QueryStats, knowledge: ContentKnowledge) -> bool:
    """Somebody took the trouble to go to a person or to open something, or the content uses most of the words."""
    return bool(query.contacted or query.opened) or not has_foreign_words(query, knowledge)


def has_foreign_words(query: QueryStats, knowledge: ContentKnowledge) -> bool:
    """The content uses no more than half of its words."""
    terms = knowledge.analyzer.find_terms(query.asked)
    return sum(term not in knowledge.terms for term in terms) * 2 >= len(terms)


def find_refused(queries: Sequence[QueryStats], articles: Mapping[str, int]) -> tuple[str, Mapping[str, int]] | None:
    """The article most often refused of those that were opened from the queries and refused too often, and by how many
    sessions of each query (by its key). What was refused before the article's last change no longer counts."""
    opened: Counter[str] = Counter()
    bad: dict[str, Counter[str]] = defaultdict(Counter)
    for query in queries:
        for refusal in query.refusals:
            if refusal.article in articles and refusal.day >= articles[refusal.article]:
                opened[refusal.article] += refusal.opened
                bad[refusal.article][query.key] += max(refusal.declined, refusal.contacted)
    refused = [article for article in bad if _is_refused(bad[article].total(), opened[article], queries)]
    article = min(refused, key=lambda article: (-bad[article].total(), article), default=None)
    return (article, bad[article]) if article else None


def _is_refused(bad: int, opened: int, queries: Sequence[QueryStats]) -> bool:
    """Often enough by those who opened it, and not just a wrong guess of a few who were shown nothing better."""
    all_opened, sessions = (sum(getattr(query, name) for query in queries) for name in ("opened", "sessions"))
    meant = opened * 2 >= all_opened and opened * 3 >= sessions
    often = all_opened < _HARDLY_ANY or build_share(bad, opened).low >= _HELPLESS
    return bad >= _LEAST_REFUSALS and meant and often


def find_right_article(
    query: QueryStats, result: QueryResult, near: Sequence[Covering], knowledge: ContentKnowledge
) -> str:
    """The article that answers: because customers ended there, because its answer stands above the results, or by its
    words; empty where none does."""
    ended = [answer for answer in query.answers if answer.article in knowledge.articles and _is_agreed(answer, query)]
    if ended:
        return ended[0].article
    if result.quoted in knowledge.articles and not _is_passed_by(query, knowledge.count_weeks_since(result.quoted)):
        return result.quoted
    return next((covering.article for covering in near if _answers(covering, query, result.ids, knowledge)), "")


def _answers(covering: Covering, query: QueryStats, found: Sequence[str], knowledge: ContentKnowledge) -> bool:
    """By its words, the nearer the worse the search thinks of it; and not if customers saw it and passed by."""
    if covering.article in found[:FOUND_WITHIN]:
        weeks = knowledge.count_weeks_since(covering.article)
        needed = _FOUND_FIRST if covering.article == found[0] else COVERED
        return covering.score >= needed and not _is_passed_by(query, weeks)
    return covering.score >= (_FOUND_LATE if covering.article in found else _NOT_FOUND)


def _is_passed_by(query: QueryStats, weeks: int) -> bool:
    """Customers were shown the article all those weeks and went without an answer."""
    sessions = sum(week.sessions for week in query.weeks[:weeks])
    solved = sum(week.solved for week in query.weeks[:weeks])
    return sessions >= _HARDLY_ANY and build_share(solved, sessions).high < 0.5


def _is_agreed(answer: SettledArticle, query: QueryStats) -> bool:
    """Chance leads single customers to some article; agreement of several does not."""
    return answer.sessions >= 2 and answer.sessions >= 0.25 * query.sessions


def is_noise(query: QueryStats) -> bool:
    """Not a question: only punctuation, held keys, links or code."""
    return not query.key or bool(_NOISE.search(query.asked.casefold()))
