"""`hc popular`: which articles most customers open."""

import click

from hc_builder.cli.gap_options import GapOptions, source_options
from hc_builder.cli.help import Command
from hc_builder.cli.outputs import inform

_LONGEST = 8  # weeks, as `hc gaps` looks back


@click.command(cls=Command)
@source_options
@click.option(
    "--weeks", default=4, show_default=True, type=click.IntRange(1, _LONGEST), help="How many weeks to look back."
)
@click.option("--update", is_flag=True, help="Write content/popular.yml, which every build reads.")
def popular(options: GapOptions, weeks: int, update: bool) -> None:
    """List the articles that most customers open, for the home page.

    An article that fewer than 3 sessions opened is left out, and so is whatever a customer typed. Bots are not counted.

    \b
    Example:
      hc popular
      hc popular --events sqlite:///.hc/events.db --update
    """
    from hc_builder.gaps.popular import find_popular, render_table, update_popular

    request = options.build_request()
    articles = find_popular(request, weeks)
    click.echo(render_table(articles), nl=False)
    if not articles:
        inform(f"No article was opened in 3 sessions of the last {weeks} weeks; nothing is written.")
    elif update:
        is_new = update_popular(request.project.center, articles)
        inform("Wrote content/popular.yml" if is_new else "content/popular.yml is up to date")
