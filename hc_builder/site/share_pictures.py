"""A picture for the site and each category, shown with links to their pages, in the shop's own font. The project has no
font with Hangul: without `font.file` there is no picture; nor is there where the font lacks a letter of the words."""

from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from hc_builder.cache import Cache, make_key
from hc_builder.content.help_center import HelpCenter
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.share_names import name_share_picture
from hc_builder.site.drawing import draw_card

Words = tuple[str, str]
"""The shop's name, and that of the category."""


def build_share_pictures(center: HelpCenter, folder: Path, cache: Cache) -> dict[str, bytes]:
    """By path in the site. `folder` is that of `mkdocs.yml`; the font can be read."""
    if not center.settings.font.file:
        return {}
    font, words, color = (
        folder / center.settings.font.file,
        dict(_list_words(center)),
        center.settings.palettes.light.accent,
    )
    key = make_key("share pictures", font.read_bytes(), repr(words), color)
    return cache.remember(key, dict[str, bytes], partial(_draw_all, font, words, color))


def _list_words(center: HelpCenter) -> Iterator[tuple[str, Words]]:
    for category in (each for lang in center.settings.languages for each in center.list_public_categories(lang)):
        shop, home = center.settings.in_language(category.lang).shop, read_interface_text(category.lang)["help_center"]
        words = shop.name or home, category.title if category.id else home
        yield name_share_picture(category.lang, category.id), words


def _draw_all(path: Path, wanted: Mapping[str, Words], color: str) -> dict[str, bytes]:
    font, letters = _read_font(path)
    drawable = {name: words for name, words in wanted.items() if set("".join("".join(words).split())) <= letters}
    return {name: draw_card(font, *words, color) for name, words in drawable.items()}


def _read_font(path: Path) -> tuple[bytes, frozenset[str]]:
    """As TrueType or OpenType, whatever it is packed in, and the letters that it has."""
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return out.getvalue(), frozenset(map(chr, font.getBestCmap() or ()))
