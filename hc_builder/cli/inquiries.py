"""`hc inquiries`: what customers wrote by the form, for whoever runs the endpoint and has its keys."""

from datetime import UTC, datetime
from pathlib import Path

import click

from feedback_function.ages import MOST_DAYS
from hc_builder.cli.feedback import events_option, read_endpoint_settings, tell
from hc_builder.cli.outputs import open_output
from hc_builder.cli.parameters import OutFile


@click.group()
def inquiries() -> None:
    """What customers wrote by the inquiry form. Settings are those of the endpoint: HC_INQUIRY_KEYS and others.

    \b
    Example:
      hc inquiries list
      hc inquiries show H7K3-P9QX
    """


@inquiries.command("list")
@events_option
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, MOST_DAYS), help="How many days back.")
@click.option("--topic", default="", help="Only that topic, by its id.")
def list_command(events: str | None, days: int, topic: str) -> None:
    """A line for each inquiry: number, time, topic, language and what became of its mail. Nothing of what was written.

    \b
    Example:
      hc inquiries list --topic delivery
    """
    from feedback_function.inquiry.commands import list_inquiries

    tell(list_inquiries(read_endpoint_settings(events), days, topic))


@inquiries.command()
@events_option
@click.option("--days", default=60, show_default=True, type=click.IntRange(1, MOST_DAYS), help="How many days back.")
@click.option("--json", "as_json", is_flag=True, help="For `hc report --inquiries`, wherever that runs.")
def stats(events: str | None, days: int, as_json: bool) -> None:
    """How many came, by topic, article, language and hour, and how long until the mail server had them: numbers alone.

    They are the numbers of `hc feedback stats`, /metrics and the report. No key is needed.

    \b
    Example:
      hc inquiries stats --days 28
      hc inquiries stats --json > inquiries.json
    """
    from feedback_function.inquiry.commands import count_inquiries

    tell(count_inquiries(read_endpoint_settings(events), days, as_json))


@inquiries.command()
@events_option
@click.argument("reference")
@click.option("--files", type=click.Path(file_okay=False, path_type=Path), help="A folder to write its files to.")
def show(events: str | None, reference: str, files: Path | None) -> None:
    """All of one inquiry, decrypted.

    \b
    Example:
      hc inquiries show H7K3-P9QX --files .
    """
    from feedback_function.inquiry.commands import show_inquiry

    tell(show_inquiry(read_endpoint_settings(events), reference, files))


@inquiries.command()
@events_option
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day (UTC).")
@click.option("-o", "--out", type=OutFile(), help="A file; default: stdout.")
def export(events: str | None, since: datetime | None, out: Path | None) -> None:
    """Write the inquiries as JSON Lines, decrypted, oldest first, without their files.

    \b
    Example:
      hc inquiries export --since 2026-11-01 -o november.jsonl
    """
    from feedback_function.inquiry.commands import export_inquiries

    settings = read_endpoint_settings(events)
    with open_output(out) as stream:
        told = export_inquiries(settings, stream, since.replace(tzinfo=UTC) if since else None)
    tell(told)


@inquiries.command()
@events_option
@click.argument("references", nargs=-1)
def retry(events: str | None, references: tuple[str, ...]) -> None:
    """Have what was given up sent again: of the inquiries named, or of all. The running endpoint sends it.

    \b
    Example:
      hc inquiries retry
      hc inquiries retry H7K3-P9QX
    """
    from feedback_function.inquiry.commands import retry_inquiries

    tell(retry_inquiries(read_endpoint_settings(events), references))


@inquiries.command()
@events_option
@click.argument("references", nargs=-1)
@click.option("--email", default="", help="All inquiries of the customer with that address.")
def erase(events: str | None, references: tuple[str, ...], email: str) -> None:
    """Delete inquiries with their files, by their numbers or by the customer's address.

    \b
    Example:
      hc inquiries erase H7K3-P9QX
      hc inquiries erase --email kim@example.com
    """
    from feedback_function.inquiry.commands import erase_inquiries

    tell(erase_inquiries(read_endpoint_settings(events), references, email))


@inquiries.command()
@events_option
def rekey(events: str | None) -> None:
    """Seal all inquiries with the first of HC_INQUIRY_KEYS, so that the others can go.

    \b
    Example:
      HC_INQUIRY_KEYS=new,old hc inquiries rekey
    """
    from feedback_function.inquiry.commands import rekey_inquiries

    tell(rekey_inquiries(read_endpoint_settings(events)))


@inquiries.command()
def key() -> None:
    """Print a new key for HC_INQUIRY_KEYS.

    \b
    Example:
      hc inquiries key
    """
    from feedback_function.inquiry.commands import tell_key

    tell(tell_key())
