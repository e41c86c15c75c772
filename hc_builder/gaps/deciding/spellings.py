"""Slips fold into the query that was meant: `ghksqnf` and `환블` into `환불`, by what the search itself mended."""

import re
from collections.abc import Mapping, Sequence

from hc_builder.gaps.model.decisions import QueryResult
from hc_builder.gaps.model.queries import QueryStats
from hc_builder.gaps.query_keys import QueryAnalyzer

_HANGUL, _LATIN = re.compile(r"[ㄱ-ㅣ가-힣]"), re.compile(r"[A-Za-z]")


def find_spellings(
    queries: Sequence[QueryStats], readings: Mapping[str, QueryResult], terms: frozenset[str], analyzer: QueryAnalyzer
) -> dict[str, str]:
    """The key of each query that is a slip → the key of what was meant. `readings`: wording → how it was understood.

    What the search took a query for may be wrong, the more so where the content has nothing of the kind. A slip folds
    only into a query that others typed, and more of them, or as a whole into one word of the content (`terms`).
    """
    sessions = {query.key: query.sessions for query in queries}
    meant = {query: readings[query.asked].mended for query in queries if query.asked in readings}
    slips = {query.key: analyzer.key_query(text, query.lang) for query, text in meant.items() if text}
    return {
        query.key: slips[query.key]
        for query, text in meant.items()
        if text and slips[query.key] not in {query.key, *slips} and _is_meant(query, text, sessions, terms, analyzer)
    }


def _is_meant(
    query: QueryStats, text: str, sessions: Mapping[str, int], terms: frozenset[str], analyzer: QueryAnalyzer
) -> bool:
    others = sessions.get(analyzer.key_query(text, query.lang))
    if others is None:
        words = analyzer.of(query.lang).find_terms(text)
        return len(words) == 1 and words[0] in terms
    return others > query.sessions or _is_other_layout(query.asked, text)


def _is_other_layout(typed: str, meant: str) -> bool:
    """One in Latin letters, the other in Hangul: the keyboard stood on the other layout."""

    def scripts(text: str) -> tuple[bool, bool]:
        return bool(_HANGUL.search(text)), bool(_LATIN.search(text))

    return {scripts(typed), scripts(meant)} == {(True, False), (False, True)}
