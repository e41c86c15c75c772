"""What sessions tell of a query beyond its words: whether the search served them, what they typed next, and where they
ended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from hc_builder.gaps.deciding.outcomes import CARD
from hc_builder.gaps.model.decisions import FOUND_WITHIN, Decision
from hc_builder.gaps.model.queries import QueryStats
from hc_builder.gaps.query_keys import number_text

_MOST_LINKED = 30
"""So many queries that ended at one article are linked with each other; the others hold to them by their words."""


def is_shown(article: str, decision: Decision) -> bool:
    """Whether the search shows the article, or the card that has no article, at a glance."""
    if not article:
        return decision.quoted.startswith(CARD)
    return article in (decision.quoted, *decision.found[:FOUND_WITHIN])


def is_troubled(decision: Decision) -> bool:
    """Some sessions were not served by what the search shows for the query."""
    if decision.outcome == "spam":
        return False
    query = decision.query
    served = sum(answer.direct for answer in query.answers if is_shown(answer.article, decision))
    return served < query.sessions or query.failed > 0 or decision.refused > 0


def link_rewordings(queries: Sequence[QueryStats]) -> Iterator[tuple[str, str]]:
    """Wordings that one customer typed one after the other, for want of an answer."""
    texts = {number_text(query.key): query.asked for query in queries}
    for query in queries:
        for rewording in query.rewordings:
            if rewording.number in texts:
                yield query.asked, texts[rewording.number]


def link_landings(decisions: Iterable[Decision]) -> Iterator[tuple[str, str]]:
    """Wordings after which customers ended at one article that the search did not show them."""
    landed: dict[str, list[str]] = defaultdict(list)
    for decision in decisions:
        if is_troubled(decision):
            for answer in decision.query.answers:
                if answer.article and not is_shown(answer.article, decision):
                    landed[answer.article].append(decision.query.asked)
    for texts in landed.values():
        yield from combinations(texts[:_MOST_LINKED], 2)
