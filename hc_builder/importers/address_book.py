"""Every name by which a page or file of a source is known, and what a reference to it becomes here."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from hc_builder.importers.addresses import split_address

SOURCE = "src:"
"""Scheme of a target that is a path from the root of the source: that of a reference in an included file."""
_SUFFIX = re.compile(r"\.(?:mdx?|markdown|mdown|mkd|html?|rst|aspx)$", re.I)
_HEAD = re.compile(r"(?:^|/)(?:index|readme|_index)$", re.I)
_ZENDESK = re.compile(r"(?:^|/)hc/(?:[a-z]{2,3}(?:-[a-z\d]{2,8})*/)?(articles|sections|categories)/(\d+)", re.I)
_FRESHDESK = re.compile(r"(?:^|/)support/solutions/articles/(\d+)")
_INTERCOM = re.compile(r"(?:^|/)articles/(\d{5,})(?:-|$)")


def normalize_page(name: str) -> str:
    """`/docs/Guide/README.md` → `docs/Guide`; the home page is empty."""
    path = unicodedata.normalize("NFC", name).strip().strip("/")
    for pattern, form in (
        (_ZENDESK, "hc/{0[1]}/{0[2]}"),
        (_FRESHDESK, "hc/articles/{0[1]}"),
        (_INTERCOM, "hc/articles/{0[1]}"),
    ):
        if found := pattern.search(path):
            return form.format(found)
    return _HEAD.sub("", _SUFFIX.sub("", path)).strip("/")


@dataclass
class AddressBook:
    """`pages` and `files` by name; `hosts` are the source's own, whose whole addresses are looked up too. `base` are
    beginnings that an address may have and a name has not (`docs`); `others` are names that pages give themselves."""

    hosts: frozenset[str] = frozenset()
    base: tuple[str, ...] = ()
    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def add_page(self, key: str, names: Iterable[str]) -> None:
        for name in names:
            page = normalize_page(name)
            self.pages.setdefault(page, key)
            self.pages.setdefault(_fold(page), key)

    def add_file(self, name: str, *others: str) -> None:
        for other in (name, *others):
            self.files.setdefault(other, name)
            self.files.setdefault(_fold(other), name)
        self.add_name(name)

    def add_other_name(self, name: str, key: str) -> None:
        """One by which a page is found where no file has it."""
        self.others.setdefault(_fold(name), key)

    def add_name(self, name: str) -> None:
        self.names.setdefault(_fold(posixpath.basename(name)), []).append(name)

    def is_own(self, target: str) -> bool:
        """Whether a whole address may be one of the source's."""
        parts = split_address(target)
        host = (parts.hostname or "").removeprefix("www.")
        return parts.scheme in ("http", "https", "") and (host in self.hosts or bool(_ZENDESK.search(parts.path)))

    def find(self, path: str, folder: str, url: str) -> tuple[str, str] | None:
        """`("page", key)` or `("file", name)` for a path as written, seen from a source's folder or its address."""
        for candidate in self._list_candidates(unicodedata.normalize("NFC", unquote(path)), folder, url):
            if found := self._look_up(candidate):
                return found
        return None

    def find_name(self, name: str, folder: str) -> str | None:
        """A file by its name alone, the nearest first, as Obsidian finds it."""
        found = self.names.get(_fold(posixpath.basename(name)), [])
        tail = _fold(name)
        fitting = [path for path in found if _fold(path).endswith(tail)] or found
        return min(fitting, key=lambda path: (not path.startswith(folder), path.count("/"), path), default=None)

    def find_page_name(self, name: str, folder: str) -> str | None:
        """The file of a page by its name alone."""
        name = name.removesuffix(".md")
        found = self.find(name, "", "")
        by_file = found[1] if found and found[0] == "page" else self.find_name(f"{name}.md", folder)
        return by_file or self.others.get(_fold(name))

    def _list_candidates(self, path: str, folder: str, url: str) -> Iterable[str]:
        if path.startswith(SOURCE):
            yield path.removeprefix(SOURCE)
            return
        path = path.removeprefix("pathname://")
        bare = path.removeprefix("@site/").removeprefix("@/").removeprefix("~/")
        if bare.startswith("/") or bare != path:
            yield from self._drop_bases(bare.strip("/"))
            return
        yield posixpath.normpath(posixpath.join(folder, path))
        yield posixpath.normpath(posixpath.join(posixpath.dirname(url), path)).removeprefix("../")
        yield posixpath.normpath(posixpath.join(url, path)).removeprefix("../")
        yield from self._drop_bases(re.sub(r"^(?:\.{1,2}/)+", "", path).strip("/"))

    def _drop_bases(self, path: str) -> Iterable[str]:
        yield path
        for base in self.base:
            if f"{path}/".startswith(f"{base}/"):
                yield path[len(base) :].strip("/")
        if "/" in path:  # below a path that no setting names
            yield path.partition("/")[2]

    def _look_up(self, path: str) -> tuple[str, str] | None:
        file = self.files.get(path) or self.files.get(_fold(path))
        if file:
            return "file", file
        page = normalize_page(path)
        key = self.pages.get(page) or self.pages.get(_fold(page))
        return ("page", key) if key else None


def _fold(path: str) -> str:
    return re.sub(r"[\s_-]+", "-", path.casefold())
