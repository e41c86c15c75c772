"""A page of a tree of files, and its place in a navigation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hc_builder.importers.heads import Head
from hc_builder.importers.model import NO_ORDER

_LANG = re.compile(r"\._?([a-z]{2}(?:-[A-Z]{2})?)$")
_HEAD = re.compile(r"(?:index|readme|_index)", re.I)


@dataclass(frozen=True)
class Place:
    """Where a navigation names a page: below the titles of `sections`, as the `order`th."""

    sections: tuple[str, ...] = ()
    order: int | None = None
    label: str = ""
    is_hidden: bool = False


NO_PLACE = Place()
Nav = Mapping[str, Place]
"""Places by the path of the file."""


@dataclass
class Page:
    """`name` is its path in the source, `rel` that below the root of pages, without language and suffix; the rest is
    settled while the tree is read."""

    name: str
    head: Head
    rel: str
    lang: str = ""
    path: str = ""
    title: str = ""
    order: int = NO_ORDER
    place: Place = NO_PLACE
    old: tuple[str, ...] = ()
    speaks_for: str | None = None

    @property
    def key(self) -> str:
        return self.name

    def settle_folder(self, folders: Mapping[str, int]) -> None:
        """Which folder it describes, if any: as its `index`, `README`, `_index`, or as the page of its name beside it.
        `folders` are those of pages, with how many they hold; the one page of a folder is an article of its name."""
        if _HEAD.fullmatch(self.rel.rpartition("/")[2]):
            is_alone = bool(self.folder) and folders[self.folder] == 1 and not self.rel.endswith("_index")
            self.rel, self.speaks_for = (self.folder, None) if is_alone else (self.rel, self.folder)
        elif self.rel in folders:
            self.speaks_for = self.rel

    @property
    def is_head(self) -> bool:
        return self.speaks_for is not None

    @property
    def is_unlisted(self) -> bool:
        hidden = self.head.truth("unlisted", "hide", "hidden", "hidefromtoc", "nav_exclude")
        return self.place.is_hidden or hidden is True

    @property
    def folder(self) -> str:
        return self.rel.rpartition("/")[0]

    @property
    def name_here(self) -> str:
        """What its title is made of where nothing else gives one."""
        return (
            self.rel.rpartition("/")[2] if self.speaks_for is None else self.speaks_for.rpartition("/")[2] or "overview"
        )


def find_language(stem: str) -> tuple[str, str]:
    """`('help/fees', 'en')` for `help/fees._en` and `help/fees.en`."""
    tag = _LANG.search(stem)
    return (stem[: tag.start()], tag[1]) if tag else (stem, "")
