"""Neutral articles and categories as files of ours: front matter and Markdown, one way to write each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import yaml

from hc_builder.content.redirects import clean_address, find_oddity
from hc_builder.importers.model import NO_ORDER, Export, SourceArticle, SourceCategory


@dataclass(frozen=True)
class Item:
    """A file to be written below the content folder: `key` is how it is known from run to run, `read` its bytes."""

    key: str
    path: str
    read: Callable[[], bytes]
    kind: str


def list_items(export: Export, main_lang: str) -> list[Item]:
    """Every file, in order of path. Old addresses that another page has, or had first, are left out."""
    taken = {_find_url(article.path, article.lang, main_lang) for article in export.articles}
    taken |= {_find_url(category.path, category.lang, main_lang) for category in export.categories}
    items = []
    for article in export.articles:
        old = [address for address in article.old if _claim(address, taken)]
        text = render_article(article, old)
        path = name_file(article.path, article.lang, main_lang)
        items.append(Item(f"article:{article.key}", path, partial(str.encode, text), "article"))
    for category in export.categories:
        path = name_file(f"{category.path}/index", category.lang, main_lang)
        text = render_category(category)
        items.append(Item(f"category:{category.path}:{category.lang}", path, partial(str.encode, text), "category"))
    items += [Item(f"media:{path}", path, read, "media") for path, read in export.media.items()]
    return sorted(items, key=lambda item: item.path)


def name_file(path: str, lang: str, main_lang: str) -> str:
    return f"{path}.{lang}.md" if lang and lang != main_lang else f"{path}.md"


def _find_url(path: str, lang: str, main_lang: str) -> str:
    return f"{lang}/{path}" if lang and lang != main_lang else path


def _claim(address: str, taken: set[str]) -> bool:
    name = clean_address(address).removesuffix(".html")
    if find_oddity(address) or name in taken:
        return False
    taken.add(name)
    return True


def render_article(article: SourceArticle, old: Iterable[str]) -> str:
    """Only what is not as it would be without the line is written."""
    head = {
        "title": article.title,
        "summary": article.summary,
        "questions": list(article.questions),
        "keywords": list(article.keywords),
        "owner": article.owner,
        "updated": article.updated,
        "order": article.order if article.order != NO_ORDER else None,
        "group": article.group,
        "pin": article.pin,
        "popular": article.popular,
        "draft": article.draft,
        "noindex": article.noindex,
        "unlisted": article.unlisted,
        "redirect_from": list(old),
    }
    return f"{_render_head(head)}\n{article.body.strip(chr(10))}\n"


def render_category(category: SourceCategory) -> str:
    head = {
        "title": category.title,
        "description": category.description,
        "order": category.order if category.order != NO_ORDER else None,
        "groups": list(category.groups),
    }
    return _render_head(head)


class _Dumper(yaml.SafeDumper):
    """Lists stand indented below their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)


def _render_head(head: Mapping[str, object]) -> str:
    given = {key: value for key, value in head.items() if value or (key == "order" and value == 0)}
    text = yaml.dump(given, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000_000)
    return f"---\n{text}---\n"


def mark_as_draft(text: str) -> str:
    """The same article with `draft: true`."""
    lines = [line for line in _drop_draft(text)]
    return "\n".join([lines[0], "draft: true", *lines[1:]]) if lines[0] == "---" else f"---\ndraft: true\n---\n{text}"


def _drop_draft(text: str) -> Iterator[str]:
    in_head = False
    for number, line in enumerate(text.split("\n")):
        in_head = number == 0 or (in_head and line != "---")
        if not (in_head and line.startswith("draft:")):
            yield line
