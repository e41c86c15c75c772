"""`hc gaps`: what customers could not find, and what to write next."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from hc_builder import mkdocs_plugin
from hc_builder.cli.main import config_option
from hc_builder.gaps.events_source import SourceError, open_events
from hc_builder.gaps.render import render_report
from hc_builder.gaps.report import build_findings, build_report
from hc_builder.mkdocs_plugin import ProjectError
from hc_builder.project import Project
from hc_builder.search.engine import SearchEngine


@click.group(invoke_without_command=True)
@config_option
@click.option("--events", metavar="SOURCE", help="Database URL, JSON Lines or Parquet; default: hc serve's.")
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), default="md", show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file; default: stdout.")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 56), help="Length of the period.")
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="The report's language.")
@click.option("--now", type=click.DateTime(["%Y-%m-%dT%H:%M:%S"]), help="The period's end (UTC); default: now.")
@click.pass_context
def gaps(
    ctx: click.Context,
    config: Path,
    events: str | None,
    form: str,
    out: Path | None,
    days: int,
    lang: str,
    now: datetime | None,
) -> None:
    """Report what customers searched for and did not find, or found and did not find helpful.

    \b
    Example:
      hc gaps --format html -o gaps.html
      hc gaps --events november.jsonl --days 28
    """
    if ctx.invoked_subcommand:
        return
    end = (now or datetime.now(UTC)).replace(tzinfo=UTC)
    with told_errors():
        project = mkdocs_plugin.load_project(config)
        with (
            open_events(find_events(project, events), project.cache / "events") as table,
            SearchEngine(project.build_search_index(project.settings.languages[0])) as engine,
        ):
            findings = build_findings(table, project.center, engine, end)
            report = build_report(findings, project.center, end, days)
    write(render_report(report, form, lang), out)


def find_events(project: Project, events: str | None) -> str:
    """The source asked for, or the database that `hc serve` writes."""
    return events or f"sqlite:///{project.folder.resolve() / '.hc' / 'events.db'}"


@contextmanager
def told_errors() -> Iterator[None]:
    """Expected errors become messages."""
    try:
        yield
    except (ProjectError, SourceError) as error:
        raise click.ClickException(str(error)) from error


def write(text: str, out: Path | None) -> None:
    """To a file whole, or to stdout."""
    if out is None:
        sys.stdout.write(text)
        return
    aside = out.with_name(f".{out.name}.part")
    aside.write_text(text, encoding="utf-8")
    aside.replace(out)
    click.echo(f"Wrote {out}", err=True)
