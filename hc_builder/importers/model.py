"""What every reader makes of its source: articles, categories and media that know no tool any more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from hc_builder.content.article import ArticleType

NO_ORDER = 1000
HEAD = "index"
"""Name of the file that describes a folder, and whose text stands on its page."""


@dataclass(frozen=True)
class Loss:
    """What could not be carried: `what` in words, the source's `place` and `line` (1-based; 0: unknown), a `sample`."""

    what: str
    place: str = ""
    line: int = 0
    sample: str = ""


@dataclass(frozen=True)
class SourceArticle:
    """One article in one language. `key` is how the source knows it in every export; `path` is where it stands here,
    without language and suffix (`delivery/late-parcel`, or `delivery/index` for the text of a folder's own page);
    `lang` is empty where the source does not say.

    `body` is Markdown as `docs/markdown.md` has it, with targets seen from `path`. `old` are its addresses there.
    """

    key: str
    path: str
    title: str
    body: str
    lang: str = ""
    summary: str = ""
    questions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    owner: str = ""
    updated: date | None = None
    order: int = NO_ORDER
    group: str = ""
    old: tuple[str, ...] = ()
    draft: bool = False
    noindex: bool = False
    unlisted: bool = False
    pin: bool = False
    popular: bool = False
    type: ArticleType = "faq"

    @property
    def folder(self) -> str | None:
        """The folder whose page it stands on, if it is no page of its own."""
        folder, _, name = self.path.rpartition("/")
        return folder if folder and name == HEAD else None

    @property
    def place(self) -> str:
        """Where its page is."""
        return self.path if self.folder is None else self.folder


@dataclass(frozen=True)
class SourceCategory:
    """A folder of articles, at `path`."""

    path: str
    title: str
    lang: str = ""
    description: str = ""
    order: int = NO_ORDER
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Export:
    """All that a source holds. `media` are the files that its articles show, by their path here; each is read when it
    is written. `lang` is the source's own language, empty where it does not say."""

    articles: tuple[SourceArticle, ...]
    categories: tuple[SourceCategory, ...] = ()
    media: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    lang: str = ""
    title: str = ""
