"""The theme's own script and stylesheet as a site serves them: one file each, named by its content.

A file whose name changes with its content can be cached for ever. The modules stay apart in `theme/assets/`, where
they are written and read.
"""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from hc_builder.content.brand_settings import Colors
from hc_builder.minified import minify_css, minify_script
from hc_builder.pages.icons import render_icon_url
from hc_builder.pages.palette import render_palette_css
from hc_builder.search.bundle import bundle_modules

SOURCES = (
    "assets/ui/",
    "assets/search/",
    "assets/feedback/",
    "assets/inquiry/",
    "assets/widget/",
    "assets/helpcenter.css",
    "assets/search.css",
    "assets/media.css",
    "assets/text.css",
    "assets/brand.css",
    "assets/early.js",
)
"""What is served under another name, or inside another file."""

NO_COLORS = Colors()
"""Those of the theme itself."""
_ASSETS = Path(__file__).parents[1] / "theme" / "assets"
_SHEETS = ("helpcenter.css", "search.css", "media.css", "text.css")
_BRANDED = (*_SHEETS, "brand.css")
_FETCHED_LATER = ("search/client.js", "feedback/queue.js", "feedback/masking.js", "inquiry/form.js", "widget/panel.js")
_ICON = re.compile(r'url\("?icon:([\w/-]+)"?\)')
_PART = r"(?:[^(),]|\([^()]*\))+"
_PAIR = re.compile(rf"light-dark\(({_PART}),{_PART}\)")
_VARIABLE = re.compile(r"--[\w-]+:[^;{}]+")


@dataclass(frozen=True)
class ThemeAssets:
    """Addresses under the site's root, those of what is fetched `later` by module, and every file's content by its
    address."""

    early: str
    script: str
    style: str
    files: dict[str, bytes] = field(repr=False)  # its names hold hashes of them
    form_style: str = ""
    later: dict[str, str] = field(default_factory=dict)


def build_theme_assets(colors: Colors = NO_COLORS, is_branded: bool = False) -> ThemeAssets:
    """In the shop's `colors`, with what a brand's logo and links need where it `is_branded`. The script fetches search
    and feedback by their hashed names, once they are wanted."""
    later = {path: name_asset(path, bundle_modules(_ASSETS / path)) for path in _FETCHED_LATER}
    page = bundle_modules(_ASSETS / "ui" / "main.js")
    for path, (address, _) in later.items():
        page = page.replace(f'"../{path}"', f'"../{address.removeprefix("assets/")}"')
    script = name_asset("ui/main.js", page)
    style = name_asset("helpcenter.css", build_stylesheet(colors, is_branded))
    form = name_asset("inquiry/form.css", minify_css((_ASSETS / "inquiry" / "form.css").read_text("utf-8")))
    early = name_asset("early.js", minify_script((_ASSETS / "early.js").read_text("utf-8")))
    addresses = {path: address for path, (address, _) in later.items()}
    files = dict([*later.values(), script, style, form, early])
    return ThemeAssets(early[0], script[0], style[0], files, form[0], addresses)


def build_widget_loader() -> str:
    """The script of the shop's pages, with `{settings}` where the build writes a JSON text."""
    return bundle_modules(_ASSETS / "widget" / "loader.js", script=True)


def build_widget_style(colors: Colors = NO_COLORS) -> str:
    """The sheet of the widget's shadow tree in the shop's `colors`, for browsers without `light-dark()` too."""
    sheet = minify_css((_ASSETS / "widget" / "widget.css").read_text("utf-8")) + render_palette_css(colors)
    return (sheet + render_light_css(sheet)).replace(":root", ":host")


def build_stylesheet(colors: Colors = NO_COLORS, is_branded: bool = False) -> str:
    """One sheet in the shop's `colors`, with its icons, for browsers without `light-dark()` too."""
    names = _BRANDED if is_branded else _SHEETS
    sheet = "".join(minify_css((_ASSETS / name).read_text("utf-8")) for name in names) + render_palette_css(colors)
    return _ICON.sub(lambda icon: f'url("{render_icon_url(icon[1])}")', sheet) + render_light_css(sheet)


def render_light_css(sheet: str) -> str:
    """Browsers older than May 2024 don't know `light-dark()`: for them, each pair's light value."""
    variables = (found[0] for found in _VARIABLE.finditer(sheet) if "light-dark(" in found[0])
    light = ";".join(_PAIR.sub(r"\1", variable) for variable in variables)
    return f"@supports not (color:light-dark(#000,#000)){{:root{{color-scheme:light;{light}}}}}"


def name_asset(path: str, text: str) -> tuple[str, bytes]:
    """Its address under the site's root, named by what it holds, and its bytes."""
    data = text.encode()
    stem, _, suffix = path.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{suffix}", data
