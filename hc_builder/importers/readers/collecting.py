"""Sources that are lists of articles, not trees of files: each with its text as HTML or Markdown, and the names by
which others refer to it."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hc_builder.importers.address_book import AddressBook
from hc_builder.importers.export_files import ExportFiles, ExportRefused
from hc_builder.importers.html import convert_html
from hc_builder.importers.leftovers import drop_leftovers, tidy_prose
from hc_builder.importers.model import Export, Loss, SourceArticle, SourceCategory
from hc_builder.importers.names import guess_language, keep_clear, make_slug, make_unique, place_head
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.relinking import Relinker
from hc_builder.importers.safety import close_lists, drop_active
from hc_builder.importers.targets import change_targets


@dataclass(frozen=True)
class Draft:
    """`article` has its text still as the source has it, HTML where `is_html`; `names` are all by which it is known;
    `folder` is where its own references start; `folders` are the titles of its categories, outermost first."""

    article: SourceArticle
    is_html: bool = True
    names: tuple[str, ...] = ()
    folder: str = ""
    folders: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.article.key

    @property
    def name(self) -> str:
        return posixpath.join(self.folder, "article")

    @property
    def path(self) -> str:
        return self.article.path

    @property
    def lang(self) -> str:
        return self.article.lang

    @property
    def old(self) -> tuple[str, ...]:
        return self.article.old


@dataclass
class Collection:
    """What a reader gathers before it becomes an `Export`."""

    files: ExportFiles
    options: Options
    drafts: list[Draft] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    categories: Mapping[str, SourceCategory] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    lang: str = ""
    title: str = ""

    def finish(self, what: str) -> Export:
        """Raises `ExportRefused` where there is no article; `what` says what one would look like."""
        if not self.drafts:
            raise self._refuse(what)
        drafts = settle_drafts(_tell_apart(self.drafts))
        relinker = self._make_relinker(drafts)
        articles = [self._convert(draft, relinker) for draft in drafts]
        articles = relinker.settle_anchors(articles)
        categories = _list_categories(drafts, self.categories)
        losses = (*self.files.losses, *self.losses, *relinker.losses)
        lang = self.lang or guess_language(" ".join(f"{one.title} {one.body[:300]}" for one in articles[:200]))
        return Export(tuple(articles), tuple(categories), dict(relinker.media), losses, lang, self.title)

    def _refuse(self, what: str) -> ExportRefused:
        first = next(iter((*self.files.losses, *self.losses)), None)
        why = f"; the first of what could not be read: {first.place}: {first.sample or first.what}" if first else ""
        return ExportRefused(f"no article in {self.files.origin}{why}", what)

    def _make_relinker(self, drafts: Sequence[Draft]) -> Relinker:
        book = AddressBook(self.hosts | ({self.options.host} - {""}))
        for draft in drafts:
            book.add_page(draft.key, [*draft.names, *draft.article.old])
        pages = {name for draft in drafts for name in draft.names}
        for name in self.files.names:
            if name not in pages:
                book.add_file(name)
        places = {draft.key: (draft.path, draft.lang) for draft in drafts}
        return Relinker(book, places, self.files, self.options)

    def _convert(self, draft: Draft, relinker: Relinker) -> SourceArticle:
        text, losses = convert_html(draft.article.body, draft.key) if draft.is_html else (draft.article.body, [])
        self.losses += losses
        prose = Prose(text, draft.key)
        if not draft.is_html:
            drop_active(prose)
        drop_leftovers(prose)
        if not draft.is_html:
            close_lists(prose)
        change_targets(prose, relinker.make_change(draft, prose))
        tidy_prose(prose)
        self.losses += prose.losses
        old = tuple(address for address in draft.article.old if address.strip("/") != draft.path)
        return replace(draft.article, body=prose.finish().strip("\n") + "\n", old=old)


def _tell_apart(drafts: Iterable[Draft]) -> list[Draft]:
    """Each with a key of its own: files of two sites may have one id; the same article twice is one."""
    apart: dict[str, Draft] = {}
    for draft in dict.fromkeys(drafts):
        key = make_unique(draft.key, apart.keys())
        apart[key] = draft if key == draft.key else replace(draft, article=replace(draft.article, key=key))
    return list(apart.values())


def settle_drafts(drafts: Iterable[Draft]) -> list[Draft]:
    """Each with a path of its own: the slugs of its categories' titles and of its own, where it has none yet."""
    drafts = list(drafts)
    above = {
        keep_clear("/".join(map(make_slug, draft.folders[:depth]))) for draft in drafts for depth in _count_up(draft)
    }
    used: dict[str, set[str]] = {}
    settled = []
    for draft in drafts:
        path = keep_clear(draft.path or "/".join(map(make_slug, (*draft.folders, draft.article.title))))
        taken = used.setdefault(draft.lang, set())
        path = place_head(path, taken) if path in above else make_unique(path, taken)  # a category has that address
        taken.add(path)
        settled.append(replace(draft, article=replace(draft.article, path=path)))
    return settled


def _count_up(draft: Draft) -> range:
    return range(1, len(draft.folders) + 1)


def _list_categories(drafts: Sequence[Draft], known: Mapping[str, SourceCategory]) -> list[SourceCategory]:
    """One for each folder of articles, in each language; `known` are those of which the source says more, by path or by
    `path:lang`."""
    found: dict[tuple[str, str], SourceCategory] = {}
    heads = {(draft.article.folder, draft.lang): draft.article.title for draft in drafts}
    for draft in drafts:
        parts = draft.path.split("/")[:-1]
        for depth, title in enumerate(draft.folders[: len(parts)], 1):
            path = "/".join(parts[:depth])
            more = known.get(f"{path}:{draft.lang}") or known.get(path)
            title = heads.get((path, draft.lang), title)
            category = replace(more, lang=draft.lang) if more else SourceCategory(path, title, draft.lang)
            found.setdefault((path, draft.lang), category)
    return list(found.values())
