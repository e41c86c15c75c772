"""Where the references of an article lead: to another page, a file, another site, or nowhere."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.markup import Reference

_EXTERNAL = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


@dataclass(frozen=True)
class Target:
    """A reference that leads somewhere in this site: `url` under the site's root, and the page it is, if one."""

    url: str
    fragment: str = ""
    shown: Shown | None = None


def is_external(target: str) -> bool:
    """Another site, a `tel:` or `mailto:` link, or inline data."""
    return bool(_EXTERNAL.match(target))


def find_line(shown: Shown, target: str) -> int:
    """The line of the article's file on which `target` is written (the body's first, where it is not to be found)."""
    article = shown.article
    for number, line in enumerate(article.source.split("\n"), 1):
        if number >= article.body_line and (target in line or unquote(target) in line):
            return number
    return article.body_line


class AddressBook:
    """Every address by which a page or file of the help center is known.

    Pages are known by their file, their URL, and the old URLs of `redirect_from` and `permalink`.
    """

    def __init__(self, center: HelpCenter) -> None:
        self.center = center

    def resolve(self, shown: Shown, target: str) -> Target | None:
        """Where a reference of that article leads; `None`: nowhere. External ones are not asked for."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        if not path:
            return Target(shown.url, unquote(parts.fragment), shown)
        for candidate in self._candidates(shown, path):
            if found := self._find(candidate, shown.article.lang):
                return Target(found[0], unquote(parts.fragment), found[1])
        return None

    def _candidates(self, shown: Shown, path: str) -> Iterator[str]:
        """Paths under the content folder that the writer may mean, the literal one first."""
        if not path.startswith("/"):
            base = posixpath.dirname(shown.article.path)
            literal = posixpath.normpath(posixpath.join(base, path))
            yield literal
            yield literal.removeprefix("../").removeprefix(f"{self.center.root.name}/")
            yield posixpath.normpath(posixpath.join(shown.url, path))  # as a browser reads it
        else:
            yield path.strip("/")
            yield path.strip("/").removeprefix(f"{self.center.root.name}/")

    def _find(self, path: str, lang: str) -> tuple[str, Shown | None] | None:
        if path in self.center.files:
            return path, None
        if page := self._pages.get(path):
            return page
        stem = path.removesuffix(".html").removesuffix("/")
        return self._pages.get(f"{lang}:{stem}") or self._pages.get(f"{self.center.settings.languages[0]}:{stem}")

    @cached_property
    def _pages(self) -> dict[str, tuple[str, Shown | None]]:
        """File path, and `lang:address`, → (URL, article or `None` for a category page)."""
        pages: dict[str, tuple[str, Shown | None]] = {}
        for category in self.center.categories:
            url = self.center.category_url(category)
            pages |= dict.fromkeys(filter(None, (category.path, f"{category.lang}:{category.id}")), (url, None))
        for shown in self.center.articles:
            article = shown.article
            old = [*article.fields.redirect_from, article.fields.permalink]
            known = [article.id, f"{article.id}.md", shown.url, *old]
            for name in filter(None, (name.strip("/").removesuffix(".html") for name in known)):
                pages.setdefault(f"{article.lang}:{name}", (shown.url, shown))
            pages[f"{article.lang}:{article.id}"] = pages[article.path] = (shown.url, shown)
        return pages


def relative_url(target: str, page_url: str) -> str:
    """`'refund/when/'` as seen from the page at `'delivery/fee/'`: `'../../refund/when/'`."""
    up = "../" * page_url.count("/")
    return (up + quote(target, safe="/%#?=&")) or "./"


def rewrite(book: AddressBook, shown: Shown, reference: Reference) -> str:
    """The reference as the page must write it; what leads nowhere stays as written."""
    target = reference.target
    if is_external(target) or target.startswith("#"):
        return target
    found = book.resolve(shown, target)
    if found is None:
        return target
    fragment = f"#{quote(found.fragment)}" if found.fragment else ""
    return relative_url(found.url, shown.url) + fragment
