"""Help desks: articles on shelves (categories, sections, collections, folders) that may stand on shelves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.model import NO_ORDER, Export, Loss, SourceArticle, SourceCategory
from hc_builder.importers.names import make_slug
from hc_builder.importers.options import Options
from hc_builder.importers.readers.collecting import Collection, Draft, settle_drafts

_DEEPEST = 10
_NOTHING = re.compile(r"<(?!(?:img|iframe|video|audio|table|hr|pre)\b)[^<>]*>|&nbsp;|&#160;|\s+", re.I)
_RUNS_OUT = re.compile(r"<img\b[^>]*[?&;](?:expires|signature|x-amz-[\w-]+)=", re.I)


@dataclass(frozen=True)
class Shelf:
    """`above` is the key of the one that it stands on; `translations` are its title and description by language;
    `is_closed`: not everyone may read what stands there."""

    title: str
    above: str = ""
    description: str = ""
    order: int = NO_ORDER
    translations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_closed: bool = False


@dataclass(frozen=True)
class Entry:
    """`article` has its text as the source has it; `rank` gives the first order where nobody gave positions (votes,
    views: the highest first)."""

    article: SourceArticle
    shelf: str = ""
    names: tuple[str, ...] = ()
    rank: tuple[int, ...] = (0,)
    translations: tuple[SourceArticle, ...] = ()
    is_closed: bool = False
    is_html: bool = True


@dataclass
class Desk:
    """What a reader finds, before its articles have places."""

    files: ExportFiles
    options: Options
    shelves: dict[str, Shelf] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    hosts: frozenset[str] = frozenset()
    lang: str = ""
    title: str = ""

    def finish(self, what: str) -> Export:
        """Raises `ExportRefused` where there is no article; `what` says what one would look like."""
        entries = [self._settle(entry) for entry in _give_order(self.entries)]
        drafts = settle_drafts(self._make_draft(entry) for entry in entries)
        collection = Collection(self.files, self.options, hosts=self.hosts, lang=self.lang, title=self.title)
        collection.categories = self._list_categories(entries, drafts)
        translated = (one for pair in zip(entries, drafts, strict=True) for one in _translate(*pair))
        collection.drafts = [*drafts, *translated]
        collection.lang = self.lang or _find_main(collection.drafts)
        self._tell_pictures(collection.drafts)
        collection.losses = self.losses
        return collection.finish(what)

    def _settle(self, entry: Entry) -> Entry:
        return self._close(self._hold_empty(self._keep_languages(entry)))

    def _keep_languages(self, entry: Entry) -> Entry:
        """One translation into each language: `pt` and `pt-br` are one here."""
        seen: dict[str, SourceArticle] = {entry.article.lang: entry.article}
        for one in entry.translations:
            if seen.setdefault(one.lang, one) is not one:
                self.losses.append(Loss("a further translation into one language", one.key, 0, one.title))
        return replace(entry, translations=tuple(seen.values())[1:])

    def _close(self, entry: Entry) -> Entry:
        """Whoever may read an article there may be few: here it would be all, so it waits as a draft."""
        if not (entry.is_closed or any(shelf.is_closed for shelf in self._list_shelves(entry))):
            return entry
        self.losses.append(Loss("an article for some readers only, kept as a draft", entry.article.key))
        translations = tuple(replace(one, draft=True) for one in entry.translations)
        return replace(entry, article=replace(entry.article, draft=True), translations=translations)

    def _hold_empty(self, entry: Entry) -> Entry:
        """What was published without a text waits for one."""
        empty = {one.key for one in (entry.article, *entry.translations) if not one.draft and _is_empty(one.body)}
        self.losses += (Loss("an article without a text, kept as a draft", key) for key in sorted(empty))
        translations = tuple(replace(one, draft=one.draft or one.key in empty) for one in entry.translations)
        article = replace(entry.article, draft=entry.article.draft or entry.article.key in empty)
        return replace(entry, article=article, translations=translations)

    def _list_shelves(self, entry: Entry) -> list[Shelf]:
        """The outermost first; one that would stand on itself ends it."""
        found: list[Shelf] = []
        shelf = self.shelves.get(entry.shelf)
        while shelf and len(found) < _DEEPEST:
            found.insert(0, shelf)
            shelf = self.shelves.get(shelf.above)
        return [shelf for shelf in found if shelf.title]

    def _make_draft(self, entry: Entry) -> Draft:
        titles = tuple(shelf.title for shelf in self._list_shelves(entry))
        names = tuple(name for name in entry.names if name.strip("/"))  # the empty one is that of the home page
        return Draft(entry.article, entry.is_html, names, folders=titles)

    def _list_categories(self, entries: Iterable[Entry], drafts: Iterable[Draft]) -> dict[str, SourceCategory]:
        """What shelves say of themselves, by the path that their titles make, and by `path:language`."""
        known: dict[str, SourceCategory] = {}
        for entry, draft in zip(entries, drafts, strict=True):
            for depth, shelf in enumerate(self._list_shelves(entry), 1):
                path = "/".join(map(make_slug, draft.folders[:depth]))
                category = SourceCategory(path, shelf.title, "", shelf.description, shelf.order)
                known[path] = category
                for lang, (title, about) in shelf.translations.items():
                    known[f"{path}:{lang}"] = replace(category, title=title or shelf.title, description=about)
        return known

    def _tell_pictures(self, drafts: Iterable[Draft]) -> None:
        for draft in () if self.options.fetch else drafts:
            if _RUNS_OUT.search(draft.article.body):
                self.losses.append(Loss("a picture whose address runs out: fetch it with --fetch", draft.key))

    def keep_attachments(self, key: str, body: str, attachments: Iterable[tuple[str, str]]) -> str:
        """The text with links to what was attached below it, at its old address; files without one are told alone."""
        links = []
        for name, address in attachments:
            self.losses.append(Loss("an attachment, which stays at the old help center", key, 0, name))
            if address.startswith("https://"):
                links.append(f'<li><a href="{escape(address)}">{escape(name)}</a></li>')
        return f"{body}<ul>{''.join(links)}</ul>" if links else body


def _is_empty(body: str) -> bool:
    return not _NOTHING.sub("", body)


def _give_order(entries: list[Entry]) -> Iterator[Entry]:
    if len({entry.article.order for entry in entries}) > 1 or len({entry.rank for entry in entries}) < 2:
        yield from entries
        return
    ranked = sorted(entries, key=lambda entry: tuple(-count for count in entry.rank))
    places = {id(entry): place for place, entry in enumerate(ranked, 1)}
    for entry in entries:
        yield replace(entry, article=replace(entry.article, order=min(places[id(entry)], NO_ORDER)))


def _translate(entry: Entry, draft: Draft) -> Iterator[Draft]:
    """At the place of the article that it is one of."""
    for article in entry.translations:
        placed = replace(article, path=draft.path, order=draft.article.order)
        yield replace(draft, article=placed, names=())


def _find_main(drafts: Iterable[Draft]) -> str:
    """The language of most articles; Korean where two have as many."""
    langs = [draft.lang for draft in drafts if draft.lang]
    return max(set(langs), key=lambda lang: (langs.count(lang), lang == "ko", lang), default="")
