"""`hc gaps`: what customers could not find, what to write next, and whether it helped."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hc_builder.cli.gap_options import GapOptions, source_options
from hc_builder.cli.help import Group
from hc_builder.cli.outputs import inform, write
from hc_builder.cli.parameters import OutFile

if TYPE_CHECKING:
    from hc_builder.gaps.loop.material import Form


@click.group(invoke_without_command=True, cls=Group)
@source_options
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), default="md", show_default=True)
@click.option("-o", "--out", type=OutFile(), help="A file; default: stdout.")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 28), help="Length of the period.")
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="The report's language.")
@click.option("--update", is_flag=True, help="Record the gaps in gaps.json, for the next report to compare with.")
def gaps(options: GapOptions, form: str, out: Path | None, days: int, lang: str, update: bool) -> None:
    """Report what customers searched for and did not find, or found and did not find helpful.

    \b
    Example:
      hc gaps --format html -o gaps.html
      hc gaps --events november.jsonl --days 28
    """
    if click.get_current_context().invoked_subcommand:
        return
    from hc_builder.gaps.reports import report_gaps

    write(report_gaps(options.build_request(), form, lang, days, update), out)


@gaps.command()
@source_options
@click.argument("id")
@click.option(
    "--replies",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A CSV with columns question and answer: what agents replied before. Masked before anything else.",
)
@click.option("--as", "form", type=click.Choice(["article", "section"]), help="Default: what serves the gap better.")
@click.option(
    "--writer", metavar="URL", help="An OpenAI-compatible address that words an answer, key in HC_WRITER_KEY."
)
@click.option("--model", metavar="NAME", help="The model at that address.")
def draft(
    options: GapOptions, id: str, replies: Path | None, form: "Form | None", writer: str | None, model: str | None
) -> None:
    """Write a draft for the gap ID, in the right category, with the customers' questions. Never overwrites.

    Where an article that is there had better say it, a section for it is printed instead. A comment, which no page
    shows, holds what to answer, the shop's own nearest sentences, and replies that agents gave to questions like these.
    With --writer these sentences and replies and the questions that may be printed are sent to that address, masked;
    of what it answers, only sentences that one of them bears out are kept.

    \b
    Example:
      hc gaps draft gap-7f3a
      hc gaps draft gap-7f3a --replies chats.csv
      hc gaps draft gap-7f3a --writer http://127.0.0.1:11434/v1 --model qwen3
    """
    from hc_builder.gaps.commands import draft_gap
    from hc_builder.gaps.loop.writer import open_model

    if bool(writer) != bool(model):
        raise click.UsageError("--writer and --model belong together")
    chosen = open_model(writer, model, os.environ) if writer and model else None
    drafted = draft_gap(options.build_request(), id, replies, form, chosen)
    if drafted.section:
        click.echo(drafted.section, nl=False)
        inform(f"Better said in an article that is there: paste this section into {drafted.path}")
    else:
        path = drafted.path
        inform(f"Wrote {path}. Next: write the answer, then hc gaps replay --draft {path}")
    if chosen:
        kept, dropped = drafted.kept, drafted.dropped
        inform(f"Of the model's sentences, kept: {kept}, dropped without support: {dropped}")


@gaps.command()
@source_options
@click.argument("id")
@click.option("--reason", required=True, help="Why no article is to answer it.")
def dismiss(options: GapOptions, id: str, reason: str) -> None:
    """Leave the gap ID out of the reports until twice as many sessions ask.

    \b
    Example:
      hc gaps dismiss gap-7f3a --reason "we do not ship abroad"
    """
    from hc_builder.gaps.loop.state import dismiss_gap

    options.change_state(lambda state: dismiss_gap(state, id, reason))
    inform(f"Dismissed {id}")


@gaps.command()
@source_options
@click.argument("id")
@click.argument("owner")
def assign(options: GapOptions, id: str, owner: str) -> None:
    """Give the gap ID to OWNER, a name or a team; "" takes it back. The sheet and the reports show it.

    \b
    Example:
      hc gaps assign gap-7f3a "delivery team"
    """
    from hc_builder.gaps.loop.team import assign_gap

    options.change_state(lambda state: assign_gap(state, id, owner))
    inform(f"Assigned {id} to {owner}" if owner else f"{id} has no owner now")


@gaps.command()
@source_options
@click.argument("id")
@click.argument("text")
def note(options: GapOptions, id: str, text: str) -> None:
    """Add a note to the gap ID: what was found out, or decided.

    \b
    Example:
      hc gaps note gap-7f3a "the courier changes in March, write it then"
    """
    from hc_builder.gaps.loop.team import note_gap

    options.change_state(lambda state: note_gap(state, id, text))
    inform(f"Noted on {id}")


@gaps.command()
@source_options
@click.argument("id")
@click.argument("others", nargs=-1, required=True)
def merge(options: GapOptions, id: str, others: tuple[str, ...]) -> None:
    """The gaps OTHERS are the same matter as ID. They stay one gap in every later report.

    \b
    Example:
      hc gaps merge gap-7f3a gap-91c0 gap-02de
    """
    from hc_builder.gaps.loop.team import merge_gaps

    options.change_state(lambda state: merge_gaps(state, id, others))
    inform(f"Merged {', '.join(others)} into {id}")


@gaps.command()
@source_options
@click.argument("id")
@click.argument("wordings", nargs=-1, required=True)
def split(options: GapOptions, id: str, wordings: tuple[str, ...]) -> None:
    """The queries worded as WORDINGS are another matter than the rest of the gap ID: they become a gap of their own.

    \b
    Example:
      hc gaps split gap-7f3a "매장 주차" "주차장 있나요"
    """
    from hc_builder.gaps.commands import split_queries

    own = split_queries(options.build_request(), id, wordings)
    inform(f"Split {own} from {id}")


@gaps.command("replay")
@source_options
@click.option("--draft", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Count it as published.")
@click.option("--format", "form", type=click.Choice(["text", "json", "md"]), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True)
def replay_command(options: GapOptions, draft: Path | None, form: str, lang: str) -> None:
    """How many failed searches now find an answer, and whether any that worked got worse.

    Today's content is set beside how customers fared; with --draft, the content with that draft beside today's.

    \b
    Example:
      hc gaps replay
      hc gaps replay --draft content/delivery/abroad.md --format md
    """
    from hc_builder.gaps.commands import replay
    from hc_builder.gaps.reporting.render import render_replay

    click.echo(render_replay(replay(options.build_request(), draft, options.load_drafts), form, lang), nl=False)


@gaps.command()
@source_options
@click.option("--github", metavar="OWNER/NAME", default="", help="A repository; its token in GITHUB_TOKEN or GH_TOKEN.")
@click.option("--gitlab", metavar="GROUP/NAME", default="", help="A project; its token in GITLAB_TOKEN.")
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="The issues' language.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def issues(options: GapOptions, github: str, gitlab: str, lang: str, dry_run: bool) -> None:
    """Keep one issue a gap, from gaps.json: new gaps open one, answered and dismissed ones close theirs.

    What a person writes in an issue stays, and one that a person closed stays closed.

    \b
    Example:
      hc report --update && hc gaps issues --github acme/help
      hc gaps issues --gitlab acme/help --dry-run
    """
    from hc_builder.gaps.issues.command import open_tracker, update_issues

    tracker = open_tracker(github, gitlab, os.environ)
    for line in update_issues(options.state_file, tracker, lang, dry_run):
        click.echo(line)


@gaps.command()
@source_options
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each line of FILE.")
@click.option("--meaning/--no-meaning", default=None, help="Use the extra 'semantic'; default: where it is installed.")
def group(options: GapOptions, file: Path, as_json: bool, meaning: bool | None) -> None:
    """Group the questions in FILE, one a line, and say which of them an article already answers.

    \b
    Example:
      hc gaps group chat-export.txt --json
    """
    from hc_builder.extras import MissingExtra, is_extra_installed
    from hc_builder.gaps.commands import group_questions
    from hc_builder.gaps.deciding.question_file import render_groups, render_lines

    can_mean = is_extra_installed("semantic")
    if meaning and not can_mean:
        raise MissingExtra("--meaning needs the extra 'semantic'", "pip install 'hc-builder[semantic]'")
    grouped = group_questions(options.build_request(), file, can_mean if meaning is None else meaning)
    click.echo(render_lines(grouped) if as_json else render_groups(grouped), nl=False)
