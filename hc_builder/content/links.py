"""Where the references of an article lead: to another page, a file, another site, or nowhere."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from hc_builder.cache import make_key
from hc_builder.content.companions import is_film_name
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.pictures import PICTURE_SUFFIXES
from hc_builder.content.targets import find_candidates, is_external, quote_fragment, quote_path, split_target
from hc_builder.file_memo import hash_file


@dataclass(frozen=True)
class Target:
    """A reference that leads somewhere in this site: `url` under the site's root, the `fragment` as written, and the
    page it is, if one."""

    url: str
    fragment: str = ""
    shown: Shown | None = None


class AddressBook:
    """Every address by which a page or file of the help center is known.

    Pages are known by their file, their URL, and the old URLs of `redirect_from` and `permalink`.
    """

    def __init__(self, center: HelpCenter) -> None:
        self.center = center
        self._found: dict[tuple[str, str, str], tuple[str, Shown | None] | None] = {}

    def resolve(self, shown: Shown, target: str) -> Target | None:
        """Where a reference of that article leads; `None`: nowhere. External ones are not asked for."""
        path, fragment = split_target(target)
        if not path:
            return Target(shown.url, fragment, shown)
        key = (shown.url, shown.article.path, path)
        if key not in self._found:
            self._found[key] = self._search(shown, path)
        found = self._found[key]
        return Target(found[0], fragment, found[1]) if found else None

    def _search(self, shown: Shown, path: str) -> tuple[str, Shown | None] | None:
        candidates = find_candidates(self.center.find_origin(shown), path)
        return next(filter(None, (self._find(candidate, shown.article.lang) for candidate in candidates)), None)

    @cached_property
    def key(self) -> bytes:
        """What stands for all addresses, and the sizes of all pictures and films: while it is the same, every reference
        leads where it led."""
        pages = (f"{name} {url}" for name, (url, _) in self._pages.items())
        files = (f"{path} {self._describe(path, file)}" for path, file in self.center.files.items())
        return make_key("addresses", "\n".join(pages), "\n".join(files))

    def _describe(self, path: str, file: Path) -> str:
        is_measured = posixpath.splitext(path)[1].lower() in PICTURE_SUFFIXES or is_film_name(path)
        if path.endswith(".txt"):
            return hash_file(file).hex()  # it may be what is said in a film, which stands on the page
        return repr(self.center.find_picture(file)) if is_measured else ""

    def find_media(self, shown: Shown, target: str) -> str | None:
        """The path in the site of the file that a reference names, if it names one."""
        found = None if is_external(target) else self.resolve(shown, target)
        return found.url if found and found.url in self.center.files else None

    def _find(self, path: str, lang: str) -> tuple[str, Shown | None] | None:
        if path in self.center.files:
            return path, None
        if page := self._pages.get(path):
            return page
        stem = path.removesuffix(".html").removesuffix("/")
        return self._pages.get(f"{lang}:{stem}") or self._pages.get(f"{self.center.settings.language}:{stem}")

    def follow(self, center: HelpCenter, changed: Iterable[Shown]) -> "AddressBook":
        """The book of `center`, in which no category and no old address is another one, and no article is gone;
        `changed` are those that are new or were read again. It is made sooner than a book of 5,000."""
        book = AddressBook(center)
        book.__dict__["_pages"] = pages = dict(self._pages)
        for shown in changed:
            page = shown.url, shown
            for name in (f"{shown.article.lang}:{name}" for name in _list_own_names(shown)):
                if pages.setdefault(name, page)[0] == shown.url:
                    pages[name] = page
            pages[f"{shown.article.lang}:{shown.article.id}"] = pages[shown.article.path] = page
        return book

    @cached_property
    def _pages(self) -> dict[str, tuple[str, Shown | None]]:
        """File path, and `lang:address`, → (URL, article or `None` for a category page)."""
        pages: dict[str, tuple[str, Shown | None]] = {}
        for category in self.center.categories:
            url = self.center.category_url(category)
            pages |= dict.fromkeys(filter(None, (category.path, f"{category.lang}:{category.id}")), (url, None))
        for shown in self.center.articles:
            article, page = shown.article, (shown.url, shown)
            for name in _list_own_names(shown):
                pages.setdefault(f"{article.lang}:{name}", page)
            pages[f"{article.lang}:{article.id}"] = pages[article.path] = page
        return pages


def _list_own_names(shown: Shown) -> tuple[str, ...]:
    fields = shown.article.fields
    return _list_names(shown.article.id, shown.url, fields.redirect_from, fields.permalink)


@lru_cache(maxsize=50_000)  # a preview asks again at each edit
def _list_names(id: str, url: str, redirect_from: tuple[str, ...], permalink: str) -> tuple[str, ...]:
    names = (id, f"{id}.md", url, *redirect_from, permalink)
    return tuple(filter(None, (split_target(name)[0].strip("/").removesuffix(".html") for name in names)))


def relative_url(target: str, page_url: str) -> str:
    """`'refund/when/'` as seen from the page at `'delivery/fee/'`: `'../../refund/when/'`."""
    return ("../" * page_url.count("/") + quote_path(target)) or "./"


def rewrite(book: AddressBook, shown: Shown, target: str) -> str:
    """The target of a reference as the page must write it; what leads nowhere stays as written."""
    found = None if not target.strip() or is_external(target) or target.startswith("#") else book.resolve(shown, target)
    if found is None:
        return target
    fragment = f"#{quote_fragment(found.fragment)}" if found.fragment else ""
    return relative_url(found.url, shown.url) + fragment
