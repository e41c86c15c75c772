"""The theme's own script and stylesheet as a site serves them: one file each, named by its content.

A file whose name changes with its content can be cached for ever. The modules stay apart in `theme/assets/`, where
they are written and read.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import minify

from hc_builder.pages.accent import render_accent_css
from hc_builder.search.bundle import bundle_modules, shrink_script

SOURCES = (
    "assets/ui/",
    "assets/search/",
    "assets/feedback/",
    "assets/typeset.css",
    "assets/helpcenter.css",
    "assets/early.js",
)
"""What is served under another name, or inside another file."""

_ASSETS = Path(__file__).parents[1] / "theme" / "assets"
_SHEETS = ("typeset.css", "helpcenter.css")
_FETCHED_LATER = ("search/client.js", "feedback/queue.js")


@dataclass(frozen=True)
class ThemeAssets:
    """Addresses under the site's root, and every file's content by its address."""

    early: str
    script: str
    style: str
    files: dict[str, bytes]


def build_theme_assets(color: str = "") -> ThemeAssets:
    """In the shop's `color`. The script fetches search and feedback by their hashed names, once they are wanted."""
    later = {path: _name(path, bundle_modules(_ASSETS / path)) for path in _FETCHED_LATER}
    page = bundle_modules(_ASSETS / "ui" / "main.js")
    for path, (address, _) in later.items():
        page = page.replace(f'"../{path}"', f'"../{address.removeprefix("assets/")}"')
    script = _name("ui/main.js", page)
    sheet = "".join(shrink_css((_ASSETS / name).read_text("utf-8")) for name in _SHEETS)
    style = _name("helpcenter.css", sheet + render_accent_css(color))
    early = _name("early.js", shrink_script((_ASSETS / "early.js").read_text("utf-8")))
    return ThemeAssets(early[0], script[0], style[0], dict([*later.values(), script, style, early]))


def shrink_css(text: str) -> str:
    """Without comments and what only people need."""
    shrunk: str = minify.string("text/css", text)
    return shrunk


def _name(path: str, text: str) -> tuple[str, bytes]:
    data = text.encode()
    stem, _, suffix = path.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{suffix}", data
