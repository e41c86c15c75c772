"""The list of commands says of each what its own `--help` says first."""

import click
import pytest

from hc_builder.cli.main import _COMMANDS, main


@pytest.mark.parametrize("name", _COMMANDS)
def test_the_list_of_commands_and_a_commands_own_help_say_the_same(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert (command.help or "").startswith(_COMMANDS[name][1])
