"""`hc feedback`: the endpoint alone, and what is kept of what customers sent."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

from feedback_function.ages import MOST_DAYS
from hc_builder.cli.outputs import open_output
from hc_builder.cli.parameters import PORT, Age, OutFile

if TYPE_CHECKING:
    from feedback_function.commands import Told
    from feedback_function.settings import EndpointSettings

_CONFIG = Path("mkdocs.yml")


def events_option(command: click.decorators.FC) -> click.decorators.FC:
    """`--events URL`, the database; by default the one that `hc serve` and the endpoint use."""
    return click.option(
        "--events", metavar="URL", help="Database URL; default: HC_DATABASE_URL, or SQLite in .hc/events.db."
    )(command)


@click.group()
def feedback() -> None:
    """The feedback endpoint alone, and its data.

    \b
    Example:
      hc feedback serve
      hc feedback purge --older-than 90d
    """


@feedback.command("serve")
@click.option("--host", help="Address to listen on; default: HC_HOST or 127.0.0.1.")
@click.option("--port", type=PORT, help="Port to listen on; default: HC_PORT or 8001.")
def serve_command(host: str | None, port: int | None) -> None:
    """Serve the endpoint. Its settings are the environment variables HC_… (docs/deploy-feedback.md).

    \b
    Example:
      HC_ORIGINS=https://help.example.com hc feedback serve --port 8001
    """
    from feedback_function.server import serve

    settings = read_endpoint_settings()
    serve(replace(settings, host=host or settings.host, port=port or settings.port))


@feedback.command()
@click.argument("address")
@click.option("--origin", required=True, help="Where the pages are: https://help.example.com.")
def check(address: str, origin: str) -> None:
    """Ask a deployed endpoint what a browser would, and say what a browser would meet. Nothing is stored.

    ADDRESS is `feedback.endpoint` of mkdocs.yml. Ends with 1 where something is wrong.

    \b
    Example:
      hc feedback check https://help.example.com/v1/events --origin https://help.example.com
    """
    from feedback_function.checking import check_endpoint
    from feedback_function.origins import read_origin

    try:
        origin = read_origin(origin)
    except ValueError:
        raise click.BadParameter("use scheme and host: https://help.example.com", param_hint="--origin") from None
    if not _is_address(address):
        hint = "use the whole address as browsers send it, in ASCII: https://help.example.com/v1/events"
        raise click.BadParameter(hint, param_hint="ADDRESS")
    is_good = True
    for finding in check_endpoint(address, origin):
        click.echo(f"{'ok   ' if finding.is_good else 'wrong'} {finding.tried}: {finding.met}")
        if finding.cure:
            is_good = False
            click.echo(f"      hint: {finding.cure}")
    sys.exit(0 if is_good else 1)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return text.isascii() and parts.scheme in ("http", "https") and bool(parts.netloc)


@feedback.command()
@events_option
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day (UTC).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Day after the last (UTC).")
@click.option("-o", "--out", type=OutFile(), help="A file; default: stdout.")
def export(events: str | None, since: datetime | None, until: datetime | None, out: Path | None) -> None:
    """Write the events as JSON Lines, oldest first.

    \b
    Example:
      hc feedback export --since 2026-11-01 -o november.jsonl
    """
    from feedback_function.commands import export_events

    with open_output(out) as stream:
        told = export_events(_settings(events), stream, _utc(since), _utc(until))
    tell(told)


@feedback.command()
@events_option
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, MOST_DAYS), help="How many days back.")
def stats(events: str | None, days: int) -> None:
    """Self-service, contact and abandonment, search success, zero results and helpfulness, by day and hour.

    Each session that sought help served itself, went to a person, or left without opening an article. Days and hours
    are the shop's: those of HC_TIMEZONE, else of `contact: hours: zone` in the mkdocs.yml of this folder.

    \b
    Example:
      hc feedback stats --days 28
    """
    from feedback_function.commands import tell_stats

    tell(tell_stats(read_endpoint_settings(events), days))


@feedback.command()
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True)
@click.option("--records", is_flag=True, help="What, why, how long and by whom, as the law asks a shop to record.")
def privacy(lang: Literal["ko", "en"], records: bool) -> None:
    """Print what the endpoint keeps, as a Markdown list for the privacy page: true for the settings at work.

    The shop's own forms of numbers are those of HC_MASK, else of `feedback: mask` in the mkdocs.yml of this folder.

    \b
    Example:
      HC_RETENTION_DAYS=30 hc feedback privacy
    """
    from feedback_function.privacy import render_privacy
    from feedback_function.processing_records import render_records

    render = render_records if records else render_privacy
    click.echo(render(read_endpoint_settings(), lang), nl=False)


@feedback.command("mask")
@click.argument("text")
def mask_command(text: str) -> None:
    """Print TEXT as it is kept: with what is personal masked, and the shop's own forms of numbers. `-` reads stdin.

    The forms are those of HC_MASK, else of `feedback: mask` in the mkdocs.yml of this folder.

    \b
    Example:
      HC_MASK='ON-########' hc feedback mask "ON-12345678 어디예요?"
    """
    from feedback_function.mask_templates import compile_templates
    from feedback_function.masking import mask_text

    typed = sys.stdin.buffer.read().decode(errors="replace") if text == "-" else text
    click.echo(mask_text(typed, compile_templates(read_endpoint_settings().mask)))


@feedback.command("purge")
@events_option
@click.option("--older-than", type=Age(), default="90d", show_default=True, help="Age, such as 90d, 12w or 36h.")
def purge_command(events: str | None, older_than: timedelta) -> None:
    """Count old events by day, then delete them; the daily counts stay.

    \b
    Example:
      hc feedback purge --older-than 90d
    """
    from feedback_function.commands import purge_events

    tell(purge_events(read_endpoint_settings(events), older_than))


@feedback.command()
@events_option
@click.option("--session", required=True, help="The session, as it stands in an export.")
def erase(events: str | None, session: str) -> None:
    """Delete everything that one session sent.

    \b
    Example:
      hc feedback erase --session kJ8s0aPqR3xYw2Zn
    """
    from feedback_function.commands import erase_events

    tell(erase_events(_settings(events), session))


def tell(told: "Told") -> None:
    """Data on stdout, lines on stderr; ends the process where it did not go well."""
    if told.data:
        click.echo(told.data)
    for line in told.lines:
        click.echo(line, err=True)
    if told.exit_code:
        sys.exit(told.exit_code)


def _settings(events: str | None = None) -> "EndpointSettings":
    from feedback_function.settings import read_settings

    return read_settings(database_url=events) if events else read_settings()


def read_endpoint_settings(events: str | None = None) -> "EndpointSettings":
    """As the environment says; without HC_TIMEZONE or HC_MASK, with the zone and the forms of the `mkdocs.yml` in this
    folder, if there is one: then days are those of `hc gaps`, and both sides mask alike."""
    settings = _settings(events)
    if not _CONFIG.exists():
        return settings
    from hc_builder.config import read_config
    from hc_builder.config_file import refuse_config
    from hc_builder.problems import has_errors

    config = read_config(_CONFIG)
    if has_errors(config.problems):
        raise refuse_config(_CONFIG, list(config.problems))
    shop = config.settings
    return replace(
        settings,
        timezone=settings.timezone if os.environ.get("HC_TIMEZONE") else shop.contact.hours.zone,
        mask=settings.mask or shop.feedback.mask,
        bot_searches=settings.bot_searches if os.environ.get("HC_BOT_SEARCHES") else shop.gaps.bot_searches,
        flood_sessions=settings.flood_sessions if os.environ.get("HC_FLOOD_SESSIONS") else shop.gaps.flood_sessions,
    )


def _utc(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None
