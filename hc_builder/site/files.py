"""The files of a site that come from no template: scripts, styles, search index, the shop's font, redirects, media."""

from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache, partial
from pathlib import Path

from hc_builder.cache import make_key
from hc_builder.config import THEME_FOLDER, Config
from hc_builder.content.redirects import OWN_FILE, join_redirects
from hc_builder.pages.font import build_font_files
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.theme_assets import SOURCES, ThemeAssets, build_theme_assets
from hc_builder.project import Project
from hc_builder.search.meaning import NAME as MEANING
from hc_builder.search.meaning import build_meaning
from hc_builder.site.article_names import NAME as ARTICLES
from hc_builder.site.article_names import build_article_names
from hc_builder.site.feeds import build_feeds
from hc_builder.site.icons import build_icons
from hc_builder.site.inquiry_file import build_inquiry_file
from hc_builder.site.redirect_pages import build_redirect_pages
from hc_builder.site.robots import build_robots
from hc_builder.site.share_pictures import build_share_pictures
from hc_builder.site.update import SiteFile
from hc_builder.site.widget_files import build_widget_files

NOT_SERVED = (".*", "*/.*", "*.py", "*.pyc", "*.html", "*.md", "*.mkd", "*.mkdn", "*.mdown", "*.markdown", "*readme*")
"""Files of a theme that are not copied into the site: MkDocs' own list."""


def build_index_files(project: Project) -> dict[str, bytes]:
    """The search index: content by path in the site."""
    return {
        f"{folder}{name}": data
        for folder, lang, audience in project.list_indexes()
        for name, data in project.build_search_index(lang, audience).items()
    }


def list_index_files(project: Project) -> dict[str, SiteFile]:
    """The same files by their hashes: where these are known, only those that an edit touched are made, or all if one of
    the others is missing."""
    indexes = [(folder, project.name_search_index(lang, audience)) for folder, lang, audience in project.list_indexes()]
    key = make_key("index files", repr(indexes))
    made: dict[str, bytes] = {}

    def update() -> dict[str, bytes]:
        hashes, files = update_index_files(project)
        made.update(files)
        return hashes

    hashes = project.derived.remember(key, dict[str, bytes], update)
    build = cache(partial(build_index_files, project))

    def write(path: str, place: Path) -> None:
        place.write_bytes(made[path] if path in made else build()[path])

    return {path: SiteFile(content, partial(write, path)) for path, content in hashes.items()}


def update_index_files(project: Project) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Hashes of all by path, and the bytes of those that had to be made."""
    hashes: dict[str, bytes] = {}
    made: dict[str, bytes] = {}
    for folder, lang, audience in project.list_indexes():
        index = project.update_search_index(lang, audience)
        hashes |= {f"{folder}{name}": content for name, content in index.hashes.items()}
        made |= {f"{folder}{name}": data for name, data in index.made.items()}
    return hashes, made


def find_theme_assets(project: Project) -> ThemeAssets:
    """Script and style in the shop's colours."""
    look = project.settings.palettes, project.settings.is_branded
    key = make_key("theme assets", repr(look))
    return project.derived.remember(key, ThemeAssets, partial(build_theme_assets, *look))


def build_site_files(project: Project, assets: ThemeAssets, base: str) -> dict[str, bytes]:
    """The other generated files: content by path in the site, which stands at the address `base` of its host."""
    files = dict(assets.files)
    if project.settings.meaning_endpoint:
        languages = project.settings.languages
        files |= {f"search/{lang}/{MEANING}": build_meaning(project.center, lang) for lang in languages}
    texts = [str(read_interface_text(lang)) for lang in project.settings.languages]
    files |= build_font_files(project.center, project.folder, "".join(texts))
    files |= build_inquiry_file(project) | build_widget_files(project, assets)
    redirects = join_redirects(project.center, base)
    more = _build_for_others(project)
    files |= {OWN_FILE: redirects.encode()} if redirects else {}
    return build_redirect_pages(project, base) | files | more


def _build_for_others(project: Project) -> dict[str, bytes]:
    """What search engines, readers, messengers and browsers ask for; a file of the content goes before it."""
    center, config, cache = project.center, project.config, project.derived
    made = (
        {ARTICLES: build_article_names(center)}
        | build_robots(config.site_url)
        | build_feeds(center, config.site_url, config.site_name)
    )
    made |= build_icons(center, config.site_name, cache) | build_share_pictures(center, project.folder, cache)
    return {path: data for path, data in made.items() if path not in center.files}


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
        if file.is_file() and not any(fnmatch(path.lower(), pattern) for pattern in NOT_SERVED):
            yield path
