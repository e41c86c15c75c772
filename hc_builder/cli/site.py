"""`hc new`, `hc serve`, `hc build`, `hc check`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from hc_builder import mkdocs_plugin
from hc_builder.building import BuildRefused, build_to
from hc_builder.cli.main import config_option
from hc_builder.mkdocs_plugin import ProjectError
from hc_builder.problems import Problem, has_errors, render_problems
from hc_builder.starting import FolderInUse, make_project


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a working help center in an empty FOLDER, with starter content to rewrite.

    \b
    Example:
      hc new shop && cd shop && hc serve
    """
    try:
        count = make_project(folder)
    except FolderInUse as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Made {folder}/ with {count} articles. Next: cd {folder} && hc serve", err=True)


@click.command()
@config_option
@click.option("--strict", is_flag=True, help="Warnings stop the build too (for CI).")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Where to put it, instead of site_dir.")
def build(config: Path, strict: bool, site: Path | None) -> None:
    """Build the static site. If anything is wrong, the site of before stays as it is.

    \b
    Example:
      hc build --strict
    """
    try:
        folder = site or mkdocs_plugin.site_folder(config)
        build_to(folder, lambda empty: _build_and_tell(config, empty, strict))
    except (ProjectError, BuildRefused) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Built {folder}", err=True)


def _build_and_tell(config: Path, folder: Path, strict: bool) -> None:
    """Every fault of the content is told, whether or not it ends the build."""
    try:
        problems = mkdocs_plugin.build_site(config, folder, strict).problems
    except ProjectError as error:
        _tell(error.problems)
        raise
    _tell(problems)


def _tell(problems: Sequence[Problem]) -> None:
    if problems:
        click.echo(render_problems(problems), err=True)


@click.command()
@config_option
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
def check(config: Path, strict: bool) -> None:
    """Check the content and its search tests: every fault with file, line and cure.

    \b
    Example:
      hc check
    """
    from hc_builder.checks.search_tests import run_search_tests

    try:
        project = mkdocs_plugin.load_project(config)
    except ProjectError as error:
        raise click.ClickException(str(error)) from error
    problems = [*project.problems]
    if not has_errors(problems):
        problems += run_search_tests(project)
    click.echo(render_problems(problems))
    sys.exit(has_errors(problems, strict))


@click.command()
@config_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--events", default="", help="Database URL for events; default: SQLite in .hc/events.db.")
def serve(config: Path, host: str, port: int, events: str) -> None:
    """Serve a live preview, with the feedback endpoint on the same origin. Drafts are shown.

    \b
    Example:
      hc serve --port 8080
    """
    from hc_builder.preview import run_preview

    try:
        run_preview(config, host, port, events)
    except ProjectError as error:
        raise click.ClickException(str(error)) from error
