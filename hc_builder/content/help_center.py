"""A help center: all articles and categories of a content folder, with every fault found on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from hc_builder.content.article import Article
from hc_builder.content.cards import OwnCard
from hc_builder.content.category import Category
from hc_builder.content.flows import Flow
from hc_builder.content.markup import Rendered
from hc_builder.content.pictures import Picture, PictureFault, read_picture
from hc_builder.content.popular import PopularArticle
from hc_builder.content.settings import GivenSettings, Settings
from hc_builder.content.targets import Origin
from hc_builder.file_memo import FileMemo
from hc_builder.problems import Problem


@dataclass(frozen=True)
class Shown:
    """An article as it is shown: its own rendering, and its address under the site's root (`refund/when/`).

    One that is `unlisted`, by its front matter or `not_in_nav`, has a page but stands in no list; the search finds it,
    but where its own front matter says so. `is_draft` says that `draft_docs` names it. `key` stands for all that was
    made of its file, for what is made of that in turn.
    """

    article: Article
    rendered: Rendered
    url: str
    unlisted: bool = False
    is_draft: bool = False
    key: bytes = b""

    @property
    def is_in_lists(self) -> bool:
        """Whether lists of articles name it; the text of a folder is in none."""
        return not (self.unlisted or self.article.is_head)

    @property
    def is_offered(self) -> bool:
        """Whether feeds and exports tell of it: it is neither hidden nor a draft, and no notice, which soon is over."""
        return self.article.is_for_engines and not (self.unlisted or self.is_draft or self.article.is_notice)


@dataclass(frozen=True)
class HelpCenter:
    """All of it. `files` maps each other file's path in the site to its place on disk; `unpublished` are the paths of
    drafts, of articles that wait for their day, and of the pictures that only those show; `left_out` says why another
    file, or a folder with all in it, is no part of the site; `unused` are files of `media_roots` that nothing refers
    to, which stay where they are; `newly_read` articles were not in the cache; `own_cards` are the shop's own,
    `popular` the articles that customers open most, most first, `notices` those of every day; `audiences` says whom
    a folder is for that is not for everybody."""

    root: Path
    settings: Settings
    articles: tuple[Shown, ...]
    categories: tuple[Category, ...]
    files: Mapping[str, Path]
    problems: tuple[Problem, ...] = field(default=())
    unpublished: frozenset[str] = frozenset()
    left_out: Mapping[str, str] = field(default_factory=dict)
    unused: frozenset[str] = frozenset()
    pictures: FileMemo[Picture | PictureFault] | None = None
    newly_read: int = 0
    flows: tuple[Flow, ...] = ()
    own_cards: tuple[OwnCard, ...] = ()
    popular: tuple[PopularArticle, ...] = ()
    notices: tuple[Article, ...] = ()
    audiences: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Shown]:
        """(language, id) → article."""
        return {(shown.article.lang, shown.article.id): shown for shown in self.articles}

    @cached_property
    def category_by_key(self) -> dict[tuple[str, str], Category]:
        """(language, id) → category."""
        return {(category.lang, category.id): category for category in self.categories}

    def find(self, id: str, lang: str | None = None) -> Shown | None:
        """The article of that id, in `lang` or else the first language."""
        first = self.settings.language
        return self.by_key.get((lang or first, id)) or self.by_key.get((first, id))

    def in_language(self, lang: str) -> tuple[Shown, ...]:
        return tuple(shown for shown in self.articles if shown.article.lang == lang)

    def list_public(self, lang: str) -> tuple[Shown, ...]:
        """The articles of a language that anybody may be told of. The search, and whatever else goes out in bulk, asks
        here: an article that is unlisted by its writer, or for an audience, is known to those who have its address."""
        return tuple(
            shown
            for shown in self.in_language(lang)
            if not (shown.article.fields.unlisted or self.find_audience(shown.article.id))
        )

    def list_offered(self, lang: str) -> tuple[Shown, ...]:
        """Those of them that feeds and exports tell of, texts of folders among them."""
        return tuple(shown for shown in self.list_public(lang) if shown.is_offered)

    def list_public_categories(self, lang: str) -> tuple[Category, ...]:
        """The categories of a language that are for everybody, in order."""
        return tuple(each for each in self.categories if each.lang == lang and not self.find_audience(each.id))

    def find_audience(self, id: str) -> str:
        """Whom an article or a category is for; `""`: everybody."""
        return self.audiences.get(self.find_audience_folder(id), "")

    def find_audience_folder(self, id: str) -> str:
        """The nearest folder above an article or a category, or it itself, that is for an audience; `""`: there is
        none."""
        while self.audiences and id and id not in self.audiences:
            id = id.rpartition("/")[0]
        return id if self.audiences else ""

    def open_to(self, folder: str) -> "HelpCenter":
        """As those see it whom that folder is for: to them its articles are public."""
        others = {id: audience for id, audience in self.audiences.items() if audience != self.audiences[folder]}
        return replace(self, audiences=others)

    def ancestors(self, category_id: str, lang: str) -> tuple[Category, ...]:
        """From the top-level category down to the one given; the home is left out."""
        parts = category_id.split("/") if category_id else []
        ids = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        return tuple(self.category_by_key[lang, id] for id in ids if (lang, id) in self.category_by_key)

    def find_head(self, category: Category) -> Shown | None:
        """The text of a category's own page: that of its `index.md`, or where it has none an article of its name."""
        shown = self.by_key.get((category.lang, category.id))
        return shown if shown and category.path in ("", shown.article.path) else None

    def category_url(self, category: Category) -> str:
        """`delivery/`; the first language has no prefix."""
        return address(category.id, category.lang, self.settings)

    def find_picture(self, file: Path) -> Picture | PictureFault:
        """One of `files`, as far as it can be read."""
        try:
            return self.pictures.find(file) if self.pictures else read_picture(file)
        except OSError:
            return read_picture(file)  # which tells it

    def find_origin(self, shown: Shown) -> Origin:
        """Where the references of that article stand."""
        return build_origin(self.root, self.settings, shown)

    def shown_path(self, path: str) -> str:
        """A content path as the writer would type it: `content/refund/when.md`."""
        return f"{self.root.name}/{path}"


def build_origin(root: Path, settings: GivenSettings, shown: Shown) -> Origin:
    """Where the references of an article of that content folder stand."""
    return Origin(shown.article.path, shown.url, root.name, settings.base_path)


def address(id: str, lang: str, settings: GivenSettings) -> str:
    """The URL under the site's root: `refund/when/`, `en/refund/when/`; `""` is the home."""
    prefix = "" if lang == settings.language else f"{lang}/"
    return f"{prefix}{id}/" if id else prefix


def search_page(lang: str, settings: GivenSettings, audience: str = "") -> str:
    """`search/`; that of the folder of an `audience` stands in it, and finds its articles too: `business/search/`."""
    return address(f"{audience}/search".lstrip("/"), lang, settings)


def search_folder(lang: str, settings: GivenSettings, audience: str = "") -> str:
    """Where the files of the search index are: `search/ko/`, `business/search/ko/`."""
    return f"{search_page(lang, settings, audience) if audience else 'search/'}{lang}/"
