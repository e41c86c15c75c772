"""The list of commands says of each what its own `--help` says first."""

import errno

import click
import pytest
from click.testing import CliRunner

from hc_builder.cli.main import _COMMANDS, main, told_errors


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


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "a/b.md"), "no access to a/b.md: Permission denied"),
        (OSError(errno.EROFS, "Read-only file system", "a/b.md"), "no access to a/b.md: Read-only file system"),
        (OSError(errno.ENOSPC, "No space left on device", "a/b.md"), "a/b.md can't be written: the disk is full"),
    ],
)
def test_what_the_system_refuses_is_told_and_a_bug_keeps_its_traceback(
    fault: OSError, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(click.exceptions.Exit), told_errors():
        raise fault
    assert f"Error: {told}\n  hint: " in capsys.readouterr().err
    with pytest.raises(OSError, match="Bad file"), told_errors():
        raise OSError(errno.EBADF, "Bad file descriptor", "a/b.md")
