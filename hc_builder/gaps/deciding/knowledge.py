"""What the current content can answer: its articles, their words, and how near each comes to a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.deciding.coverage import Coverage, Covering, build_coverage, build_sources
from hc_builder.gaps.model.queries import QueryStats
from hc_builder.gaps.query_keys import find_terms


@dataclass(frozen=True)
class Knowledge:
    """`articles` are ids with the day (since 1970) of their last change, 0 where it is not known; `terms` are all words
    of the content, public and so safe to show; `today` is the day on which it is judged."""

    articles: Mapping[str, int]
    terms: frozenset[str]
    coverage: Coverage
    today: int

    def count_weeks_since(self, article: str) -> int:
        """Whole weeks for which the article has stood as it is."""
        return max(0, self.today - self.articles.get(article, self.today)) // 7

    def cover(self, queries: Sequence[QueryStats]) -> Mapping[str, tuple[Covering, ...]]:
        """Key → the articles that come nearest to the query."""
        found = self.coverage.find([query.asked for query in queries])
        return {query.key: near for query, near in zip(queries, found, strict=True)}


def build_knowledge(center: HelpCenter, today: date, queries: Sequence[str] = ()) -> Knowledge:
    """Of the center's first language. `queries` help to tell which words are rare."""
    articles = center.in_language(center.settings.languages[0])
    sources = build_sources(articles)
    terms = frozenset(term for source in sources for line in source.lines for term in find_terms(line))
    days = {shown.article.id: _count_days(shown.article.fields.updated) for shown in articles}
    return Knowledge(days, terms, build_coverage(sources, queries), _count_days(today))


def _count_days(day: date | None) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal() if day else 0
