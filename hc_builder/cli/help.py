"""`--help` in the language in which messages are told, and commands that are listed by their whole first sentence."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import click

CATALOGUE = Path(__file__).with_name("help.ko.toml")
_VALUES = re.compile(r"(?:^|  )\[(?:.*)\]$")
"""What click adds to an option's text: its default, its range, whether it is required."""
_FILLER = "\0"


@cache
def _read_catalogue() -> dict[str, str]:
    return tomllib.loads(CATALOGUE.read_text("utf-8"))


def say(english: str) -> str:
    """A paragraph of help in the language in which messages are told; what has no Korean stays as it is."""
    from hc_builder.korean import spoken

    return _read_catalogue().get(" ".join(english.split()), english) if spoken() == "ko" else english


def _say_paragraph(text: str) -> str:
    """An example's commands are the same in every language."""
    title = "Example:"
    return text.replace(title, say(title), 1) if text.startswith("\b\n") else say(text)


def _say_option(text: str) -> str:
    values = _VALUES.search(text)
    if values is None:
        return say(text)
    told = re.sub(r"\b(default|required)\b", lambda word: say(word[0]), values[0], count=1)
    return say(text[: values.start()]) + told


def _fill(text: str) -> str:
    """Click counts letters, and a wide one takes two columns: it is given a second letter, which `getvalue` removes."""
    return "".join(f"{one}{_FILLER}" if unicodedata.east_asian_width(one) in "WF" else one for one in text)


class Formatter(click.HelpFormatter):
    """Click's, in the language in which messages are told."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, _fill(say("Usage:")) + " ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(heading))

    def write_text(self, text: str) -> None:
        super().write_text(_fill("\n\n".join(map(_say_paragraph, text.split("\n\n")))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, _fill(_say_option(about))) for name, about in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        return super().getvalue().replace(_FILLER, "")


class _Context(click.Context):
    """Click takes the formatter from the context's class."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is told by `Formatter`."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 0) -> str:
        """The first sentence, whole: the formatter wraps it."""
        return say((self.help or "").partition("\n\n")[0]).partition(". ")[0].rstrip(".") + "."


class Group(Command, click.Group):
    """A group whose commands and groups are ours too."""

    command_class = Command
    group_class = type
