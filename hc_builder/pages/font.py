"""A shop's own font, served by itself and cut to the glyphs that the site uses. By default there is none: no bytes."""

import hashlib
from io import BytesIO
from pathlib import Path

from hc_builder.content.help_center import HelpCenter
from hc_builder.errors import UserError

_ASCII = {chr(code) for code in range(0x20, 0x7F)}
_CSS = """@font-face {{
  font-family: "{family}";
  src: url("{name}") format("woff2");
  font-display: swap;
  font-weight: {weights};
}}
:root {{ --hc-font: "{family}", system-ui, sans-serif; }}
"""


class FontError(UserError):
    """The font file can't be used."""


def build_font_files(center: HelpCenter, folder: Path, more_text: str) -> dict[str, bytes]:
    """The cut font and its stylesheet by path in the site; `more_text` is what the interface says."""
    font = center.settings.font
    if not font.file:
        return {}
    data = cut_font(folder / font.file, find_characters(center) | set(more_text))
    name = f"font.{hashlib.sha256(data).hexdigest()[:10]}.woff2"
    css = _CSS.format(family=font.family.replace('"', ""), name=name, weights=find_weights(data))
    return {f"assets/font/{name}": data, "assets/font/font.css": css.encode()}


def find_characters(center: HelpCenter) -> set[str]:
    """Every character of the articles, categories and settings, and all of ASCII."""
    texts = [f"{shown.article.title}{shown.article.fields}{shown.rendered.html}" for shown in center.articles]
    texts += [f"{category.title}{category.fields}" for category in center.categories]
    return _ASCII.union(*texts, str(center.settings))


def cut_font(path: Path, characters: set[str]) -> bytes:
    """The font as WOFF2 with the glyphs of `characters` alone."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(path, recalcTimestamp=False)
    except (OSError, TTLibError) as error:
        hint = "name a TTF, OTF or WOFF2 file under the project's folder at `helpcenter: font: file`"
        raise FontError(f"the font {path} can't be read: {error}", hint) from error
    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def find_weights(data: bytes) -> str:
    """The CSS weights of a font: a range where it is variable, else its one weight."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(data))
    axes = font["fvar"].axes if "fvar" in font else ()
    ranges = [f"{axis.minValue:g} {axis.maxValue:g}" for axis in axes if axis.axisTag == "wght"]
    return ranges[0] if ranges else str(font["OS/2"].usWeightClass)
