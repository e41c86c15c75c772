"""Pictures that the build draws: those that stand for a page elsewhere, and icons of the shop's logo."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps

from hc_builder.errors import UserError

CARD_SIZE = (1200, 630)
"""What Open Graph asks for."""
_MARGIN, _BAR = 90, 24
_INK, _PAPER, _GREEN = "#1b1f1e", "#ffffff", "#1f7a5c"
_LINES, _LARGEST, _LEAST = 3, 104, 56
"""A topic has at most so many lines, in letters that become smaller until they fit."""


class DrawingError(UserError):
    """A file of the shop's can't be drawn with."""


def draw_card(font: bytes, brand: str, topic: str, color: str) -> bytes:
    """A PNG with the shop's name over that of a topic; `font` is a TrueType or OpenType file that has their glyphs.
    Raises `DrawingError`."""
    image = Image.new("RGB", CARD_SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, _BAR, CARD_SIZE[1]), fill=ImageColor.getrgb(color or _GREEN))
    name = _open_font(font, _LEAST)
    draw.text((_MARGIN, _MARGIN), "".join(_wrap(name, brand)[:1]), font=name, fill=_INK)
    letters, lines = _fit(font, topic)
    draw.multiline_text(
        (_MARGIN, CARD_SIZE[1] - _MARGIN), "\n".join(lines), font=letters, fill=_INK, anchor="ld", spacing=16
    )
    return _write(image)


def _fit(font: bytes, text: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters in which the text fits; of one that never does, what fits in the smallest."""
    for size in range(_LARGEST, _LEAST, -8):
        letters = _open_font(font, size)
        if len(lines := _wrap(letters, text)) <= _LINES:
            return letters, lines
    return _open_font(font, _LEAST), _wrap(_open_font(font, _LEAST), text)[:_LINES]


def _wrap(letters: ImageFont.FreeTypeFont, text: str) -> list[str]:
    """Between words; within a word that is longer than a line."""
    lines, width = [""], CARD_SIZE[0] - 2 * _MARGIN
    for word in text.split():
        if letters.getlength(f"{lines[-1]} {word}".strip()) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
            continue
        lines.append("")
        for letter in word:
            if letters.getlength(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


def _open_font(font: bytes, size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(BytesIO(font), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        hint = "export the font again as TTF, or name another at `helpcenter: font: file`"
        raise DrawingError(f"no picture can be drawn with the shop's font: {error}", hint) from error


def draw_icon(logo: Path, size: int, is_opaque: bool = False) -> bytes:
    """The logo as a square PNG, whole; `is_opaque`: on white, since iOS makes what is clear black.
    Raises `DrawingError`."""
    picture = _open_picture(logo)
    scale = size / max(picture.size)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size), (255, 255, 255, 255 if is_opaque else 0))
    square.alpha_composite(picture, ((size - width) // 2, (size - height) // 2))
    return _write(square.convert("RGB") if is_opaque else square)


def _open_picture(path: Path) -> Image.Image:
    """As it is to be seen: turned as its camera says."""
    try:
        with Image.open(path) as image:
            return ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        hint = "export it again as PNG: `helpcenter: shop.logo` names it"
        raise DrawingError(f"the logo {path.name} can't be read: {error}", hint) from error


def _write(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
