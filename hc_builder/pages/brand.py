"""What frames every page in the shop's brand: logo, links below the head, columns of links at the foot."""

from collections.abc import Iterable, Iterator
from typing import Any

from hc_builder.content.brand_settings import PlainLink
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.pictures import Picture
from hc_builder.pages.page_parts import Link, LinkColumn, Logo
from hc_builder.pages.targets import find_page


def build_brand(center: HelpCenter, lang: str) -> dict[str, Any]:
    """The fields of a page's view that the brand gives, the same for all pages of a language."""
    brand = center.settings.in_language(lang).brand
    columns = (LinkColumn(each.title, tuple(_link(center, each.links, lang))) for each in brand.footer)
    return {
        "logo": _find_logo(center, brand.logo),
        "logo_dark": _find_logo(center, brand.logo_dark),
        "header_links": tuple(_link(center, brand.header, lang)),
        "footer_columns": tuple(columns),
    }


def _find_logo(center: HelpCenter, path: str) -> Logo | None:
    """A faulty one is told by the checks, and the name stands in its place."""
    picture = center.find_picture(center.files[path]) if path in center.files else None
    return Logo(path, picture.width, picture.height) if isinstance(picture, Picture) else None


def _link(center: HelpCenter, links: Iterable[PlainLink], lang: str) -> Iterator[Link]:
    """A link to no page is told by the checks, and left as it is written."""
    for each in links:
        page = find_page(center, each.link, lang)
        yield Link(each.label, page.url if page else each.link)
