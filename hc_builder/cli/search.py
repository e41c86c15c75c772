"""`hc search`: what customers find, from the shell."""

from collections.abc import Iterable
from pathlib import Path

import click

from hc_builder.cli.main import config_option


@click.command()
@config_option
@click.argument("query", nargs=-1)
@click.option("--queries", type=click.File(encoding="utf-8"), help="A file with one query a line; '-' is stdin.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per query.")
@click.option("--explain", "in_words", is_flag=True, help="Say why each article was found.")
@click.option("--limit", default=5, show_default=True, help="How many articles to show.")
@click.option("--lang", default="", help="Language of the articles; default: the site's first.")
def search(
    config: Path,
    query: tuple[str, ...],
    queries: Iterable[str] | None,
    as_json: bool,
    in_words: bool,
    limit: int,
    lang: str,
) -> None:
    """Show what a customer would find. The search is the browser's own code.

    \b
    Example:
      hc search 환불하고 싶어요
      hc search --queries asked.txt --json
    """
    if bool(query) == (queries is not None):
        raise click.UsageError("give a QUERY, or --queries FILE")
    from hc_builder.project import load_project
    from hc_builder.search.explain import explain, render_hits, render_json

    asked = [line.rstrip("\n") for line in queries] if queries is not None else [" ".join(query)]
    render = render_json if as_json else explain if in_words else render_hits
    with load_project(config).open_search(lang) as engine:
        for result in engine.search_many(asked, limit):
            click.echo(render(result))
