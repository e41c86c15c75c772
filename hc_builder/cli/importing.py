"""`hc import`."""

import sys
from pathlib import Path

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import lang_option
from hc_builder.cli.outputs import inform, write
from hc_builder.cli.parameters import OutFile


def _parse_columns(ctx: click.Context, param: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    """`title=제목` → by our name."""
    if bad := next((pair for pair in pairs if "=" not in pair), ""):
        raise click.BadParameter(f"'{bad}' is not ours=theirs, such as title=제목")
    return {ours.strip(): theirs.strip() for ours, _, theirs in (pair.partition("=") for pair in pairs)}


def _parse_place(ctx: click.Context, param: click.Parameter, text: str) -> Path | str:
    """A path would make one slash of the two in an address."""
    return text if text.casefold().startswith(("http://", "https://")) else Path(text)


def _list_sources(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(_render_sources())
        ctx.exit()


def _render_sources() -> str:
    from hc_builder.importers.readers.sources import SOURCES
    from hc_builder.korean import say

    return "\n".join(f"  {name:<12} {say(source.what)}" for name, source in SOURCES.items())


def _check_source(ctx: click.Context, param: click.Parameter, source: str) -> str:
    from hc_builder.importers.readers.sources import SOURCES

    if source not in SOURCES:
        what = f"there is no source '{source}'; there are\n{_render_sources()}"
        raise click.BadParameter(what, param_hint="SOURCE")
    return source


@click.command(name="import", cls=Command)
@lang_option
@click.argument("source", callback=_check_source)
@click.argument("path", callback=_parse_place)
@click.option("--into", type=click.Path(path_type=Path), help="The content folder; default: that of mkdocs.yml here.")
@click.option("--as", "name", default="", help="Name under which the source is remembered; default: SOURCE.")
@click.option("--site", default="", help="Where the old help center stands, such as https://help.shop.kr/.")
@click.option("--column", "columns", multiple=True, callback=_parse_columns, help="A sheet's column: title=제목.")
@click.option("--fetch", is_flag=True, help="Fetch pictures from the old help center.")
@click.option("--local", is_flag=True, help="Fetch from the local network too.")
@click.option("--report", type=OutFile(), help="Write all that could not be carried.")
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list_sources, help="The sources.")
@click.option("--yes", "-y", is_flag=True, help="Write without asking.")
def import_(
    source: str,
    path: Path | str,
    into: Path | None,
    name: str,
    site: str,
    columns: dict[str, str],
    fetch: bool,
    local: bool,
    report: Path | None,
    yes: bool,
) -> None:
    """Bring another tool's help center over. Shows what it would do, and asks.

    SOURCE is the tool (--list names them), PATH its folder, zip or file, or an address: of any site for `web`, else of
    a help desk, whose API is then read with the token of the environment. A second run updates what changed at the
    source, keeps what was edited here, and makes drafts of what the source has no more.

    \b
    Example:
      hc import docusaurus ../old-docs
      hc import sheet faq.xlsx --column title=문의제목
      hc import zendesk https://shop.zendesk.com --fetch
      hc import web https://help.shop.kr/sitemap.xml --fetch
    """
    from hc_builder.importers.importing import Request, apply_plan, plan_import
    from hc_builder.importers.options import Options
    from hc_builder.importers.report import render_plan

    plan = plan_import(Request(source, path, into, name, Options(site, fetch, local, columns)))
    click.echo(render_plan(plan))
    if report:
        write(render_plan(plan, shown=0) + "\n", report)
    if not yes and not _ask():
        raise click.exceptions.Exit(2)
    apply_plan(plan)
    inform(f"Wrote {plan.content}. Next: hc check, then hc serve")
    if plan.conflicts:
        raise click.exceptions.Exit(1)


def _ask() -> bool:
    """Nobody is asked in a pipe: there the plan is all."""
    from hc_builder.korean import say

    if not sys.stdin.isatty():
        inform("Nothing was written: say --yes to write it.")
        return False
    return click.confirm(say("Write it?"))
