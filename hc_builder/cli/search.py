"""`hc search`: what customers find, from the shell."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import config_option

if TYPE_CHECKING:
    from hc_builder.project import Project


@click.command(cls=Command)
@config_option
@click.argument("query", nargs=-1)
@click.option("--queries", type=click.File(encoding="utf-8"), help="A file with one query a line; '-' is stdin.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per query.")
@click.option("--explain", "in_words", is_flag=True, help="Say how the query was read, and why each article came.")
@click.option(
    "--article", default="", help="With --explain: why not this article, and what to change: delivery/fee.md."
)
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="How many articles to show.")
@click.option("--lang", default="", help="Language of the articles; default: the site's first.")
def search(
    config: Path,
    query: tuple[str, ...],
    queries: Iterable[str] | None,
    as_json: bool,
    in_words: bool,
    article: str,
    limit: int,
    lang: str,
) -> None:
    """Show what a customer would find. The search is the browser's own code.

    \b
    Example:
      hc search 환불하고 싶어요
      hc search 배송료 --explain --article delivery/fee.md
      hc search --queries asked.txt --json
    """
    if bool(query) == (queries is not None):
        raise click.UsageError("give a QUERY, or --queries FILE")
    if query and not " ".join(query).strip():
        raise click.UsageError("QUERY is empty: give the words that a customer would type")
    if article and not in_words:
        raise click.UsageError("--article goes with --explain")
    from hc_builder.project import load_project
    from hc_builder.search.explain import render_hits, render_json

    asked = [line.rstrip("\n") for line in queries] if queries is not None else [" ".join(query)]
    project = load_project(config)
    if in_words:
        _explain(project, asked, article, limit, lang, as_json)
        return
    render = render_json if as_json else render_hits
    with project.open_search(lang) as engine:
        for result in engine.search_many(asked, limit):
            click.echo(render(result))


def _explain(project: "Project", asked: list[str], article: str, limit: int, lang: str, as_json: bool) -> None:
    from hc_builder.explaining import Explaining, render_explained_json

    with Explaining(project, lang) as explaining:
        for query in asked:
            explained = explaining.explain(query, limit, article)
            click.echo(render_explained_json(explained) if as_json else explaining.tell(explained))
