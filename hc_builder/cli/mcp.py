"""`hc mcp`: the help center as tools for AI agents."""

from pathlib import Path

import click

from hc_builder.cli.answer import read_served_settings, requests_option, told_events_option
from hc_builder.cli.help import Command
from hc_builder.cli.main import config_option
from hc_builder.cli.parameters import PORT


@click.command(cls=Command)
@config_option
@click.option("--http", is_flag=True, help="Serve streamable HTTP at /mcp instead of stdio.")
@click.option("--host", help="With --http: address to listen on; default: HC_HOST or 127.0.0.1.")
@click.option("--port", type=PORT, default=8003, show_default=True, help="With --http: port to listen on.")
@click.option(
    "--allow-host", "hosts", metavar="NAME", multiple=True, help="With --http: a name it is asked by: help.example.kr."
)
@requests_option
@told_events_option
def mcp(
    config: Path, http: bool, host: str | None, port: int, hosts: tuple[str, ...], requests: str, events: str
) -> None:
    """The help center as tools for AI agents.

    They search, answer with a quotation and read; with --events they suggest a gap, too. An agent starts it over stdio;
    with --http many ask one.

    \b
    Example:
      hc mcp --config /srv/help/mkdocs.yml
      hc mcp --http --port 8003 --allow-host help.example.kr
    """
    if not http and (host or hosts):
        raise click.UsageError("--host and --allow-host go with --http")
    from hc_builder.answering.mcp_server import build_server, make_mcp_app, run_stdio
    from hc_builder.answering.service import AnswerService

    settings = read_served_settings(host, port)
    with AnswerService(config, None, events, settings.mask) as service:
        server = build_server(settings, service, requests, service.desk.call(lambda desk: desk.site_name))
        if not http:
            run_stdio(server, service)
            return
        from hc_builder.answering.server import run_until_stopped

        run_until_stopped(make_mcp_app(server, service, settings, hosts), settings)
