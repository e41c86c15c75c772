"""Gathers a help center: the pages that were read, with what stands beside them, each fault among its problems."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hc_builder.cache import Cache
from hc_builder.content.cards import NAME as CARDS
from hc_builder.content.cards import OwnCard, read_own_cards
from hc_builder.content.category import Category, CategoryFields
from hc_builder.content.files import NO_PATTERNS, FileList, FilePatterns, Unsaved, list_files, put_in_place
from hc_builder.content.flows import Flow, read_flows
from hc_builder.content.help_center import HelpCenter, Shown, address
from hc_builder.content.markup import Renderer
from hc_builder.content.pictures import Picture, PictureFault, read_picture
from hc_builder.content.popular import NAME as POPULAR
from hc_builder.content.popular import PopularArticle, read_popular
from hc_builder.content.reading import PageReader, ReadPage, read_pages
from hc_builder.content.settings import Settings
from hc_builder.content.shown_media import MediaFinder
from hc_builder.file_memo import FileMemo
from hc_builder.problems import Problem


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
    unseen = [page.shown for page in drawn if not (with_drafts or page.is_public(today))]
    shown = tuple(page.shown for page in public)
    private, unused = _leave_out_media(MediaFinder(root, settings, files.media), files, named_files, shown, unseen)
    heads = [page.category for page in pages if page.category and (with_drafts or not page.file.is_draft)]
    beside = _read_beside(root, settings)
    told = [fault for page in pages for fault in page.problems]
    told += [fault for page in public for fault in page.read.faults]
    return HelpCenter(
        root=root,
        settings=settings,
        articles=shown,
        categories=_settle_categories(heads, shown, settings),
        files={path: file for path, file in files.media.items() if path not in private | unused},
        problems=(*files.problems, *told, *beside.faults, *_check_presence(root, len(pages), len(drawn), len(shown))),
        unpublished=frozenset(each.article.path for each in unseen) | private,
        left_out=files.left_out,
        unused=unused,
        pictures=pictures,
        newly_read=sum(page.is_new for page in pages),
        flows=beside.flows,
        own_cards=beside.own_cards,
        popular=beside.popular,
        notices=tuple(page.shown.article for page in drawn if page.shown.article.is_notice),
        audiences=_find_audiences(page.category for page in pages if page.category),
    )


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


def _leave_out_media(
    finder: MediaFinder, files: FileList, named_files: Iterable[str], shown: Sequence[Shown], unseen: Sequence[Shown]
) -> tuple[frozenset[str], frozenset[str]]:
    """The files that stay private, and those beside the content that nothing refers to."""
    private = finder.find_private(unseen, shown)
    if not files.beside:
        return private, frozenset()
    named = frozenset(address.lstrip("/") for address in (*named_files, *finder.settings.list_policy_targets()))
    return private, files.beside - finder.find_shown(shown) - named


class _Beside(NamedTuple):
    """What a content folder has beside its articles, in files of YAML, and the faults of these."""

    flows: tuple[Flow, ...]
    own_cards: tuple[OwnCard, ...]
    popular: tuple[PopularArticle, ...]
    faults: list[Problem]


def _read_beside(root: Path, settings: Settings) -> _Beside:
    flows, flow_faults = read_flows(root, settings.languages, settings.variables_by_language)
    own_cards, card_faults = read_own_cards(root / CARDS, f"{root.name}/{CARDS}", settings)
    popular, popular_faults = read_popular(root / POPULAR, f"{root.name}/{POPULAR}")
    return _Beside(tuple(flows), tuple(own_cards), tuple(popular), [*flow_faults, *card_faults, *popular_faults])


def _find_audiences(heads: Iterable[Category]) -> dict[str, str]:
    """By folder, as the head of any language says it, a draft's too: what one says is for some is public in no other.
    Of the home there is none: a help center for one audience is a site of its own."""
    return {head.id: head.fields.audience for head in heads if head.id and head.fields.audience}


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
