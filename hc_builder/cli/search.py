"""`hc search`: what customers find, from the shell."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec

from hc_builder import mkdocs_plugin
from hc_builder.cli.main import config_option
from hc_builder.mkdocs_plugin import ProjectError
from hc_builder.search.engine import SearchEngine, SearchResult
from hc_builder.search.explain import explain


@click.command()
@config_option
@click.argument("query", nargs=-1)
@click.option("--queries", type=click.File(encoding="utf-8"), help="A file with one query a line; '-' is stdin.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per query.")
@click.option("--explain", "in_words", is_flag=True, help="Say why each article was found.")
@click.option("--limit", default=5, show_default=True, help="How many articles to show.")
@click.option("--lang", help="Language of the articles; default: the site's first.")
def search(
    config: Path,
    query: tuple[str, ...],
    queries: Iterable[str] | None,
    as_json: bool,
    in_words: bool,
    limit: int,
    lang: str | None,
) -> None:
    """What a customer would see for QUERY, by the browser's own code.

    \b
    Example:
      hc search 환불하고 싶어요
      hc search --queries asked.txt --json
    """
    if bool(query) == (queries is not None):
        raise click.UsageError("give a QUERY, or --queries FILE")
    asked = [line.rstrip("\n") for line in queries] if queries is not None else [" ".join(query)]
    for result in _run(config, asked, limit, lang):
        click.echo(_render_json(result) if as_json else explain(result) if in_words else _render(result))


def _run(config: Path, asked: list[str], limit: int, lang: str | None) -> Iterator[SearchResult]:
    try:
        project = mkdocs_plugin.load_project(config)
        language = lang or project.settings.languages[0]
        if language not in project.settings.languages:
            raise click.UsageError(f"--lang {language}: the site has {', '.join(project.settings.languages)}")
        with SearchEngine(project.build_search_index(language)) as engine:
            yield from engine.search_many(asked, limit)
    except ProjectError as error:
        raise click.ClickException(str(error)) from error


def _render_json(result: SearchResult) -> str:
    return json.dumps(msgspec.to_builtins(result), ensure_ascii=False)


def _render(result: SearchResult) -> str:
    head = f"{result.query}" + (f"  (read as: {result.mended})" if result.mended else "")
    rows = [f"  {number}. {hit.title}  [{hit.id}]" for number, hit in enumerate(result.hits, 1)]
    return "\n".join([head, *(rows or ["  nothing found"])])
