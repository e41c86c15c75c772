"""Neutral articles and categories as files of ours: front matter and Markdown, one way to write each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from hc_builder.content.redirects import clean_address, find_oddity
from hc_builder.importers.model import HEAD, NO_ORDER, Export, SourceArticle, SourceCategory
from hc_builder.importers.renaming import digest_text
from hc_builder.importers.titles import letters
from hc_builder.yaml_lines import quote_yaml


@dataclass(frozen=True)
class Item:
    """A file to be written below the content folder: `key` is how it is known from run to run, `read` its bytes,
    `text` a hash over an article's words."""

    key: str
    path: str
    read: Callable[[], bytes]
    kind: str
    text: str = ""


def list_items(export: Export, main_lang: str) -> list[Item]:
    """Every file, in order of path. Old addresses that another page has, or had first, are left out; so is a category
    at whose place an article stands, which then is its page."""
    taken = {_find_url(article.place, article.lang, main_lang) for article in export.articles}
    taken |= {_find_url(category.path, category.lang, main_lang) for category in export.categories}
    categories = {(category.path, category.lang): category for category in export.categories}
    items = []
    for article in export.articles:
        old = [address for address in article.old if _claim(address, taken)]
        path = name_file(article.path, article.lang, main_lang)
        category = categories.pop((article.folder or "", article.lang), None)
        read = partial(render_head, category, article, old) if category else partial(render_article, article, old)
        items.append(Item(f"article:{article.key}", path, read, "article", digest_text(article)))
    pages = {(article.place, article.lang) for article in export.articles}
    standing = (category for place, category in categories.items() if place not in pages)
    for category in standing:
        path = name_file(f"{category.path}/{HEAD}", category.lang, main_lang)
        key = f"category:{category.path}:{category.lang}"
        items.append(Item(key, path, partial(render_category, category), "category"))
    items += [Item(f"media:{path}", path, read, "media") for path, read in export.media.items()]
    return sorted(items, key=lambda item: item.path)


def name_file(path: str, lang: str, main_lang: str) -> str:
    return f"{path}.{lang}.md" if lang and lang != main_lang else f"{path}.md"


def _find_url(path: str, lang: str, main_lang: str) -> str:
    return f"{lang}/{path}" if lang and lang != main_lang else path


def _claim(address: str, taken: set[str]) -> bool:
    name = clean_address(address)
    if find_oddity(address) or name in taken:
        return False
    taken.add(name)
    return True


def render_article(article: SourceArticle, old: Iterable[str]) -> bytes:
    """Only what is not as it would be without the line is written."""
    head = {
        "title": article.title,
        "type": article.type if article.type != "faq" else "",
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
    return _render_text(head, article)


def render_head(category: SourceCategory, article: SourceArticle, old: Iterable[str]) -> bytes:
    """A folder with the text of its page. What that was called, where the folder is called otherwise, is a way to find
    it."""
    also = () if letters(article.title) == letters(category.title) else (article.title,)
    described = replace(category, description=category.description or article.summary)
    head = {
        **_describe_category(described),
        "questions": list(dict.fromkeys((*article.questions, *also))),
        "keywords": list(article.keywords),
        "owner": article.owner,
        "updated": article.updated,
        "draft": article.draft,
        "noindex": article.noindex,
        "redirect_from": list(old),
    }
    return _render_text(head, article)


def _render_text(head: Mapping[str, object], article: SourceArticle) -> bytes:
    return f"{_render_head(head)}\n{article.body.strip(chr(10))}\n".encode()


def render_category(category: SourceCategory) -> bytes:
    return _render_head(_describe_category(category)).encode()


def _describe_category(category: SourceCategory) -> dict[str, object]:
    return {
        "title": category.title,
        "description": category.description,
        "order": category.order if category.order != NO_ORDER else None,
        "groups": list(category.groups),
    }


def _render_head(head: Mapping[str, object]) -> str:
    given = {key: value for key, value in head.items() if value or (key == "order" and value == 0)}
    return "---\n{}---\n".format("".join(_render_line(key, value) for key, value in given.items()))


def _render_line(key: str, value: object) -> str:
    if isinstance(value, list):
        return f"{key}:\n{''.join(f'  - {quote_yaml(item)}{chr(10)}' for item in value)}"
    return f"{key}: {quote_yaml(value) if isinstance(value, str) else str(value).lower()}\n"


def mark_as_draft(text: str) -> str:
    """The same article with `draft: true`."""
    lines = list(_drop_draft(text))
    return "\n".join([lines[0], "draft: true", *lines[1:]]) if lines[0] == "---" else f"---\ndraft: true\n---\n{text}"


def _drop_draft(text: str) -> Iterator[str]:
    in_head = False
    for number, line in enumerate(text.split("\n")):
        in_head = number == 0 or (in_head and line != "---")
        if not (in_head and line.startswith("draft:")):
            yield line
