"""References of a source as references here: to articles and media by their new paths; what leads nowhere is told."""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Protocol
from urllib.parse import unquote

from hc_builder.content.markup import Renderer
from hc_builder.content.markup.errors import MarkupError
from hc_builder.content.targets import is_external
from hc_builder.importers.address_book import AddressBook
from hc_builder.importers.addresses import join_address, split_address
from hc_builder.importers.dialects.forms import make_link
from hc_builder.importers.dialects.gitbook import TITLE_OF_PAGE
from hc_builder.importers.dialects.obsidian import WIKI
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.fetching import Fetcher
from hc_builder.importers.inline_pictures import read_inline_picture
from hc_builder.importers.model import HEAD, Loss, SourceArticle
from hc_builder.importers.moving import quote_relative
from hc_builder.importers.names import clean_media_path, make_path, make_unique
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.targets import Change, change_targets
from hc_builder.importers.titles import letters


class Spot(Protocol):
    """Where references stand: `name` is the page's path in the source, `path` that here, `old` its addresses there."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def old(self) -> tuple[str, ...]: ...


def place_beside(name: str) -> str:
    """Where a file of the source stands here, unless its reader knows better."""
    folder, base = posixpath.split(clean_media_path(f"media/{name}"))
    return posixpath.join(make_path(folder.split("/")), base)


@dataclass
class Relinker:
    """`places` are the paths and languages of pages here by key; `media` fills with what is shown, by its path here,
    `title_anchors` with the anchors of headings that became titles, by path and language."""

    book: AddressBook
    places: Mapping[str, tuple[str, str]]
    files: ExportFiles
    options: Options
    place_file: Callable[[str], str] = place_beside
    media: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    title_anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    _moved: dict[str, str] = field(default_factory=dict)

    def make_change(self, page: Spot, prose: Prose) -> Change:
        return partial(self._change, page, prose)

    def _change(self, page: Spot, prose: Prose, target: str, is_shown: bool) -> str:
        if picture := read_inline_picture(target):
            data = picture[1]
            self.media[picture[0]] = lambda: data
            return quote_relative(picture[0], page.path)
        if target.startswith("#"):
            return target
        path, fragment = self._split(target)
        if not path:
            return self._fetch(page, target) if is_shown and self.options.fetch else target
        found = self._find(page, path)
        if found is None:
            return self._tell_dead(page, prose, target, is_shown)
        if found[0] == "file":
            return quote_relative(self._carry(found[1]), page.path)
        return self._link(page, found[1]) + (f"#{fragment}" if fragment else "")

    @cached_property
    def _fetcher(self) -> Fetcher:
        return Fetcher(self.options.local)

    @property
    def losses(self) -> list[Loss]:
        return self._fetcher.losses if self.options.fetch else []

    def _fetch(self, page: Spot, target: str) -> str:
        """A picture of another site as a file of ours; one that can't be had stays where it is."""
        address = f"https:{target}" if target.startswith("//") else target
        fetched = self._fetcher.fetch(address) if address.startswith(("http:", "https:")) else None
        if fetched is None:
            return target
        path, data = fetched
        self.media[path] = lambda: data
        return quote_relative(path, page.path)

    def _split(self, target: str) -> tuple[str, str]:
        """Path and fragment; the path is empty for an address of another site."""
        if is_external(target) and not target.startswith((WIKI, "src:", "pathname:")):
            if not self.book.is_own(target):
                return "", ""
            parts = split_address(target)
            return f"/{parts.path.strip('/')}", parts.fragment
        path, _, fragment = target.partition("#")
        return path.partition("?")[0], fragment

    def _find(self, page: Spot, path: str) -> tuple[str, str] | None:
        folder = posixpath.dirname(page.name)
        if path.startswith(WIKI):
            name = unquote(path.removeprefix(WIKI))
            return self._find_by_name(name, folder)
        found = self.book.find(path, folder, page.old[0].strip("/") if page.old else posixpath.splitext(page.name)[0])
        return self._prefer_language(page, found) if found else None

    def _find_by_name(self, name: str, folder: str) -> tuple[str, str] | None:
        if page := self.book.find_page_name(name, folder):
            return "page", page
        file = self.book.find_name(name, folder)
        return ("file", file) if file and file not in self.places else None

    def _prefer_language(self, page: Spot, found: tuple[str, str]) -> tuple[str, str]:
        """Of translations of one page that of the page's own language."""
        if found[0] != "page" or self.places[found[1]][1] == page.lang:
            return found
        path = self.places[found[1]][0]
        return next((("page", key) for key, place in self.places.items() if place == (path, page.lang)), found)

    def _link(self, page: Spot, key: str) -> str:
        """A page that has translations is named by its address, which each language has."""
        path = self.places[key][0]
        several = len({lang for _, lang in self.places.values()}) > 1
        return quote_relative(path.removesuffix(f"/{HEAD}") if several else f"{path}.md", page.path)

    def _carry(self, name: str) -> str:
        """The path here of a file of the source, which is carried because an article shows it."""
        if name not in self._moved:
            path = make_unique(self.place_file(name), self._moved.values())
            self._moved[name] = path
            self.media[path] = partial(self.files.read, name)
        return self._moved[name]

    @property
    def carried(self) -> frozenset[str]:
        """Files of the source that articles show or link to."""
        return frozenset(self._moved)

    def _tell_dead(self, page: Spot, prose: Prose, target: str, is_shown: bool) -> str:
        if target.startswith("/") and not is_shown and self.options.site:
            return join_address(self.options.site, target)
        if target.startswith(("http:", "https:", "//")):  # it stands at the old address still
            return self._fetch(page, target) if is_shown and self.options.fetch else target
        if is_shown and self.options.fetch and self.options.site:
            return self._fetch(page, join_address(self.options.site, target))
        prose.lose(
            "a picture or film that is not in the export" if is_shown else "a link that leads nowhere in the export",
            target,
        )
        return "" if target.startswith(WIKI) else target.removeprefix("src:")

    def settle_anchors(self, articles: Sequence[SourceArticle]) -> list[SourceArticle]:
        """Each tool makes anchors of headings by rules of its own: they are found again by their letters."""
        by_path = {(article.path, article.lang): article for article in articles}
        anchors = _Anchors(by_path, self.title_anchors)
        named = [replace(article, body=_name_pages(article, anchors)) for article in articles]
        return [replace(article, body=self._settle_body(article, anchors)) for article in named]

    def _settle_body(self, article: SourceArticle, anchors: "_Anchors") -> str:
        if "#" not in article.body or ("](" not in article.body and "href=" not in article.body):
            return article.body
        prose = Prose(article.body, "")

        def change(target: str, is_shown: bool) -> str:
            path, sign, fragment = target.partition("#")
            if not sign or not fragment or is_external(target):
                return target
            goal = (
                article.path
                if not path
                else posixpath.normpath(posixpath.join(posixpath.dirname(article.path), unquote(path)))
            )
            settled = anchors.find(goal.removesuffix(".md"), article.lang, unquote(fragment))
            if not settled and anchors.is_title(goal.removesuffix(".md"), article.lang, unquote(fragment)):
                return path or "#top"
            return f"{path}#{settled}" if settled else target

        change_targets(prose, change)
        return prose.finish()


_NAMELESS = re.compile(rf"\[{TITLE_OF_PAGE}\]\((?P<target>[^()\s]*)\)|{TITLE_OF_PAGE}")


def _name_pages(article: SourceArticle, anchors: "_Anchors") -> str:
    """Links whose text is the title of the page that they lead to."""

    def put(found: re.Match[str]) -> str:
        path = unquote((found["target"] or "").partition("#")[0])
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(article.path), path)).removesuffix(".md")
        key = anchors.find_key(goal, article.lang)
        title = anchors.get_title(key) if key else path.rpartition("/")[2]
        return make_link(title, found["target"]) if found["target"] else title

    return _NAMELESS.sub(put, article.body) if TITLE_OF_PAGE in article.body else article.body


class _Anchors:
    """Anchors of articles, each rendered when it is first asked for."""

    def __init__(
        self, articles: Mapping[tuple[str, str], SourceArticle], title_anchors: Mapping[tuple[str, str], str]
    ) -> None:
        self._articles = articles
        self._title_anchors = title_anchors
        self._known: dict[tuple[str, str], dict[str, str]] = {}
        self._there: dict[tuple[str, str], frozenset[str]] = {}
        self._renderer = Renderer()

    def find_key(self, path: str, lang: str) -> tuple[str, str] | None:
        places = ((place, code) for place in (path, f"{path}/{HEAD}") for code in (lang, ""))
        return next((place for place in places if place in self._articles), None)

    def get_title(self, key: tuple[str, str]) -> str:
        return self._articles[key].title

    def is_title(self, path: str, lang: str, fragment: str) -> bool:
        """Whether it names a heading that became the title, and no other."""
        key = self.find_key(path, lang)
        if key is None or fragment in self._there.get(key, ()):
            return False
        return fragment == self._title_anchors.get(key) or letters(fragment) == letters(self._articles[key].title)

    def find(self, path: str, lang: str, fragment: str) -> str:
        """The anchor as we have it; empty where it needs no change, or none fits."""
        key = self.find_key(path, lang)
        if key is None:
            return ""
        known = self._known.setdefault(key, {}) or self._read(key)
        return "" if fragment in self._there.get(key, ()) else known.get(letters(fragment), "")

    def _read(self, key: tuple[str, str]) -> dict[str, str]:
        try:
            rendered = self._renderer.render(self._articles[key].body, "en")
        except MarkupError:
            return {}
        for heading in rendered.headings:
            self._known[key].setdefault(letters(heading.anchor), heading.anchor)
            self._known[key].setdefault(letters(heading.title), heading.anchor)
        for anchor in rendered.anchors:
            self._known[key].setdefault(letters(anchor), anchor)
        self._there[key] = frozenset((*rendered.anchors, *(heading.anchor for heading in rendered.headings)))
        return self._known[key]
