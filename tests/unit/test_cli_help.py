"""`--help` of every command in Korean: whole, within the terminal, and with the same commands to type."""

import inspect
import tomllib
import unicodedata
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from hc_builder.cli.help import CATALOGUE
from hc_builder.cli.main import _COMMANDS, main

KOREAN = tomllib.loads(CATALOGUE.read_text("utf-8"))
OF_CLICK = {"Usage:", "Options", "Commands", "Example:", "default", "required", "Show this message and exit."}


Names = tuple[str, ...]


def list_commands(command: click.Command, path: Names = ()) -> Iterator[tuple[Names, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from list_commands(child, (*path, name))


ALL = dict(list_commands(main))


def list_paragraphs(command: click.Command) -> Iterator[str]:
    """What a person reads of it, by the paragraph; examples are lines to type."""
    for text in inspect.cleandoc(command.help or "").split("\n\n"):
        if not text.startswith("\b"):
            yield " ".join(text.split())
    yield from (option.help for option in command.params if isinstance(option, click.Option) and option.help)


def show(path: Names, locale: str) -> str:
    result = CliRunner(env={"LC_ALL": locale}).invoke(main, [*path, "--help"], prog_name="hc", catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def is_example(line: str) -> bool:
    return line.startswith(("    hc ", "    HC_"))


def measure(line: str) -> int:
    """Columns of a terminal."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line)


def test_the_catalogue_has_what_commands_say_and_nothing_else() -> None:
    said = {about for _, about in _COMMANDS.values()} | {text for one in ALL.values() for text in list_paragraphs(one)}
    assert set(KOREAN) == said | OF_CLICK


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_korean_help_keeps_to_eighty_columns_and_types_the_same(path: Names) -> None:
    korean, english = show(path, "ko_KR.UTF-8"), show(path, "C")
    assert korean.startswith("쓰는 법: hc")
    assert "\0" not in korean
    assert all(measure(line) <= 80 for line in korean.splitlines() if not is_example(line))
    assert list(filter(is_example, korean.splitlines())) == list(filter(is_example, english.splitlines()))


@pytest.mark.parametrize("name", _COMMANDS)
def test_the_list_and_the_help_say_the_same_in_korean_too(name: str) -> None:
    first = next(list_paragraphs(ALL[(name,)]))
    assert KOREAN[first].startswith(KOREAN[_COMMANDS[name][1]].rstrip("."))


def test_the_values_of_options_are_told_in_korean() -> None:
    assert "[기본값: 7; 1<=x<=28]" in show(("gaps",), "ko_KR.UTF-8")
    assert "[꼭 필요함]" in show(("article", "new"), "ko_KR.UTF-8")


def test_the_language_that_was_chosen_counts_for_help_too() -> None:
    result = CliRunner(env={"LC_ALL": "C"}).invoke(main, ["check", "--lang", "ko", "--help"], prog_name="hc")
    assert result.stdout.startswith("쓰는 법: hc check")
