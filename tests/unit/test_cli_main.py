"""The list of commands says of each what its own `--help` says first."""

import click
import pytest
from click.testing import CliRunner

from hc_builder.cli.main import _COMMANDS, main


@pytest.mark.parametrize("name", _COMMANDS)
def test_the_list_of_commands_and_a_commands_own_help_say_the_same(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert (command.help or "").startswith(_COMMANDS[name][1])


@pytest.mark.parametrize(
    ("arguments", "exit_code", "told"),
    [
        (["docs"], 0, "\nsettings\ntheming\nupgrade\nwriting\n"),
        (["docs", "settings", "--lang", "ko"], 0, "# 설정\n"),
        (["docs", "settings.md"], 0, "# Settings\n"),
        (["docs", "gaps", "--lang", "ko"], 0, "# "),
        (["docs", "../pyproject"], 2, "there is no document '../pyproject'"),
    ],
)
def test_the_documents_that_messages_refer_to_are_printed(arguments: list[str], exit_code: int, told: str) -> None:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == exit_code
    assert told in result.output
