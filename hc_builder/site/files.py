"""The files of a site that no template makes: script and style, search index, the shop's own font, redirects, media."""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import quote

from hc_builder.config import THEME_FOLDER, Config
from hc_builder.content.help_center import HelpCenter
from hc_builder.pages.font import build_font_files
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.theme_assets import SOURCES, ThemeAssets
from hc_builder.project import Project

_NOT_SERVED = (".*", "*/.*", "*.py", "*.pyc", "*.html", "*.md", "*readme*")
"""Of a theme's files, as MkDocs has it."""


def build_site_files(project: Project, assets: ThemeAssets) -> dict[str, bytes]:
    """What is made: content by path in the site."""
    files = dict(assets.files)
    files |= {
        f"search/{lang}/{name}": data
        for lang in project.settings.languages
        for name, data in project.build_search_index(lang).items()
    }
    texts = [str(read_interface_text(lang)) for lang in project.settings.languages]
    files |= build_font_files(project.center, project.folder, "".join(texts))
    redirects = join_redirects(project.center)
    return files | ({"_redirects": redirects.encode()} if redirects else {})


def find_copied_files(project: Project) -> dict[str, Path]:
    """What is copied as it is, by path in the site: the theme's files, and over them those of the content."""
    return {**_find_theme_files(project.config), **project.center.files}


def _find_theme_files(config: Config) -> dict[str, Path]:
    """The theme's `assets/`, and over them those of the shop's own templates."""
    found: dict[str, Path] = {}
    for folder in filter(None, (THEME_FOLDER, config.theme.custom_dir)):
        found |= {path: folder / path for path in _walk(folder) if not path.startswith(SOURCES)}
    return found


def _walk(folder: Path) -> Iterator[str]:
    for file in sorted((folder / "assets").rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and not any(fnmatch(path.lower(), pattern) for pattern in _NOT_SERVED):
            yield path


def join_redirects(center: HelpCenter) -> str:
    """The writer's own `_redirects`, which come first and so count first, then those of `redirect_from`."""
    own = center.files.get("_redirects")
    text = own.read_text("utf-8") if own else ""
    return (f"{text.rstrip()}\n" if text.strip() else "") + render_redirects(center)


def render_redirects(center: HelpCenter) -> str:
    """One line an old address, `/old/ /new/ 301`: the form that static hosts (Netlify, Cloudflare Pages) read."""
    lines = [
        f"/{address} /{quote(shown.url)} 301"
        for shown in center.articles
        for old in shown.article.fields.redirect_from
        for address in _spell_address(old)
    ]
    return "".join(f"{line}\n" for line in sorted(lines))


def _spell_address(old: str) -> tuple[str, ...]:
    """With and without a slash at its end, which hosts tell apart; the address of a file has none."""
    path = old.strip("/").replace(" ", "%20")
    return (path,) if path.endswith((".html", ".htm")) else (path, f"{path}/")
