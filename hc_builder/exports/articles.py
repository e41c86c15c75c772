"""`articles.json`: every article with its texts and dates, for apps and chatbots; and a short list of what changed."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from hc_builder.content.article import ArticleType
from hc_builder.content.help_center import Shown
from hc_builder.content.markup import Section
from hc_builder.exports.clean_html import clean_html
from hc_builder.exports.markdown import write_body
from hc_builder.exports.plain import write_lines
from hc_builder.exports.source import FOLDER, ExportSource

VERSION = 1
MOST_ON_A_PAGE = 200
SCHEMA = f"{FOLDER}/articles.schema.json"
Hash = Annotated[str, Meta(pattern="^[0-9a-f]{16}$", description="Another one means that the article changed.")]


class TextSection(msgspec.Struct, frozen=True):
    """The words from one heading to the next; `anchor` leads to it on the page, and is empty before the first."""

    anchor: str
    title: str
    text: str


class ArticleEntry(msgspec.Struct, frozen=True):
    """`id` stays for as long as the article is not renamed. `languages` are the addresses of its translations;
    `markdown` and `html` are the same text, with whole addresses."""

    id: str
    url: str
    title: str
    type: ArticleType
    category: str
    hash: Hash
    questions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str = ""
    updated: date | None = None
    published: date | None = None
    languages: dict[str, str] = {}
    related: tuple[str, ...] = ()
    sections: tuple[TextSection, ...] = ()
    markdown: str = ""
    html: str = ""


class CategoryEntry(msgspec.Struct, frozen=True):
    """`parent` is the id of the category that holds it; that of the home is `null`. `markdown` is the text of its own
    page, empty where it has none."""

    id: str
    url: str
    title: str
    description: str
    parent: str | None
    markdown: str = ""


class ArticlesPage(msgspec.Struct, frozen=True):
    """One file. `pages` are the addresses of all, this one among them; an article stays on its page while their number
    is the same. `count` articles are on all of them."""

    v: int
    language: str
    name: str
    home: str
    count: int
    page: int
    pages: tuple[str, ...]
    categories: tuple[CategoryEntry, ...]
    articles: tuple[ArticleEntry, ...]


class Change(msgspec.Struct, frozen=True):
    """An article that is there; one that is not listed is gone. `page` is the address of the file that holds it."""

    id: str
    hash: Hash
    page: str
    updated: date | None = None


class Changes(msgspec.Struct, frozen=True):
    """The list by which a reader asks only for what changed."""

    v: int
    language: str
    articles: tuple[Change, ...]


def count_pages(articles: int) -> int:
    """A power of two, so that it seldom changes."""
    return 1 if articles <= MOST_ON_A_PAGE else 1 << (2 * articles // MOST_ON_A_PAGE - 1).bit_length()


def name_page(lang: str, number: int) -> str:
    """`exports/ko/articles.json`, `exports/ko/articles-2.json` …: path in the site."""
    return f"{FOLDER}/{lang}/articles{'' if number == 1 else f'-{number}'}.json"


def name_changes(lang: str) -> str:
    return f"{FOLDER}/{lang}/changes.json"


def build_articles_page(source: ExportSource, lang: str, number: int) -> bytes:
    """The file with that number, from 1."""
    told = source.list_articles(lang)
    pages = count_pages(len(told))
    own = [shown for shown in told if _find_page(shown.article.id, pages) == number]
    page = ArticlesPage(
        VERSION,
        lang,
        source.name_shop(lang),
        source.find_home(lang),
        len(told),
        number,
        tuple(source.find_address(name_page(lang, each + 1)) for each in range(pages)),
        tuple(_list_categories(source, lang)),
        tuple(_describe(source, shown) for shown in own),
    )
    return _write(page)


def build_changes(source: ExportSource, lang: str) -> bytes:
    told = source.list_articles(lang)
    pages = count_pages(len(told))
    changes = tuple(
        Change(
            shown.article.id,
            _hash(shown, write_body(source, shown)),
            source.find_address(name_page(lang, _find_page(shown.article.id, pages))),
            shown.article.fields.updated,
        )
        for shown in told
    )
    return _write(Changes(VERSION, lang, changes))


def build_schema() -> bytes:
    """JSON Schema 2020-12 of a page; that of the list of changes is `#/$defs/Changes`."""
    _, components = msgspec.json.schema_components((ArticlesPage, Changes), ref_template="#/$defs/{name}")
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/ArticlesPage",
        "$defs": components,
    }
    return _write(schema)


def _find_page(id: str, pages: int) -> int:
    return zlib.crc32(id.encode()) % pages + 1


def _describe(source: ExportSource, shown: Shown) -> ArticleEntry:
    article, fields = shown.article, shown.article.fields
    markdown = write_body(source, shown)
    return ArticleEntry(
        id=article.id,
        url=source.find_address(shown.url),
        title=article.title,
        type=fields.type,
        category=article.category,
        hash=_hash(shown, markdown),
        questions=fields.questions,
        keywords=fields.keywords,
        summary=fields.summary,
        updated=fields.updated,
        published=fields.publish_at,
        languages=_find_translations(source, shown),
        related=tuple(id for id in fields.related if source.find_told(article.lang, id)),
        sections=tuple(map(_describe_section, shown.rendered.sections)),
        markdown=markdown,
        html=clean_html(shown.rendered.html, source.make_link(shown)),
    )


def _hash(shown: Shown, markdown: str) -> str:
    """Of all that its writer can change, and not of how it is written here."""
    fields = shown.article.fields
    parts = [shown.url, fields.title, fields.type, fields.questions, fields.keywords, fields.summary, markdown]
    days = [str(fields.updated), str(fields.publish_at), fields.related]
    return hashlib.sha256(json.dumps([*parts, *days]).encode()).hexdigest()[:16]


def _find_translations(source: ExportSource, shown: Shown) -> dict[str, str]:
    """By language, in the site's order."""
    others = (lang for lang in source.center.settings.languages if lang != shown.article.lang)
    found = ((lang, source.find_told(lang, shown.article.id)) for lang in others)
    return {lang: source.find_address(twin.url) for lang, twin in found if twin}


def _describe_section(section: Section) -> TextSection:
    return TextSection(section.anchor, section.title, write_lines(section.text))


def _list_categories(source: ExportSource, lang: str) -> Iterator[CategoryEntry]:
    for each in source.list_categories(lang):
        url = source.find_address(source.center.category_url(each))
        head = source.find_head(each)
        text = write_body(source, head) if head else ""
        yield CategoryEntry(each.id, url, each.title, each.fields.description, each.parent, text)


def _write(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"
