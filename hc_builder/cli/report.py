"""`hc report`: the sheet for the regular meeting."""

from dataclasses import replace
from pathlib import Path

import click

from hc_builder.cli.gap_options import GapOptions, source_options
from hc_builder.cli.help import Command
from hc_builder.cli.outputs import write
from hc_builder.cli.parameters import OutFile


@click.command(cls=Command)
@source_options
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), default="md", show_default=True)
@click.option("-o", "--out", type=OutFile(), help="A file; default: stdout.")
@click.option("--days", default=28, show_default=True, type=click.IntRange(1, 28), help="Length of the period.")
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="The sheet's language.")
@click.option("--update", is_flag=True, help="Record the gaps in gaps.json, for the next sheet to compare with.")
@click.option(
    "--renew", type=click.IntRange(0), default=0, help="The page asks for itself again after so many seconds."
)
@click.option(
    "--inquiries",
    metavar="SOURCE",
    default="",
    help="Database URL, or the file of `hc inquiries stats --json`; default: the events' database.",
)
def report(
    options: GapOptions, form: str, out: Path | None, days: int, lang: str, update: bool, renew: int, inquiries: str
) -> None:
    """One sheet for the regular meeting: what to do first, rates, contacts, gaps and articles.

    Every number comes with its meaning, its 95% interval and what it was in the period before.

    \b
    Example:
      hc report --format html -o report.html
      hc report --events november.jsonl --days 7 --lang en
      hc report --events november.jsonl --inquiries inquiries.json
    """
    from hc_builder.gaps.reports import report_sheet

    request = replace(options.build_request(), inquiries=inquiries)
    write(report_sheet(request, form, lang, days, update, renew), out)
