"""All exports that the settings ask for: path in the site → what makes it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from hc_builder.cache import make_key
from hc_builder.content.help_center import Shown
from hc_builder.exports import articles, calendar, llms, lunr_index, tables
from hc_builder.exports.flow_twins import build_flow_twin, find_start, list_flows
from hc_builder.exports.markdown import build_twin
from hc_builder.exports.source import ExportSource


@dataclass(frozen=True)
class Export:
    """A file that is made when it is asked for. `key` stands for all that it depends on, but for what `make` was
    answered about other articles than `shown`, which it adds to `asked`."""

    key: bytes
    make: Callable[[], bytes]
    shown: Shown | None = None
    asked: dict[str, str] = field(default_factory=dict)


def list_exports(source: ExportSource) -> dict[str, Export]:
    """None where the site has no address, by which all others would name its pages."""
    if not source.site_url:
        return {}
    settings = source.center.settings
    found = {
        path: export
        for lang in settings.languages
        for kind in settings.in_language(lang).exports
        for path, export in _LISTS[kind](source, lang)
    }
    return {path: export for path, export in found.items() if path not in source.center.files}


Listed = Iterator[tuple[str, Export]]


def _list_articles(source: ExportSource, lang: str) -> Listed:
    key = source.name_articles(lang)
    for number in range(1, articles.count_pages(len(source.list_articles(lang))) + 1):
        make = partial(articles.build_articles_page, source, lang, number)
        yield articles.name_page(lang, number), Export(make_key("articles page", key, str(number)), make)
    yield articles.name_changes(lang), Export(make_key("changes", key), partial(articles.build_changes, source, lang))
    yield articles.SCHEMA, Export(make_key("articles schema"), articles.build_schema)


def _list_llms(source: ExportSource, lang: str) -> Listed:
    flows = list_flows(source, lang)
    asked = repr([(flow.name, flow.fields, flow.steps) for flow in flows])
    year = str(source.today.year)  # of which the holidays among the opening hours are
    key = make_key("llms", source.name_articles(lang), asked, year)
    for name, build in ((llms.LIST, llms.build_list), (llms.FULL, llms.build_full)):
        yield llms.name_file(source, lang, name), Export(make_key(name, key), partial(build, source, lang))
    for category in source.list_categories(lang):
        make = partial(llms.build_category_twin, source, category)
        path = llms.name_twin(source.center.category_url(category))
        yield path, Export(make_key("category twin", key, category.id), make)
    for flow in flows:
        make = partial(build_flow_twin, source, flow)
        yield llms.name_twin(find_start(source, flow)), Export(make_key("flow twin", key, flow.name), make)
    for shown in source.list_articles(lang):
        yield llms.name_twin(shown.url), _describe_twin(source, shown, make_key("twin", source.site_url, shown.key))


def _describe_twin(source: ExportSource, shown: Shown, key: bytes) -> Export:
    asked: dict[str, str] = {}
    return Export(key, lambda: build_twin(source, shown, asked).encode(), shown, asked)


def _list_faq(source: ExportSource, lang: str) -> Listed:
    yield _describe_table(source, lang, tables.name_faq(lang), tables.build_faq)


def _list_snippets(source: ExportSource, lang: str) -> Listed:
    yield _describe_table(source, lang, tables.name_snippets(lang), tables.build_snippets)
    yield _describe_table(source, lang, tables.name_macros(lang), tables.build_macros)


def _list_lunr(source: ExportSource, lang: str) -> Listed:
    """`lunr` makes no index of nothing."""
    if not source.list_articles(lang):
        return
    key = make_key("lunr", source.name_articles(lang), repr(source.synonyms[lang]))
    for path, build in (
        (lunr_index.name_index(lang), lunr_index.build_index),
        (lunr_index.name_words(lang), lunr_index.build_words),
        (lunr_index.name_articles(lang), lunr_index.build_articles),
    ):
        yield path, Export(make_key(path, key), partial(build, source, lang))
    yield lunr_index.SCRIPT, Export(make_key("lunr script"), lunr_index.build_script)


def _list_holidays(source: ExportSource, lang: str) -> Listed:
    key = make_key("holidays", source.key, str(source.today.year), lang)
    yield calendar.name_calendar(lang), Export(key, partial(calendar.build_calendar, source, lang))


def _describe_table(
    source: ExportSource, lang: str, path: str, build: Callable[[ExportSource, str], bytes]
) -> tuple[str, Export]:
    return path, Export(make_key(path, source.name_articles(lang)), partial(build, source, lang))


_LISTS: Mapping[str, Callable[[ExportSource, str], Listed]] = {
    "articles": _list_articles,
    "llms": _list_llms,
    "faq": _list_faq,
    "snippets": _list_snippets,
    "lunr": _list_lunr,
    "holidays": _list_holidays,
}
