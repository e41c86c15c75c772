"""A site before its pages are rendered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hc_builder.cache import make_key
from hc_builder.content.help_center import Shown
from hc_builder.content.links import AddressBook
from hc_builder.media.gallery import Gallery
from hc_builder.pages.page_html import build_page_html
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import Place
from hc_builder.pages.references import NO_GALLERY, Asked, answer
from hc_builder.pages.theme_assets import ThemeAssets
from hc_builder.project import Project


@dataclass(frozen=True)
class PreparedSite:
    """A project without faults, and all of its site that no template makes."""

    project: Project
    assets: ThemeAssets
    generated: Mapping[str, bytes]
    copied: Mapping[str, Path]
    views: PageViews
    book: AddressBook
    places: Sequence[Place]
    gallery: Gallery = NO_GALLERY

    @cached_property
    def key(self) -> bytes:
        """While it is the same, whatever a page asks of other files has the same answer."""
        return make_key("references", self.book.key, self.gallery.key)

    def answer(self, shown: Shown, question: str) -> str:
        """What a page asks of other files."""
        return answer(self.book, shown, question, self.gallery)

    def still_answers(self, addresses: bytes, shown: Shown, asked: Mapping[str, str]) -> bool:
        """Whether what was asked of other files when `key` was `addresses` has the same answers."""
        return addresses == self.key or all(self.answer(shown, question) == known for question, known in asked.items())

    def build_error_view(self) -> object:
        """What the error page shows."""
        return self.views.build_error(self.project.settings.language)

    def build_content(self, place: Place, asked: Asked | None = None) -> str:
        """The HTML of the place's article, if it shows one; what it depends on beside the article goes into `asked`."""
        return build_page_html(self.book, place.shown, asked, self.gallery) if place.shown else ""
