"""How well a colour can be read on another: that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

from collections.abc import Callable, Sequence

Color = tuple[float, float, float]

TEXT = 4.5
"""What level AA wants of text."""
WHITE: Color = (255, 255, 255)
BLACK: Color = (0, 0, 0)
_STEP = 0.04


def parse_color(text: str) -> Color:
    """`#ff6f0f` → (255, 111, 15)."""
    red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def show_color(color: Color) -> str:
    """(255, 111, 15) → `#ff6f0f`."""
    return "#" + "".join(f"{round(part):02x}" for part in color)


def mix(one: Color, other: Color, share: float) -> Color:
    """`share` of `other` in `one`."""
    share = min(share, 1)
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def contrast(one: Color, other: Color) -> float:
    """1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def move_until(color: Color, toward: Color, is_good: Callable[[Color], bool]) -> Color:
    """The colour itself, or as far `toward` the other one as makes it good; where nothing does, that one."""
    share = 0.0
    while not is_good(mix(color, toward, share)) and share < 1:
        share += _STEP
    return mix(color, toward, share)


def make_readable(color: Color, papers: Sequence[Color], least: float = TEXT) -> Color:
    """As much darker, or on dark papers lighter, as gives it the contrast `least` on each of them."""
    return move_until(color, find_ink(papers[0]), lambda moved: read_worst(moved, papers) >= least)


def read_worst(color: Color, papers: Sequence[Color]) -> float:
    """The least contrast that it has on any of them."""
    return min(contrast(color, paper) for paper in papers)


def find_ink(paper: Color) -> Color:
    """Black or white, whichever is read better on it."""
    return max(BLACK, WHITE, key=lambda ink: contrast(ink, paper))


def _luminance(color: Color) -> float:
    red, green, blue = (part / 255 for part in color)
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
