"""`hc new`, `hc serve`, `hc build`."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import config_option, lang_option
from hc_builder.cli.outputs import inform
from hc_builder.cli.parameters import HOST_NAMES, PORT

if TYPE_CHECKING:
    from hc_builder.site.record import Built


def parse_folder(ctx: click.Context, param: click.Parameter, text: str) -> Path:
    """An empty text would be the present folder to `Path`; from an unset variable of a script it is a mistake."""
    if not text.strip():
        raise click.BadParameter("the name is empty; name a new folder, or . for this one")
    return Path(text)


@click.command(cls=Command)
@lang_option
@click.argument("folder", callback=parse_folder)
@click.option("--host", type=click.Choice(HOST_NAMES), help="Add workflows of GitHub that deploy it there.")
def new(folder: Path, host: str | None) -> None:
    """Make a working help center with starter content. FOLDER must be new or empty.

    \b
    Example:
      hc new shop --host github-pages && cd shop && hc serve
    """
    from hc_builder.starting import make_project
    from hc_builder.workflows import check_repository, write_workflows

    if host:
        check_repository(folder)
    count = make_project(folder)
    for path in write_workflows(folder, host) if host else ():
        inform(f"Wrote {path}")
    go = "hc serve" if folder.resolve() == Path.cwd() else f"cd {folder} && hc serve"
    inform(f"Made {folder}/ with {count} articles. Next: {go}")


@click.command(cls=Command)
@config_option
@lang_option
@click.option("--strict", is_flag=True, help="Warnings stop the build too (for CI).")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Where to put it, instead of site_dir.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes for a cold build; default: HC_JOBS, or all cores.")
def build(config: Path, strict: bool, site: Path | None, jobs: int | None) -> None:
    """Build the static site. If anything is wrong, the previous site stays as it is.

    \b
    Example:
      hc build --strict
    """
    from hc_builder.cache import CACHE, Cache
    from hc_builder.site.unchanged import find_unchanged

    started = time.perf_counter()
    cache = Cache(config.absolute().parent / CACHE) if config.is_file() else Cache()
    record = find_unchanged(cache, config, site, strict)
    is_same = record is not None
    cache.close()
    if record is None:
        from hc_builder.site.build import build_project
        from hc_builder.workers import count_jobs

        record = build_project(config, site, strict, jobs or count_jobs())
    if record.told:
        click.echo(record.told, err=True)
    inform(describe_build(record.built, is_same, time.perf_counter() - started))


def describe_build(built: "Built", is_same: bool, seconds: float) -> str:
    """The last line of a build."""
    size = f"{built.size / 1_000_000:,.1f} MB"
    what = f"{built.articles:,} articles, {built.pages:,} pages, {size} in {seconds:.1f} s"
    if is_same:
        return f"Built {built.folder}: {what}; nothing changed"
    known = built.articles - built.read
    return (
        f"Built {built.folder}: {what}; {max(known, 0):,} articles from the cache, "
        f"{built.written:,} files written, {built.removed:,} removed"
    )


@click.command(cls=Command)
@config_option
@lang_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port to listen on.")
@click.option("--events", default="", help="Database URL for events; default: SQLite in .hc/events.db.")
def serve(config: Path, host: str, port: int, events: str) -> None:
    """Serve a live preview, with the feedback endpoint. Drafts are shown.

    \b
    Example:
      hc serve --port 8080
    """
    from hc_builder.preview import run_preview

    run_preview(config, host, port, events)
