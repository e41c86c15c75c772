"""The one room that knows MkDocs: it hands MkDocs finished pages, and takes its configuration and templates.

MkDocs reads no Markdown here: articles are rendered by `hc_builder.content.markup`, for pages, checks and search, and
MkDocs puts them into the theme's templates. ProperDocs, the maintained fork, runs this file unchanged.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import parse_settings
from hc_builder.pages.font import FontError
from hc_builder.pages.icons import render_icon
from hc_builder.pages.opening_hours import settle_hours
from hc_builder.pages.page_html import build_page_html
from hc_builder.pages.page_view import PageViews
from hc_builder.pages.places import Place, find_places
from hc_builder.pages.theme_assets import SOURCES
from hc_builder.problems import Problem, count_problems, has_errors, render_problems
from hc_builder.project import Project, read_project, shop_today
from hc_builder.site_files import build_site_files

_LONG_AGO = "2000-01-01"  # MkDocs would take today's date, and the same content would not be the same bytes
log = logging.getLogger("mkdocs.plugins.helpcenter")


class ProjectError(Exception):
    """The project can't be read or built; the message is for the person who asked.

    `problems` are the content's, as far as it was read.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class HelpCenterConfig(Config):
    """The plugin's options are checked by `hc_builder.content.settings`, with its own messages."""

    def validate(self) -> Any:
        settings, faults = parse_settings(dict(self), "mkdocs.yml")
        self.settings, more = settle_hours(settings, "mkdocs.yml")
        self.faults = [*faults, *more]
        return [], []


class HelpCenterPlugin(BasePlugin[HelpCenterConfig]):
    """`plugins: [helpcenter]` in `mkdocs.yml`."""

    with_drafts = False
    problems: tuple[Problem, ...] = ()  # of the content that a build has read
    renderer: Renderer | None = None  # kept between the builds of a preview, with what it has rendered

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.with_drafts = self.with_drafts or command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        config.use_directory_urls = True
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """All faults are told before anything is written; one that is an error ends the build here."""
        self.project = self.read(config)
        self.problems = self.project.problems
        config.markdown_extensions = []  # MkDocs would set them up for every page, and has none to render
        if self.problems:
            log.info("\n%s", render_problems(self.problems))
        if has_errors(self.problems, config.strict):
            raise Abort(f"Nothing was built: {count_problems(self.problems)} in the content.")
        try:
            self.files = build_site_files(self.project)
        except FontError as error:
            raise Abort(f"Nothing was built: {error}") from error
        self.book = AddressBook(self.project.center)
        self.views = PageViews(self.project.center, shop_today(self.project.settings))

    def read(self, config: MkDocsConfig) -> Project:
        renderer = self.renderer or Renderer(_own_extensions(config))
        content = Path(config.docs_dir)
        path = Path(config.config_file_path)
        project = read_project(path, content, self.config.settings, renderer, self.with_drafts)
        return _with_problems(project, self.config.faults)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The theme's files stay, but for Material's scripts; the content's become what the help center shows."""
        self.places: dict[str, Place] = {}
        theme = [file for file in files if _is_wanted(file, config)]
        return Files([*theme, *self._media(config), *self._pages(config)])

    def _media(self, config: MkDocsConfig) -> Iterator[File]:
        for path, source in self.project.center.files.items():
            yield File.generated(config, path, abs_src_path=str(source))

    def _pages(self, config: MkDocsConfig) -> Iterator[File]:
        for place in find_places(self.project.center):
            file = File.generated(config, place.source, content="", inclusion=InclusionLevel.INCLUDED)
            file.dest_uri = f"{place.url}index.html"
            self.places[file.src_uri] = place
            yield file

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Lines that hold nothing but a template's tag leave nothing in the page. No template changes in a build, so
        none is looked at again for each page."""
        env.trim_blocks = env.lstrip_blocks = True
        env.auto_reload = False
        env.globals["render_icon"] = render_icon
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """MkDocs has nothing to render; it is told here which template the page takes."""
        place = self.places[page.file.src_uri]
        page.meta.update(template=f"{place.kind}.html", updated=place.updated)
        page.update_date = place.updated or _LONG_AGO
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        shown = self.places[page.file.src_uri].shown
        return build_page_html(self.book, shown) if shown else ""

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        context["hc"] = self.views.build(self.places[page.file.src_uri])
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        context["hc"] = self.views.build_error(self.project.settings.languages[0])
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        for name, data in self.files.items():
            path = Path(config.site_dir) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def load_project(config_path: Path, with_drafts: bool = False) -> Project:
    """The project of a `mkdocs.yml`, for the commands that build no pages."""
    config = _load(config_path)
    plugin = _find_plugin(config)
    plugin.with_drafts = with_drafts
    return plugin.read(config)


def build_site(
    config_path: Path, site: Path, strict: bool = False, with_drafts: bool = False, renderer: Renderer | None = None
) -> Project:
    """Build all of the site into the empty folder `site`, as `mkdocs build` would."""
    config = _load(config_path, site_dir=str(site), strict=strict)
    plugin = _find_plugin(config)
    plugin.with_drafts, plugin.renderer = with_drafts, renderer
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except Abort as abort:
        raise ProjectError(str(abort), plugin.problems) from abort
    finally:
        config.plugins.on_shutdown()
    return plugin.project


def load_renderer(config_path: Path) -> Renderer:
    """A renderer with the extensions that the shop's `mkdocs.yml` adds."""
    return Renderer(_own_extensions(_load(config_path)))


def site_folder(config_path: Path) -> Path:
    """Where `mkdocs build` would put the site."""
    return Path(_load(config_path).site_dir)


def content_folder(config_path: Path) -> Path:
    """Where the articles are."""
    return Path(_load(config_path).docs_dir)


def _load(config_path: Path, **options: Any) -> MkDocsConfig:
    if not config_path.is_file():
        raise ProjectError(
            f"{config_path}: there is no such file\n"
            "  hint: go to the folder of a help center, or make one with 'hc new DIR'"
        )
    try:
        return load_config(str(config_path), **options)
    except (ConfigurationError, ValueError) as error:  # a date such as 2026-13-01 is a ValueError of YAML
        raise ProjectError(f"{config_path}: {error}") from error


def _find_plugin(config: MkDocsConfig) -> HelpCenterPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, HelpCenterPlugin):
            return plugin
    raise ProjectError(
        f"{config.config_file_path}: the plugin is not named\n  hint: add '- helpcenter' under 'plugins:'"
    )


def _is_wanted(file: File, config: MkDocsConfig) -> bool:
    """A file of a theme that our pages ask for. Of Material's they ask for none: 2.5 MB for nothing."""
    path = Path(file.abs_src_path or "")
    if path.is_relative_to(config.docs_dir):
        return False
    own = any(path.is_relative_to(folder) for folder in config.theme.dirs if Path(folder).name != "templates")
    return own and file.src_uri.startswith("assets/") and not file.src_uri.startswith(SOURCES)


def _own_extensions(config: MkDocsConfig) -> dict[str, dict[str, Any]]:
    """The Markdown extensions that the shop's `mkdocs.yml` adds to ours."""
    built_in = ("toc", "tables", "fenced_code")
    return {name: config.mdx_configs.get(name, {}) for name in config.markdown_extensions if name not in built_in}


def _with_problems(project: Project, more: list[Problem]) -> Project:
    return replace(project, problems=tuple(sorted([*more, *project.problems])))
