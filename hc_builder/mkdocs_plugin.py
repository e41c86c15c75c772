"""The door for MkDocs: `plugins: [helpcenter]` makes `mkdocs build` give the same site as `hc build`.

MkDocs is handed finished text and our templates; it reads no Markdown here. Its page loop and its hooks run as for any
site, so other plugins see each page. ProperDocs, the maintained fork, runs this file unchanged.
"""

import logging
from collections.abc import Iterable, Iterator
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
from hc_builder.errors import UserError, render_error
from hc_builder.media.publishing import clean_file
from hc_builder.pages.places import Place
from hc_builder.pages.versions import describe_place, find_versions
from hc_builder.problems import render_problems
from hc_builder.project import Project, build_renderer, read_project
from hc_builder.site.build import prepare_site, write_file
from hc_builder.site.export_files import find_exports
from hc_builder.site.files import build_index_files
from hc_builder.site.prepared import PreparedSite
from hc_builder.site.render import LONG_AGO, Contexts, build_page, find_fault, prepare_environment
from hc_builder.site.render import Page as ShownPage
from hc_builder.site.static_pages import list_static_pages
from hc_builder.site.update import refuse_clashes, scan_folder
from hc_builder.workers import count_jobs

log = logging.getLogger("mkdocs.plugins.helpcenter")


def _describe_copied(config: MkDocsConfig, path: str, source: Path) -> File:
    cleaned = clean_file(source)
    if cleaned is None:
        return File.generated(config, path, abs_src_path=str(source))
    return File.generated(config, path, content=cleaned)


def _refuse_clashes(folder: Path, names: Iterable[str]) -> None:
    """In the words of `hc build`, beside what MkDocs has written."""
    try:
        refuse_clashes((*(scan_folder(folder) or ()), *names))
    except UserError as error:
        raise Abort(render_error(error)) from error


class AnyOptions(PluginConfig):
    """The options are checked by `hc_builder.config`, with their lines."""

    def validate(self) -> Any:
        return [], []


_TEXTS = ("site_url", "site_description", "site_author", "copyright")
_NOT_SHOWN = ("repo_url", "repo_name", "edit_uri", "edit_uri_template")


class HelpCenterPlugin(BasePlugin[AnyOptions]):
    """`plugins: [helpcenter]` in `mkdocs.yml`."""

    with_drafts = False
    site: PreparedSite | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.with_drafts = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """What is not set is empty text, as `hc` has it, so that no template shows `None`."""
        config.use_directory_urls = True
        for name in _TEXTS:
            config[name] = config[name] or ""
        for name in _NOT_SHOWN:
            config[name] = ""
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """All faults are told before MkDocs has cleaned `site/`; one that is an error ends the build here."""
        try:
            project = self._read(config)
            self.site = prepare_site(project, jobs=count_jobs())
        except UserError as error:
            raise Abort(render_error(error)) from error
        if project.problems:
            log.info("\n%s", render_problems(project.problems))
        config.markdown_extensions = []  # MkDocs would set them up for every page, and has none to render

    def _read(self, config: MkDocsConfig) -> Project:
        """As `hc` reads it, but for what MkDocs' command line has changed, and without what only `hc` tells."""
        own = read_config(Path(config.config_file_path))
        problems = tuple(problem for problem in own.problems if problem.code != NOT_RUN)
        own = replace(own, docs_dir=Path(config.docs_dir), strict=config.strict, problems=problems)
        return read_project(own, build_renderer(own), self.with_drafts)

    @property
    def prepared(self) -> PreparedSite:
        assert self.site is not None  # MkDocs calls `on_pre_build` before every hook that asks
        return self.site

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """What MkDocs found in the content and the theme becomes what the help center shows."""
        self.places: dict[str, Place] = {}
        copied = self.prepared.copied.items()
        media = (_describe_copied(config, path, source) for path, source in copied)
        forms = (
            File.generated(config, path, content=self.prepared.gallery.read(path))
            for path in self.prepared.gallery.files
        )
        return Files([*media, *forms, *self._pages(config)])

    def _pages(self, config: MkDocsConfig) -> Iterator[File]:
        self.versions = find_versions(self.prepared.places, self.prepared.project.settings.languages)
        for place in self.prepared.places:
            file = File.generated(config, place.source, content="", inclusion=InclusionLevel.INCLUDED)
            file.dest_uri = f"{place.url}index.html"
            self.places[file.src_uri] = place
            yield file

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        pages = [file.page for file in files.documentation_pages() if file.page]
        public = [page for page in pages if not self.places[page.file.src_uri].audience]
        listed = [self._describe(page, config) for page in public]
        self.contexts = Contexts(config, listed, self.prepared.project.today)
        self.env = prepare_environment(env, self.prepared.project.config)
        return self.env

    def _describe(self, page: Page, config: MkDocsConfig) -> ShownPage:
        """The page as our templates know it, with what other plugins have made of its text and `meta`."""
        place = self.places[page.file.src_uri]
        return build_page(config.site_url or "", place, page.content or "", page.meta)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """MkDocs has nothing to render; it is told here what the page is called and which template it takes."""
        place = self.places[page.file.src_uri]
        page.title = place.title
        page.meta.update(describe_place(place, self.versions))
        page.update_date = place.updated or LONG_AGO
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self.prepared.build_content(self.places[page.file.src_uri])

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        view = self.prepared.views.build(self.places[page.file.src_uri])
        context.update(self.contexts.build_for_page(self._describe(page, config), view))
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        context.update(self.contexts.build_for_template(template_name, self.prepared.build_error_view()))
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        files = {**self.prepared.generated, **build_index_files(self.prepared.project)}
        exports = find_exports(self.prepared.project, self.prepared.book)
        _refuse_clashes(Path(config.site_dir), (*files, *exports))
        for name, data in files.items():
            write_file(Path(config.site_dir) / name, data)
        for name, export in exports.items():
            write_file(Path(config.site_dir) / name, export.make())
        self._write_other_error_pages(Path(config.site_dir))

    def _write_other_error_pages(self, folder: Path) -> None:
        """MkDocs makes one page of each template, so that of the first language only."""
        own = self.prepared.project.config
        for name, (template, lang) in list_static_pages(own).items():
            if name not in own.theme.static_templates:
                context = self.contexts.build_for_template(name, self.prepared.views.build_error(lang))
                write_file(folder / name, self.env.get_template(template).render(context).encode())

    def on_build_error(self, *, error: Exception) -> None:
        """A fault in a template of the shop's own ends the build in the words of `hc build`."""
        fault = find_fault(error, self.site.project.config) if self.site else None
        if fault:
            raise Abort(render_error(fault)) from error
