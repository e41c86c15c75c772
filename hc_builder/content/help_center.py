"""A help center: all articles and categories of a content folder, read once, with every fault found on the way."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import NamedTuple

from hc_builder.cache import Cache
from hc_builder.content.article import Article
from hc_builder.content.cards import NAME as CARDS
from hc_builder.content.cards import OwnCard, read_own_cards
from hc_builder.content.category import Category, CategoryFields
from hc_builder.content.companions import is_film_name, list_companions
from hc_builder.content.files import NO_PATTERNS, FileList, FilePatterns, Unsaved, list_files, put_in_place
from hc_builder.content.flows import Flow, read_flows
from hc_builder.content.markup import Rendered, Renderer
from hc_builder.content.pictures import Picture, PictureFault, read_picture
from hc_builder.content.popular import NAME as POPULAR
from hc_builder.content.popular import PopularArticle, read_popular
from hc_builder.content.reading import PageReader, ReadPage, read_pages
from hc_builder.content.settings import GivenSettings, Settings
from hc_builder.content.targets import Origin, find_candidates, is_external, split_target
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
        return _find_origin(self.root, self.settings, shown)

    def shown_path(self, path: str) -> str:
        """A content path as the writer would type it: `content/refund/when.md`."""
        return f"{self.root.name}/{path}"


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


def read_help_center(
    root: Path,
    settings: Settings,
    renderer: Renderer,
    today: date,
    with_drafts: bool = False,
    patterns: FilePatterns = NO_PATTERNS,
    named_files: Iterable[str] = (),
    cache: Cache | None = None,
    jobs: int = 1,
    unsaved: Unsaved | None = None,
) -> HelpCenter:
    """Read every file under `root`. Faults do not stop it: they are in `problems`. `named_files` are the paths in the
    site that the configuration refers to; `cache` knows what was read before."""
    cache = cache or Cache()
    files = list_files(root, settings.media_roots, patterns, with_drafts)
    files = put_in_place(files, unsaved) if unsaved else files
    pages = read_pages(files.articles, PageReader(root, settings, renderer), cache, jobs)
    return gather_help_center(root, settings, files, pages, today, with_drafts, named_files, open_pictures(root, cache))


def open_pictures(root: Path, cache: Cache) -> FileMemo[Picture | PictureFault]:
    """What is known of the pictures of a content folder."""
    return FileMemo(cache, f"pictures {root.absolute()}", read_picture, Picture | PictureFault)


def gather_help_center(
    root: Path,
    settings: Settings,
    files: FileList,
    pages: Sequence[ReadPage],
    today: date,
    with_drafts: bool = False,
    named_files: Iterable[str] = (),
    pictures: FileMemo[Picture | PictureFault] | None = None,
    show: Callable[[ReadPage, Settings], Shown] | None = None,
) -> HelpCenter:
    """The help center of pages that were read, which are those of `files`; `show` may know what `show_page` gives."""
    show = show or show_page
    drawn = [_Drawn(page, show(page, settings)) for page in pages if page.rendered]
    public = [page for page in drawn if with_drafts or page.is_public(today)]
    hidden = [page for page in drawn if not (with_drafts or page.is_public(today))]
    shown_media = _find_shown_media(root, settings, public, files.media) if files.beside else frozenset()
    private = _find_private_media(root, settings, hidden, public, files.media)
    named = frozenset(address.lstrip("/") for address in (*named_files, *settings.list_policy_targets()))
    unused = files.beside - shown_media - named
    shown = tuple(page.shown for page in public)
    heads = [page.category for page in pages if page.category and (with_drafts or not page.file.is_draft)]
    audiences = _find_audiences(page.category for page in pages if page.category)
    told = [
        *(fault for page in pages for fault in page.problems),
        *(fault for page in public for fault in page.read.faults),
    ]
    flows, flow_faults = read_flows(root, settings.languages, settings.variables_by_language)
    own_cards, card_faults = read_own_cards(root / CARDS, f"{root.name}/{CARDS}", settings)
    popular, popular_faults = read_popular(root / POPULAR, f"{root.name}/{POPULAR}")
    told = [*told, *flow_faults, *card_faults, *popular_faults]
    return HelpCenter(
        root,
        settings,
        shown,
        _settle_categories(heads, shown, settings),
        {path: file for path, file in files.media.items() if path not in private | unused},
        (*files.problems, *told, *_check_presence(root, len(pages), len(drawn), len(shown))),
        frozenset(page.shown.article.path for page in hidden) | private,
        files.left_out,
        unused,
        pictures,
        sum(page.is_new for page in pages),
        tuple(flows),
        tuple(own_cards),
        tuple(popular),
        tuple(page.shown.article for page in drawn if page.shown.article.is_notice),
        audiences,
    )


def _find_audiences(heads: Iterable[Category]) -> dict[str, str]:
    """By folder, as the head of any language says it, a draft's too: what one says is for some is public in no other.
    Of the home there is none: a help center for one audience is a site of its own."""
    return {head.id: head.fields.audience for head in heads if head.id and head.fields.audience}


class _Drawn(NamedTuple):
    """An article that was read, and as it is shown."""

    read: ReadPage
    shown: Shown

    def is_public(self, today: date) -> bool:
        return not self.read.file.is_draft and self.shown.article.is_public(today)


def show_page(page: ReadPage, settings: Settings) -> Shown:
    """An article that was read, at its address."""
    article = page.article
    assert article is not None
    assert page.rendered is not None
    url = address(article.id, article.lang, settings)
    is_unlisted = page.file.is_unlisted or article.fields.unlisted
    return Shown(article, page.rendered, url, is_unlisted, page.file.is_draft, page.key)


def _find_origin(root: Path, settings: Settings, shown: Shown) -> Origin:
    return Origin(shown.article.path, shown.url, root.name, settings.base_path)


def _find_shown_media(
    root: Path, settings: Settings, pages: Iterable[_Drawn], media: Mapping[str, Path]
) -> frozenset[str]:
    """The files that these articles show or link to."""
    targets = ((page, target) for page in pages for target in _list_targets(page.shown.rendered))
    return _find_media(root, settings, targets, media)


def _find_private_media(
    root: Path, settings: Settings, hidden: Sequence[_Drawn], public: Sequence[_Drawn], media: Mapping[str, Path]
) -> frozenset[str]:
    """The files that only articles name which are not published."""
    found = _find_named_media(root, settings, hidden, media)
    return found - _find_named_media(root, settings, public, media) if found else found


def _find_named_media(
    root: Path, settings: Settings, pages: Iterable[_Drawn], media: Mapping[str, Path]
) -> frozenset[str]:
    """The files that these articles name in any way."""
    targets = (
        (page, target)
        for page in pages
        for target in (*_list_targets(page.shown.rendered), *_FILE_NAME.findall(unescape(page.shown.article.source)))
    )
    return _find_media(root, settings, targets, media)


_FILE_NAME = re.compile(r"[^\s\"'()<>\[\]=,;|`]+")


def _list_targets(rendered: Rendered) -> Iterable[str]:
    yield from (reference.target for reference in rendered.references)
    yield from rendered.style_targets


def _find_media(
    root: Path, settings: Settings, targets: Iterable[tuple[_Drawn, str]], media: Mapping[str, Path]
) -> frozenset[str]:
    own = ((_find_origin(root, settings, page.shown), target) for page, target in targets if not is_external(target))
    named = (path for origin, target in own for path in find_candidates(origin, split_target(target)[0]))
    found = {path for path in named if path in media}
    films = filter(is_film_name, found)
    beside = {path for film in films for path in list_companions(film, settings.languages) if path in media}
    return frozenset(found | beside)


def _check_presence(root: Path, pages: int, articles: int, shown: int) -> list[Problem]:
    """A site without an article is most likely another folder than was meant."""
    if shown:
        return []
    hint = "write a first article, such as refund/when.md, or correct `docs_dir` in mkdocs.yml"
    what = "there is no article that can be read"
    if articles:
        what = f"no article is published: all {articles} are drafts or wait for their day"
        hint = "take `draft: true` off one of them, or move its `publish_at`"
    return [Problem(root.name, 0, "HC09", what, hint, "warning" if pages > articles else "error")]


def _settle_categories(
    heads: Iterable[Category], articles: Iterable[Shown], settings: Settings
) -> tuple[Category, ...]:
    """Those with an `index.md`, and every folder above an article without one."""
    found = {(head.lang, head.id): head for head in heads}
    titles = {(shown.article.lang, shown.article.id): shown.article.title for shown in articles}
    for lang, id in {(shown.article.lang, shown.article.category) for shown in articles}:
        while True:
            title = titles.get((lang, id), "")
            found.setdefault((lang, id), Category(id, lang, CategoryFields(title=title)))
            if not id:
                break
            id = id.rpartition("/")[0]
    order = settings.languages.index
    return tuple(sorted(found.values(), key=lambda c: (order(c.lang), c.fields.order, c.id)))
