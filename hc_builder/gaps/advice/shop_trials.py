"""Advice for a project: every change is tried on an index in memory, made of the one before it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass

from hc_builder.gaps.advice.candidates import list_candidates
from hc_builder.gaps.advice.trial import Advice, advise
from hc_builder.gaps.deciding.search_memory import OpenedLater, RememberedSearch
from hc_builder.gaps.model.decisions import QuerySearch
from hc_builder.gaps.model.gaps import Findings, Gap
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.project import Project
from hc_builder.search.cures import Shop
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import open_series
from hc_builder.search.naming import name_index

_ADVISED = 20
"""For so many gaps the cures are tried, most of them at once."""


def find_advice(project: Project, analyzer: QueryAnalyzer, findings: Findings) -> dict[str, tuple[Advice, ...]]:
    """What would make the articles of the first gaps findable, each change tried; by the id of the gap. `analyzer` is
    that of the shop's first language."""
    gaps = [followed.gap for followed in findings.gaps if followed.gap.kind == "unfindable"][:_ADVISED]
    langs = sorted({gap.lang for gap in gaps})
    found = (
        _advise_in([gap for gap in gaps if gap.lang == lang], project, analyzer.of(lang), findings) for lang in langs
    )
    return {id: advice for advised in found for id, advice in advised.items()}


def _advise_in(
    gaps: Sequence[Gap], project: Project, analyzer: QueryAnalyzer, findings: Findings
) -> dict[str, tuple[Advice, ...]]:
    """The advice for gaps that customers of one language met, that of `analyzer`."""
    lang = analyzer.lang
    decisions = [decision for decision in findings.decisions if decision.query.lang == gaps[0].lang]
    candidates = list_candidates(gaps, decisions, project.center, analyzer, findings.discretion)
    cards, words = project.list_cards(lang), project.settings.words
    with open_series(words, lang, cards, project.derived) as series, ExitStack() as stack:
        shop = Shop(project.center, project.synonyms[lang], lang, series.make)
        return advise(candidates, gaps, decisions, shop, _Searches(project, stack).open, analyzer)


@dataclass
class _Searches:
    """Opens the search of one changed shop after the other, all in one V8."""

    project: Project
    stack: ExitStack
    _engine: SearchEngine | None = None

    def open(self, shop: Shop) -> AbstractContextManager[QuerySearch]:
        """The search until the next one is opened; its index is made where it did not find all before."""
        version = name_index(shop.center, shop.lang, shop.synonyms, self.project.list_cards(shop.lang))
        later = OpenedLater(lambda: self._open_engine(shop))
        return nullcontext(RememberedSearch(later, self.project.derived, version))

    def _open_engine(self, shop: Shop) -> SearchEngine:
        files = shop.build(shop.center, shop.synonyms)
        if self._engine:
            self._engine.exchange(files)
        else:
            self._engine = self.stack.enter_context(SearchEngine(files))
        return self._engine
