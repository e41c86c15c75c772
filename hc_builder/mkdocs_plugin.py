"""The door for MkDocs: `plugins: [helpcenter]` makes `mkdocs build` give the same site as `hc build`.

MkDocs is handed finished text and our templates; it reads no Markdown here. Its page loop and its hooks run as for any
site, so other plugins see each page. ProperDocs, the maintained fork, runs this file unchanged.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config as PluginConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from hc_builder.config import read_config
from hc_builder.config_effects import NOT_RUN
from hc_builder.content.links import AddressBook
from hc_builder.errors import UserError, render_error
from hc_builder.pages.page_html import build_page_html
from hc_builder.pages.page_view import PageViews
from hc_builder.pages.places import Place, find_places
from hc_builder.pages.theme_assets import build_theme_assets
from hc_builder.problems import render_problems
from hc_builder.project import Project, build_renderer, read_project
from hc_builder.site.build import LONG_AGO, refuse_faulty, write_file
from hc_builder.site.files import build_site_files, find_copied_files
from hc_builder.site.render import prepare_environment

log = logging.getLogger("mkdocs.plugins.helpcenter")


class AnyOptions(PluginConfig):
    """The options are checked by `hc_builder.config`, with their lines."""

    def validate(self) -> Any:
        return [], []


class HelpCenterPlugin(BasePlugin[AnyOptions]):
    """`plugins: [helpcenter]` in `mkdocs.yml`."""

    with_drafts = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.with_drafts = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        config.use_directory_urls = True
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """All faults are told before MkDocs has cleaned `site/`; one that is an error ends the build here."""
        try:
            self.project = self._read(config)
            refuse_faulty(self.project)
            self.assets = build_theme_assets(self.project.settings.shop.color)
            self.generated = build_site_files(self.project, self.assets)
        except UserError as error:
            raise Abort(render_error(error)) from error
        if self.project.problems:
            log.info("\n%s", render_problems(self.project.problems))
        self.book = AddressBook(self.project.center)
        self.views = PageViews(self.project.center, self.assets, self.project.today)
        config.markdown_extensions = []  # MkDocs would set them up for every page, and has none to render

    def _read(self, config: MkDocsConfig) -> Project:
        """As `hc` reads it, but for what MkDocs' command line has changed, and without what only `hc` tells."""
        own = read_config(Path(config.config_file_path))
        problems = tuple(problem for problem in own.problems if problem.code != NOT_RUN)
        own = replace(own, docs_dir=Path(config.docs_dir), strict=config.strict, problems=problems)
        return read_project(own, build_renderer(own), self.with_drafts)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """What MkDocs found in the content and the theme becomes what the help center shows."""
        self.places: dict[str, Place] = {}
        copied = find_copied_files(self.project).items()
        media = (File.generated(config, path, abs_src_path=str(source)) for path, source in copied)
        return Files([*media, *self._pages(config)])

    def _pages(self, config: MkDocsConfig) -> Iterator[File]:
        for place in find_places(self.project.center):
            file = File.generated(config, place.source, content="", inclusion=InclusionLevel.INCLUDED)
            file.dest_uri = f"{place.url}index.html"
            self.places[file.src_uri] = place
            yield file

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        return prepare_environment(env, self.project.config)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """MkDocs has nothing to render; it is told here which template the page takes."""
        place = self.places[page.file.src_uri]
        page.meta.update(place.meta)
        page.update_date = place.updated or LONG_AGO
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        shown = self.places[page.file.src_uri].shown
        return build_page_html(self.book, shown) if shown else ""

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        context["hc"] = self.views.build(self.places[page.file.src_uri])
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        context["hc"] = self.views.build_error(self.project.settings.language)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        for name, data in self.generated.items():
            write_file(Path(config.site_dir) / name, data)
