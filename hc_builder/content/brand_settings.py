"""The shop and its brand, as `mkdocs.yml` says them: name, colours, logo, and what frames each page."""

from typing import Annotated

import msgspec
from msgspec import Meta

Color = Annotated[str, Meta(pattern="^(#[0-9A-Fa-f]{6})?$")]


class Shop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shop itself. `company` are the lines of business details that 전자상거래법 asks for in the footer.

    `color` is its brand's, as `#2f6f5e`; `order_lookup` and `parcel_lookup` are where a search for an order or
    parcel number leads; `logo` and `picture` are files of the
    content: the icons are made of the one, the other is shown with links to pages that have no picture of their own.
    """

    name: str = ""
    url: str = ""
    color: Color = ""
    order_lookup: str = ""
    parcel_lookup: str = ""
    company: tuple[str, ...] = ()
    logo: str = ""
    picture: str = ""


class PlainLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link in words: `link` is an article's id, a category, a guided flow (`flows/refund`) or a whole address."""

    label: str
    link: str


class FooterColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Links under a `title`, in the foot of each page."""

    title: str
    links: tuple[PlainLink, ...]


class Hero(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first words of the home page; without `text` those of its `index.md`."""

    title: str = ""
    text: str = ""


class Palette(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Colours of light pages, or of dark ones; what is empty is the theme's own."""

    accent: Color = ""
    background: Color = ""
    surface: Color = ""
    border: Color = ""
    foreground: Color = ""
    muted: Color = ""


class Colors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    light: Palette = Palette()
    dark: Palette = Palette()


class Brand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the pages look and what frames them. `logo` (on dark pages `logo_dark`) and `favicon` are files of the
    content; `header` are links below the head of each page, `footer` columns of links at its foot."""

    logo: str = ""
    logo_dark: str = ""
    favicon: str = ""
    colors: Colors = Colors()
    hero: Hero = Hero()
    header: tuple[PlainLink, ...] = ()
    footer: tuple[FooterColumn, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Of the content."""
        return tuple(filter(None, (self.logo, self.logo_dark, self.favicon)))

    @property
    def has_frame(self) -> bool:
        """Whether pages show more of it than colours and words."""
        return bool(self.logo or self.header or self.footer)
