"""A site before its pages are rendered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hc_builder.content.links import AddressBook
from hc_builder.pages.page_html import Asked, build_page_html
from hc_builder.pages.page_view import PageViews
from hc_builder.pages.places import Place
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

    def build_error_view(self) -> object:
        """What the error page shows."""
        return self.views.build_error(self.project.settings.language)

    def build_content(self, place: Place, asked: Asked | None = None) -> str:
        """The HTML of the place's article, if it shows one; what it depends on beside the article goes into `asked`."""
        return build_page_html(self.book, place.shown, asked) if place.shown else ""
