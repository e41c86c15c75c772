"""The shop's colours on light pages and on dark ones: what the stylesheet is told, and what could not be read.

An accent too pale for text is made darker, or on dark pages lighter, until it reaches the ratio wanted of text, and so
are the theme's own signal colours on a background of the shop's. What else a shop gives is shown as it is, and told
where it can't be read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hc_builder.content.brand_settings import Colors, Palette
from hc_builder.pages.contrast import (
    TEXT,
    WHITE,
    Color,
    contrast,
    find_ink,
    make_readable,
    mix,
    move_until,
    parse_color,
    read_worst,
    show_color,
)

READABLE = 4.85
"""Of an accent on its own tint; on the other papers of the theme that leaves at least the 4.5 of level AA."""
INK: Color = (11, 26, 21)
"""On an accent of dark pages."""
_TINT = 0.1
_EDGE = 3.0
"""What level AA wants of the edges of fields."""

Scheme = Mapping[str, str]
"""The colours of light pages, or of dark ones, by the names of their variables without `--hc-`."""


_THEME = {
    "bg": "#ffffff #121514",
    "soft": "#f5f7f6 #1b1f1d",
    "line": "#e2e7e4 #2c332f",
    "edge": "#7f8985 #78837d",
    "fg": "#1a1f1d #e9edeb",
    "muted": "#56605b #a6b1ab",
    "accent": "#2f6f5e #7fcab3",
    "tint": "#e9f2ee #1a2b25",
    "on-accent": "#ffffff #0b1a15",
    "mark": "#ffe89a #5c4b12",
    "good": "#1c6b45 #8ad6a9",
    "good-tint": "#e8f4ec #13231a",
    "warn": "#8a4b00 #f0bd72",
    "warn-tint": "#fdf3e0 #261e11",
    "alert": "#b3261e #ffb4ab",
    "alert-tint": "#fdeeec #2d1a18",
    "code-key": "#7a3aa8 #cfaef5",
    "code-name": "#1d5a9e #94c4f8",
}
"""As helpcenter.css has them, on light and on dark."""
LIGHT: Scheme = MappingProxyType({name: values.split()[0] for name, values in _THEME.items()})
DARK: Scheme = MappingProxyType({name: values.split()[1] for name, values in _THEME.items()})
_VARIABLES = {"background": "bg", "surface": "soft", "border": "line", "foreground": "fg", "muted": "muted"}
_SIGNALS = ("good", "warn", "alert")
_TINTS = tuple(f"{name}-tint" for name in _SIGNALS)
_CODE = ("code-key", "code-name")


def render_palette_css(colors: Colors) -> str:
    """A rule that follows those of the theme's stylesheet; `""` where the shop's pages have its colours."""
    light, dark = settle_schemes(colors)
    own = [name for name in LIGHT if (light[name], dark[name]) != (LIGHT[name], DARK[name])]
    rule = "".join(f"--hc-{name}:light-dark({light[name]},{dark[name]});" for name in own)
    return f":root{{{rule}}}" if rule else ""


def settle_schemes(colors: Colors) -> tuple[Scheme, Scheme]:
    """As pages show them, on light and on dark. The accent of dark pages is made of that of light ones where it is not
    given."""
    light, dark = colors.light, colors.dark
    return _settle(light, LIGHT, light.accent), _settle(dark, DARK, dark.accent or light.accent)


def _settle(palette: Palette, own: Scheme, accent: str) -> Scheme:
    """The theme's `own` colours where nothing is given; those of its other scheme, where the shop's background is
    rather of that kind."""
    given = {name: value for field, name in _VARIABLES.items() if (value := getattr(palette, field).lower())}
    if not given.keys() & {"bg", "soft"}:
        scheme = {**own, **given}
        return {**scheme, **(_derive_accent(accent, scheme) if accent else {})}
    own = LIGHT if find_ink(parse_color(given.get("bg", own["bg"]))) != WHITE else DARK
    scheme = {**own, **given}
    scheme |= _derive_tints(scheme)
    scheme |= _derive_accent(accent or own["accent"], scheme)
    return {**scheme, **_mend_signals(scheme), **given}


def _derive_tints(scheme: Scheme) -> Scheme:
    """Of the theme's signals, on the shop's background."""
    paper = parse_color(scheme["bg"])
    return {f"{name}-tint": show_color(mix(paper, parse_color(scheme[name]), _TINT)) for name in _SIGNALS}


def _derive_accent(color: str, scheme: Scheme) -> Scheme:
    paper, toward = parse_color(scheme["bg"]), find_ink(parse_color(scheme["bg"]))
    ink = INK if toward == WHITE else WHITE
    others = [ink, *_read_papers(scheme, "soft", *_TINTS)]

    def is_readable(accent: Color) -> bool:
        return contrast(accent, mix(paper, accent, _TINT)) >= READABLE and read_worst(accent, others) >= TEXT

    accent = move_until(parse_color(color), toward, is_readable)
    found = {"accent": accent, "tint": mix(paper, accent, _TINT), "on-accent": ink}
    return {name: show_color(value) for name, value in found.items()}


def _mend_signals(scheme: Scheme) -> Scheme:
    """Edges of fields, and the theme's own colours of text, on the shop's background."""
    papers, tints = _read_papers(scheme, "bg", "soft", "tint"), _read_papers(scheme, *_TINTS)
    edge = make_readable(parse_color(scheme["edge"]), papers[:2], _EDGE)
    texts = {name: make_readable(parse_color(scheme[name]), [*papers, *tints]) for name in (*_SIGNALS, *_CODE)}
    return {name: show_color(value) for name, value in {"edge": edge, **texts}.items()}


def _read_papers(scheme: Scheme, *names: str) -> list[Color]:
    return [parse_color(scheme[name]) for name in names]


@dataclass(frozen=True)
class Unreadable:
    """The colour of a palette's `field` (`muted`) has on `paper` too low a `ratio`; `cure`, if any, would do."""

    field: str
    color: str
    paper: str
    ratio: float
    cure: str


def find_unreadable(scheme: Scheme) -> Iterator[Unreadable]:
    """Texts of the shop's own that can't be read on every paper that they stand on."""
    papers = _read_papers(scheme, "bg", "soft", "tint", *_TINTS)
    for field in ("foreground", "muted"):
        color = parse_color(scheme[_VARIABLES[field]])
        if (ratio := read_worst(color, papers)) < TEXT:
            paper = min(papers, key=lambda each: contrast(color, each))
            mended = make_readable(color, papers)
            cure = show_color(mended) if read_worst(mended, papers) >= TEXT else ""
            yield Unreadable(field, show_color(color), show_color(paper), ratio, cure)


@dataclass(frozen=True)
class Pale:
    """An accent that pages `show` otherwise than it is given, since it has on their background so low a `ratio`."""

    given: str
    paper: str
    ratio: float
    shown: str


def find_pale(given: str, scheme: Scheme) -> Pale | None:
    """Where it can't even be told from its background; text is made darker still."""
    paper = scheme["bg"]
    ratio = contrast(parse_color(given), parse_color(paper)) if given else _EDGE
    return Pale(given, paper, ratio, scheme["accent"]) if ratio < _EDGE else None
