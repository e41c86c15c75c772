"""The shop's colour as the one accent of its pages, readable on light and on dark.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). A colour that is too pale for text is
made darker, or on dark pages lighter, in small steps until it reaches the ratio wanted of text.
"""

Color = tuple[float, float, float]

READABLE = 4.85
"""Against its own tint; on the other papers of the theme that leaves at least the 4.5 of level AA."""
WHITE: Color = (255, 255, 255)
BLACK: Color = (0, 0, 0)
NIGHT: Color = (18, 21, 20)
INK: Color = (11, 26, 21)
_STEP = 0.04


def render_accent_css(color: str) -> str:
    """`#ff6f0f` → a rule that follows those of the theme's stylesheet; `""` keeps the theme's own colour."""
    if not color:
        return ""
    on_light = _derive_colors(parse_color(color), WHITE, BLACK, WHITE)
    on_dark = _derive_colors(parse_color(color), NIGHT, WHITE, INK)
    pairs = ((name, _show(on_light[name]), _show(on_dark[name])) for name in on_light)
    return f":root{{{''.join(f'--hc-{name}:light-dark({light},{dark});' for name, light, dark in pairs)}}}"


def find_shown_accent(color: str) -> str:
    """The accent of a light page: `#ff6f0f` itself, or as much darker as its text needs."""
    return _show(_make_readable(parse_color(color), WHITE, BLACK))


def _derive_colors(color: Color, paper: Color, toward: Color, ink: Color) -> dict[str, Color]:
    accent = _make_readable(color, paper, toward)
    return {"accent": accent, "tint": mix(paper, accent, 0.1), "on-accent": ink}


def _make_readable(color: Color, paper: Color, toward: Color) -> Color:
    """Readable on `paper` and on its own tint of it."""
    share = 0.0
    while contrast(accent := mix(color, toward, share), mix(paper, accent, 0.1)) < READABLE and share < 1:
        share += _STEP
    return accent


def parse_color(text: str) -> Color:
    """`#ff6f0f` → (255, 111, 15)."""
    red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def mix(one: Color, other: Color, share: float) -> Color:
    """`share` of `other` in `one`."""
    share = min(share, 1)
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def contrast(one: Color, other: Color) -> float:
    """1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (part / 255 for part in color)
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _show(color: Color) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in color)
