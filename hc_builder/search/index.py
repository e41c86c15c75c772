"""The search index of one language: a manifest and shards, as bytes to be written under `search/<lang>/`."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from hc_builder.content.help_center import HelpCenter
from hc_builder.search.analysis_cache import open_cache
from hc_builder.search.analyze import Analysis, Analyzer, MorphologicalAnalyzer, list_forms
from hc_builder.search.document import TITLE, Document, build_document
from hc_builder.search.everyday import find_level, find_strangers
from hc_builder.search.facts import (
    ARTICLE_ROW,
    ARTICLES,
    BIGRAM_MARK,
    COMMON,
    EVERYDAY_SHIFT,
    FORM_BIT,
    FORMAT,
    PROMINENT_BIT,
    RUN_MARK,
    TITLE_RADIX,
)
from hc_builder.search.pack import pack_common_shard, pack_postings
from hc_builder.search.postings import Postings, build_postings
from hc_builder.search.runs import add_runs, analyze_runs
from hc_builder.search.shards import Entry, Shard, cut_rows, cut_words, name_shards
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.vocabulary import find_tails, find_weak_words, resolve_synonyms

COMMON_WORDS = 1_000
_MANY = 50
"""Articles from which an index also names the less common words that it lacks: with fewer they would be most of it."""
_TITLE_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"[:TITLE_RADIX]


@contextmanager
def pause_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector: analysis allocates a million long-lived tuples, and scanning them costs 25%
    of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@pause_collector()
def build_index(center: HelpCenter, lang: str, synonyms: Synonyms, cache_dir: Path | None = None) -> dict[str, bytes]:
    """File name → bytes; the same input gives the same bytes."""
    documents = [build_document(shown) for shown in center.in_language(lang)]
    with open_cache(cache_dir, lang, MorphologicalAnalyzer(lang, center.settings.words)) as analyzer:
        return build_index_of(documents, lang, synonyms, analyzer)


def build_index_of(
    documents: Iterable[Document], lang: str, synonyms: Synonyms, analyzer: Analyzer
) -> dict[str, bytes]:
    ordered = sorted(documents, key=lambda document: (document.category, document.type, document.id))
    analyses = _analyze_words(ordered, analyzer)
    ordered = [add_runs(document, analyses) for document in ordered]
    analyses |= analyze_runs(ordered)
    postings = build_postings(ordered, analyses)
    ids = {term: number for number, term in enumerate(postings.terms)}
    entries = _list_entries(postings, ids, list_forms(analyses))
    tails = find_tails(lang, analyses)
    least = 1 if len(ordered) >= _MANY else 2
    strangers = find_strangers(lang, {word: bits for word, bits, *_ in entries}, tails.split(), least)
    nothing: list[tuple[int, tuple[int, ...]]] = []
    meant = resolve_synonyms(synonyms, analyzer, ids, postings.find_prominent)
    phrases = dict.fromkeys(strangers, nothing) | meant
    shards = {
        **cut_words(entries, phrases, pack_postings(postings)),
        COMMON: [Shard(0, pack_common_shard(_choose_common(entries)))],
        ARTICLES: cut_rows(map(_describe, ordered)),
    }
    groups = Counter((document.category, document.type) for document in ordered)
    head = {
        "format": FORMAT,
        "lang": lang,
        "documents": len(ordered),
        "titles": "".join(_TITLE_DIGITS[count] for count in _count_title_words(ordered, analyses)),
        "groups": [[*key, count] for key, count in groups.items()],
        "weak": find_weak_words(lang),
        "tails": tails,
    }
    return name_shards(head, shards)


def _analyze_words(documents: Sequence[Document], analyzer: Analyzer) -> dict[str, Analysis]:
    words = sorted(set().union(*(window.words for document in documents for window in document.windows)))
    return {word: analyzer.analyze(word) for word in words}


def _list_entries(postings: Postings, ids: Mapping[str, int], forms: Mapping[str, str]) -> list[Entry]:
    """The dictionary: terms and forms, sorted. A form has the bits, number of documents and id of its term."""
    bits = [
        kind | PROMINENT_BIT * about | find_level(term, kind) << EVERYDAY_SHIFT
        for term, kind, about in zip(postings.terms, postings.kinds, postings.list_prominent(), strict=True)
    ]
    terms = list(zip(postings.terms, bits, postings.count_documents(), range(len(ids)), strict=True))
    stems = ((form, terms[ids[stem]]) for form, stem in forms.items() if stem in ids and form not in ids)
    return sorted([*terms, *((form, kind | FORM_BIT, documents, id) for form, (_, kind, documents, id) in stems)])


def _choose_common(entries: Sequence[Entry]) -> list[Entry]:
    """The words most articles are about: where a slip may have hit the first key, only they are compared."""
    chosen = [entry for entry in entries if entry[1] & PROMINENT_BIT and not entry[1] & FORM_BIT and len(entry[0]) > 1]
    chosen = [entry for entry in chosen if not entry[0].startswith((BIGRAM_MARK, RUN_MARK))]
    return sorted(sorted(chosen, key=lambda entry: (-entry[2], entry[0]))[:COMMON_WORDS])


def _count_title_words(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> list[int]:
    """How many terms a title asks for; the browser ranks an article higher the more of its title is in the query."""
    weak = set(find_weak_words("ko").split())
    counts = []
    for document in documents:
        words = next(window.words for window in document.windows if window.bit == TITLE)
        terms = [term.text for word in words for term in analyses[word].terms if term.text not in weak]
        counts.append(min(len(terms), len(_TITLE_DIGITS) - 1))
    return counts


def _describe(document: Document) -> list[object]:
    """What a result shows. `sections` as pairs, windows as the section each belongs to, the text for its excerpt."""
    row = {
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "summary": document.summary,
        "category": document.category,
        "type": document.type,
        "sections": document.sections,
        "sectionOf": document.section_of,
        "text": document.body,
    }
    return [row[name] for name in ARTICLE_ROW]
