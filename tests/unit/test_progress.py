"""Progress is for a person who waits: on a terminal, after two seconds, and gone when it is done."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from hc_builder import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def wait_before_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal before which somebody has waited. Not a fixture: pytest puts its own stderr back before a test."""
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setattr(progress, "_started", float("-inf"))
    monkeypatch.setattr(progress, "_EACH", -1)
    return shown


def test_it_says_what_and_how_many_of_how_many_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = wait_before_terminal(monkeypatch)
    assert list(progress.track("Reading articles", "abc", 250, 100)) == ["a", "b", "c"]
    lines = re.split(r"\r\x1b\[K", terminal.getvalue())
    assert lines == ["", *(f"Reading articles: {done} of 250" for done in (0, 100, 200)), ""]


def test_its_line_is_gone_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = wait_before_terminal(monkeypatch)
    with pytest.raises(ZeroDivisionError):
        list(progress.track("Dividing", (1 / number for number in (1, 0)), 2))
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_short_work_and_a_pipe_hear_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = wait_before_terminal(monkeypatch)
    monkeypatch.setattr(progress, "_started", float("inf"))
    list(progress.track("Reading", "abc", 3))
    assert terminal.getvalue() == ""
    monkeypatch.setattr(progress, "_started", float("-inf"))
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    list(progress.track("Reading", "abc", 3))
    assert pipe.getvalue() == ""


def test_work_beside_the_main_thread_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = wait_before_terminal(monkeypatch)
    with ThreadPoolExecutor() as pool:
        pool.submit(lambda: list(progress.track("Reading", "abc", 3))).result()
    assert terminal.getvalue() == ""
