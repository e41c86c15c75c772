"""Commands and their arguments, as `argparse` takes them: each reader tells what would do instead."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, TypeAlias

from feedback_function.ages import MOST_DAYS, parse_age
from feedback_function.commands import Told
from feedback_function.settings import EndpointSettings

Act = Callable[[EndpointSettings, argparse.Namespace, BinaryIO], Told]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What `add_subparsers` returns, for which `argparse` has no public name."""


def add_command(commands: Commands, name: str, act: Act, about: str) -> argparse.ArgumentParser:
    """One more command, whose `act` does the work."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(act=act)
    return parser


def read_age(text: str) -> timedelta:
    """`90d`, `12w`, `36h`."""
    try:
        return parse_age(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


def read_days(text: str) -> int:
    """How many days back to look."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"'{text[:20]}': use a whole number from 1 to {MOST_DAYS}")
    return int(text)


def read_day(text: str) -> datetime:
    """`2026-11-01`, in UTC."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text[:20]}': use a day such as 2026-11-01") from None
