"""`hc stale`."""

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import config_option, lang_option
from hc_builder.cli.parameters import Age

if TYPE_CHECKING:
    from datetime import date, timedelta

    from hc_builder.checks.stale import Due


@click.command(cls=Command)
@config_option
@lang_option
@click.option("--within", type=Age(), default="30d", show_default=True, help="Also those due in so much time.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
def stale(config: Path, within: "timedelta", form: str) -> None:
    """List the articles whose review is overdue or soon due, by owner.

    \b
    Example:
      hc stale --within 14d
      hc stale --format html > stale.html
    """
    from hc_builder.checks.stale import find_due
    from hc_builder.project import load_project
    from hc_builder.site.stale_page import render_stale_page

    project = load_project(config)
    due = find_due(project.center, project.today, within)
    if form == "json":
        click.echo(json.dumps([_to_json(one) for one in due], ensure_ascii=False, indent=2))
    elif form == "html":
        click.echo(render_stale_page(due, project))
    else:
        click.echo(_render_text(due))


def _to_json(due: "Due") -> dict[str, object]:
    return {
        "article": due.id,
        "title": due.title,
        "owner": due.owner or None,
        "review_by": due.review_by.isoformat(),
        "days": due.days,
        "place": f"{due.path}:{due.line}",
    }


def _render_text(due: list["Due"]) -> str:
    from hc_builder.korean import say

    if not due:
        return say("No review is due.")
    blocks = []
    for owner, some in groupby(due, key=lambda one: one.owner):
        lines = [f"  {one.path}:{one.line}: {one.title} ({say(_say_when(one.days, one.review_by))})" for one in some]
        blocks.append("\n".join([owner or say("without an owner"), *lines]))
    return "\n\n".join(blocks)


def _say_when(days: int, day: "date") -> str:
    if days < 0:
        return f"due on {day}, {-days} {'day' if days == -1 else 'days'} ago"
    return f"due on {day}, in {days} {'day' if days == 1 else 'days'}" if days else "due today"
