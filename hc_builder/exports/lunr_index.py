"""A search for apps that carry their own: an index that lunr.js loads as it is, with the morphemes of our search, and
what cuts a question into its terms. Made by `lunr`, which is lunr.js in Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

import msgspec

from hc_builder.content.help_center import Shown
from hc_builder.exports.source import FOLDER, ExportSource
from hc_builder.search.analysis import Analysis, Analyzer, list_forms
from hc_builder.search.analysis_cache import CachedAnalyzer, open_cache
from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.bundle import bundle_modules
from hc_builder.search.document import find_summary
from hc_builder.search.engine import find_engine
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.text import fold_text, split_words
from hc_builder.search.vocabulary import find_tails, find_weak_words, list_synonym_words, resolve_synonyms

SCRIPT = f"{FOLDER}/lunr-terms.js"
BOOSTS = {"title": 4, "questions": 3, "keywords": 3, "summary": 2, "headings": 2, "body": 1}
_PROMINENT = ("title", "questions", "keywords", "headings")
_Fields = Mapping[str, tuple[str, ...]]
_Target = tuple[int, tuple[str, ...]]


def name_index(lang: str) -> str:
    return f"{FOLDER}/{lang}/lunr.json"


def name_words(lang: str) -> str:
    return f"{FOLDER}/{lang}/lunr-words.json"


def name_articles(lang: str) -> str:
    return f"{FOLDER}/{lang}/lunr-articles.json"


def build_script() -> bytes:
    """What cuts a question into terms, as an ES module."""
    return bundle_modules(find_engine() / "lunr_terms.js").encode()


def build_articles(source: ExportSource, lang: str) -> bytes:
    """What results show: id → title, address and summary."""
    told = source.list_articles(lang)
    shown = {
        each.article.id: {
            "title": each.article.title,
            "url": source.find_address(each.url),
            "summary": find_summary(each),
        }
        for each in told
    }
    return msgspec.json.encode(shown) + b"\n"


def build_index(source: ExportSource, lang: str) -> bytes:
    from lunr.builder import Builder  # nobody else needs it

    builder = Builder()
    for name, boost in BOOSTS.items():
        builder.field(name, boost)
    with _open_analyzer(source, lang) as analyzer:
        for shown in source.list_articles(lang):
            terms = {name: _list_terms(words, analyzer) for name, words in _read_fields(shown).items()}
            builder.add({"id": shown.article.id, **terms})
    return msgspec.json.encode(builder.build().serialize()) + b"\n"


def build_words(source: ExportSource, lang: str) -> bytes:
    """Inflected forms, particles and endings, words that say little, and synonyms, as far as the articles have them."""
    read = [_read_fields(shown) for shown in source.list_articles(lang)]
    with _open_analyzer(source, lang) as analyzer:
        analyses = analyzer.analyze_all({word for fields in read for words in fields.values() for word in words})
        analyzer.analyze_all(list_synonym_words(source.synonyms[lang]))
        phrases = _resolve_phrases(source.synonyms[lang], read, analyzer)
    targets = sorted({target for found in phrases.values() for target in found})
    places = {target: place for place, target in enumerate(targets)}
    words = {
        "forms": list_forms(analyses),
        "tails": find_tails(lang, _group_by_tail(analyses)).split(),
        "weak": find_weak_words(lang).split(),
        "phrases": {phrase: [places[target] for target in found] for phrase, found in sorted(phrases.items())},
        "targets": [(weight, *terms) for weight, terms in targets],
    }
    return msgspec.json.encode(words) + b"\n"


def _resolve_phrases(synonyms: Synonyms, read: Sequence[_Fields], analyzer: Analyzer) -> dict[str, list[_Target]]:
    """Phrase → weights and terms of what it also means, where an article is about that."""
    about: dict[str, set[int]] = defaultdict(set)
    for number, fields in enumerate(read):
        for term in _list_terms((word for name in _PROMINENT for word in fields[name]), analyzer):
            about[term].add(number)
    names = [*about]
    ids = {term: id for id, term in enumerate(names)}
    found = resolve_synonyms(synonyms, analyzer, ids, lambda id: True, lambda id: frozenset(about[names[id]]))
    return {
        phrase: [(weight, tuple(names[id] for id in terms)) for weight, terms in targets]
        for phrase, targets in found.items()
    }


def _group_by_tail(analyses: Mapping[str, Analysis]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word, analysis in analyses.items():
        for tail in analysis.tails:
            found[tail].add(word)
    return found


def _open_analyzer(source: ExportSource, lang: str) -> AbstractContextManager[CachedAnalyzer]:
    """The one that the search's own index is made with, so that no word is analysed twice."""
    return open_cache(source.cache, lang, MorphologicalAnalyzer(lang, source.center.settings.words))


def _read_fields(shown: Shown) -> _Fields:
    fields, sections = shown.article.fields, shown.rendered.sections
    texts = {
        "title": fields.title,
        "questions": "\n".join(fields.questions),
        "keywords": " ".join(fields.keywords),
        "summary": fields.summary,
        "headings": "\n".join(section.title for section in sections),
        "body": "\n".join(section.text for section in sections),
    }
    return {name: tuple(split_words(fold_text(text))) for name, text in texts.items()}


def _list_terms(words: Iterable[str], analyzer: Analyzer) -> list[str]:
    asked = list(words)
    found = analyzer.analyze_all(asked)
    return [term.text for word in asked for term in (*found[word].terms, *found[word].wider)]
