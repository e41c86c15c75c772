"""`python -m feedback_function inquiries …`: the same commands as `hc inquiries`, where only the endpoint is."""

import argparse
from pathlib import Path
from typing import BinaryIO

from feedback_function.arguments import Commands, add_command, read_days
from feedback_function.commands import Told
from feedback_function.settings import EndpointSettings

STATS_DAYS = 60
"""All that a report looks back on."""


def add_commands(commands: Commands) -> None:
    """`inquiries` and what can be done with them."""
    parser = commands.add_parser("inquiries", help="what customers wrote by the form")
    below = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = add_command(below, "list", _list, "a line for each, without what was written")
    listing.add_argument("--days", type=read_days, default=30)
    listing.add_argument("--topic", default="")
    stats = add_command(below, "stats", _stats, "how many came, of what, when, and how long their mail took")
    stats.add_argument("--days", type=read_days, default=STATS_DAYS)
    stats.add_argument("--json", action="store_true", help="for `hc report --inquiries`")
    show = add_command(below, "show", _show, "all of one, decrypted")
    show.add_argument("reference")
    show.add_argument("--files", type=Path, metavar="FOLDER", help="write its files there")
    add_command(below, "export", _export, "write all as JSON Lines to stdout, decrypted")
    add_command(below, "retry", _retry, "try again what was given up").add_argument("references", nargs="*")
    erase = add_command(below, "erase", _erase, "delete by number, or all of one customer")
    erase.add_argument("references", nargs="*")
    erase.add_argument("--email", default="")
    add_command(below, "rekey", _rekey, "seal all with the first key")
    add_command(below, "key", _key, "print a new key")


def _list(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    from feedback_function.inquiry.commands import list_inquiries

    return list_inquiries(settings, given.days, given.topic)


def _stats(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    from feedback_function.inquiry.commands import count_inquiries

    return count_inquiries(settings, given.days, given.json)


def _show(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    from feedback_function.inquiry.commands import show_inquiry

    return show_inquiry(settings, given.reference, given.files)


def _export(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    from feedback_function.inquiry.commands import export_inquiries

    return export_inquiries(settings, out)


def _retry(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    from feedback_function.inquiry.commands import retry_inquiries

    return retry_inquiries(settings, given.references)


def _erase(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    from feedback_function.inquiry.commands import erase_inquiries

    return erase_inquiries(settings, given.references, given.email)


def _rekey(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    from feedback_function.inquiry.commands import rekey_inquiries

    return rekey_inquiries(settings)


def _key(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    from feedback_function.inquiry.commands import tell_key

    return tell_key()
