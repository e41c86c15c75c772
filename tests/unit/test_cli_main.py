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
    ("arguments", "told"),
    [
        (["sreve"], "오류: 그런 명령이 없어요: 'sreve' (혹시 'serve'인가요?)\n  도움말: 쓰는 법을 보세요: hc --help\n"),
        (["--nope"], "오류: 그런 옵션이 없어요: '--nope'\n"),
        (["new"], "오류: 값을 빠뜨렸어요: 'FOLDER'\n  도움말: 쓰는 법을 보세요: hc new --help\n"),
        (["import", "--intp", "x"], "오류: 그런 옵션이 없어요: '--intp' (비슷한 것: '--into', '--list', '--site')\n"),
        (["check", "--format", "pdf"], "오류: '--format' 값이 틀렸어요. 지금: 'pdf', 쓸 것: 'text', 'json', "),
        (["search"], "오류: 찾을 말이나 --queries 파일을 쓰세요\n"),
    ],
)
def test_wrong_use_is_told_in_korean_where_messages_are(arguments: list[str], told: str) -> None:
    result = CliRunner(env={"LC_ALL": "ko_KR.UTF-8"}).invoke(main, arguments, prog_name="hc")
    assert result.exit_code == 2
    assert result.stderr.startswith(told)


def test_the_language_that_was_chosen_counts_for_wrong_use_too() -> None:
    arguments = ["check", "--stdin", "a.md", "--fix", "--lang", "ko"]
    result = CliRunner(env={"LC_ALL": "C"}).invoke(main, arguments, catch_exceptions=False)
    assert result.stderr.startswith("오류: --stdin은 --format")


def test_a_command_that_is_not_there_is_told_with_the_nearest() -> None:
    result = CliRunner(env={"LC_ALL": "C"}).invoke(main, ["sreve"], catch_exceptions=False)
    assert "Did you mean 'serve'?" in result.stderr


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
        (OSError(errno.ENAMETOOLONG, "File name too long", "a/b.md"), "no access to a/b.md: File name too long"),
        (FileExistsError(errno.EEXIST, "File exists", "a/b"), "no access to a/b: File exists"),
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
