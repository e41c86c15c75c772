"""The files that templates make, each with all that it depends on."""

import gzip
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path

from hc_builder.cache import make_key
from hc_builder.config import Config
from hc_builder.file_memo import hash_bytes
from hc_builder.pages.places import Place
from hc_builder.pages.versions import describe_place, find_versions
from hc_builder.site.prepared import PreparedSite
from hc_builder.site.render import LONG_AGO, Contexts, KeptTemplates, Templates, build_page
from hc_builder.site.static_pages import list_static_pages
from hc_builder.site.update import Asked, SiteFile

_ASKS_FOR_ALL = re.compile(rb"\b(?:pages|build_date_utc)\b")


class PageFiles:
    """The pages of one site. A page is made of its view, its article, the templates and the configuration; where a
    template of the shop's own asks for the list of pages or for the day, of these as well."""

    def __init__(self, site: PreparedSite, addresses: bytes = b"") -> None:
        self._site = site
        self._addresses = addresses
        self._config = site.project.config

    def list_all(self) -> dict[str, SiteFile]:
        """By path in the site."""
        pages = {f"{place.url}index.html": self._describe(place) for place in self._site.places}
        return dict(self._list_static()) | pages

    def _list_static(self) -> Iterator[tuple[str, SiteFile]]:
        """What is made of all pages is made in each build."""
        for name, (template, lang) in list_static_pages(self._config).items():
            data = self._render_static(name, template, lang)
            yield name, hold(data)
            if name == "sitemap.xml":
                yield "sitemap.xml.gz", hold(_compress(data, self._site.places))

    def _render_static(self, name: str, template: str, lang: str) -> bytes:
        context = self._contexts.build_for_template(name, self._site.views.build_error(lang))
        return _encode(self._templates.render(template, context))

    def _describe(self, place: Place) -> SiteFile:
        shown = place.shown
        key = make_key("page", self._key, self._site.views.hash(place), shown.key if shown else b"")
        asked: dict[str, str] = {}
        holds = partial(self._site.still_answers, self._addresses, shown) if shown else _always
        return SiteFile(key, partial(self._write, place, asked), asked, holds)

    def _write(self, place: Place, asked: dict[str, str], path: Path) -> None:
        content = self._site.build_content(place, asked)
        page = build_page(self._config.site_url, place, content, place.meta)
        context = self._contexts.build_for_page(page, self._site.views.build(place))
        path.write_bytes(_encode(self._templates.render(place.template, context)))

    @cached_property
    def _templates(self) -> Templates:
        return Templates(self._config, KeptTemplates(self._site.project.derived))

    @cached_property
    def _contexts(self) -> Contexts:
        address, versions = self._config.site_url, find_versions(self._site.places, self._config.settings.languages)
        public = [place for place in self._site.places if not place.audience]
        listed = [build_page(address, place, "", describe_place(place, versions)) for place in public]
        return Contexts(self._config, listed, self._site.project.today)

    @cached_property
    def _key(self) -> bytes:
        """All that pages have in common."""
        templates = list(_read_templates(self._config))
        asks_for_all = any(_ASKS_FOR_ALL.search(data) for _, data in templates)
        everything = (
            [(p.url, p.title, p.updated, p.kind, p.is_listed) for p in self._site.places] if asks_for_all else ()
        )
        day = self._site.project.today if asks_for_all else ""
        hashes = [(name, hash_bytes(data)) for name, data in templates]
        return make_key("pages", repr((self._config, hashes, everything, day)))


def _read_templates(config: Config) -> Iterator[tuple[str, bytes]]:
    """The shop's own; those of the theme are part of this code."""
    if folder := config.theme.custom_dir:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _always(asked: Asked) -> bool:
    return True


def hold(data: bytes) -> SiteFile:
    """A file that is made already."""
    return SiteFile(hash_bytes(data), lambda path: path.write_bytes(data))


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")


def _compress(sitemap: bytes, places: Sequence[Place]) -> bytes:
    """Of the time when the newest page was updated."""
    newest = max((place.updated or LONG_AGO for place in places), default=LONG_AGO)
    packed, time = BytesIO(), int(datetime.fromisoformat(newest).replace(tzinfo=UTC).timestamp())
    with gzip.GzipFile("sitemap.xml", "wb", fileobj=packed, mtime=time) as file:
        file.write(sitemap)
    return packed.getvalue()
