"""`python -m feedback_function`: the endpoint, and an operator's commands wherever it runs, without the site builder.

Data goes to stdout, the rest to stderr; it ends with 0, with 1 for what went wrong, or with 2 for what can't be meant.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO

from feedback_function.arguments import add_command, read_age, read_day, read_days
from feedback_function.commands import (
    Told,
    erase_events,
    export_events,
    migrate_tables,
    purge_events,
    tell_stats,
)
from feedback_function.errors import UserError
from feedback_function.inquiry.cli import add_commands
from feedback_function.settings import EndpointSettings, read_settings


def main(words: Sequence[str] = tuple(sys.argv[1:])) -> int:
    """Serves where no command is given. Settings are the environment's `HC_…`."""
    given = _build_parser().parse_args(words)
    if given.act is None:
        return _serve()
    try:
        told = run(given, sys.stdout.buffer)
        sys.stdout.write(told.data)
        sys.stdout.flush()
    except OSError as fault:
        told = _tell_unwritable(fault)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in it would be tried again at the end
    print(*told.lines, sep="\n", end="\n" if told.lines else "", file=sys.stderr)
    return told.exit_code


def _tell_unwritable(fault: OSError) -> Told:
    """Nothing where whoever read the output has had enough."""
    if isinstance(fault, BrokenPipeError):
        return Told(exit_code=1)
    hint = "free some space, or write elsewhere"
    return Told(lines=(f"error: the output can't be written: {fault.strerror}", f"  hint: {hint}"), exit_code=1)


def run(given: argparse.Namespace, out: BinaryIO) -> Told:
    """What a command has to tell; what can't be done is told too."""
    try:
        done: Told = given.act(read_settings(), given, out)
    except UserError as fault:
        lines = (f"error: {fault.what}", *([f"  hint: {fault.hint}"] if fault.hint else []))
        return Told(lines=lines, exit_code=fault.exit_code)
    return done


def run_words(words: Sequence[str], out: BinaryIO) -> Told:
    """As a shell would, for where there is none. A command that can't be meant is told."""
    try:
        given = _build_parser(exit_on_error=False).parse_args(words)
    except (argparse.ArgumentError, SystemExit) as fault:
        return Told(lines=(f"error: {fault}", _WORDS_HINT), exit_code=2)
    return run(given, out) if given.act else Told(lines=("error: no command", _WORDS_HINT), exit_code=2)


_WORDS_HINT = "  hint: use stats, purge, erase, export or inquiries, such as purge --older-than 90d"


def _serve() -> int:
    from feedback_function.server import serve

    try:
        serve(read_settings())
    except UserError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return fault.exit_code
    return 0


def _build_parser(exit_on_error: bool = True) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m feedback_function",
        description="Serves the feedback endpoint, or does one thing to what it keeps. Settings: HC_… variables.",
        exit_on_error=exit_on_error,
    )
    parser.set_defaults(act=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    commands.add_parser("serve", help="serve; so without a command")
    add_command(commands, "migrate", _migrate, "make the tables, or bring them up to date")
    add_command(commands, "stats", _stats, "rates of the last days").add_argument("--days", type=read_days, default=7)
    purge = add_command(commands, "purge", _purge, "count old events by day, then delete them")
    purge.add_argument("--older-than", type=read_age, default=timedelta(days=90), metavar="90d", help="d, w or h")
    add_command(commands, "erase", _erase, "delete what one session sent").add_argument("--session", required=True)
    export = add_command(commands, "export", _export, "write the events as JSON Lines to stdout")
    for name in ("--since", "--until"):
        export.add_argument(name, type=read_day, metavar="YYYY-MM-DD", help="UTC")
    add_commands(commands)
    return parser


def _migrate(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    return migrate_tables(settings)


def _stats(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    return tell_stats(settings, given.days)


def _purge(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    return purge_events(settings, given.older_than)


def _erase(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    return erase_events(settings, given.session)


def _export(settings: EndpointSettings, given: argparse.Namespace, out: BinaryIO) -> Told:
    return export_events(settings, out, given.since, given.until)
