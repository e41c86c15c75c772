"""What a driver raises, told in one line of plain words with its cure."""

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from feedback_function.store_faults import explain_fault
from hc_builder.korean import to_korean

FILE = Path("/srv/events.db")


def is_korean(told: str) -> bool:
    """Whether `hc` tells it in Korean too, all that are words of ours."""
    return "database" not in to_korean(told) and to_korean(told) != told


class Refused(psycopg.Error):
    """The server answered, and refused."""

    sqlstate = "42501"


def wrap(cause: Exception) -> OperationalError:
    """As SQLAlchemy hands it on, with the statement and its values."""
    return OperationalError("INSERT INTO events VALUES (?)", ("비밀 질문",), cause)


@pytest.mark.parametrize(
    ("cause", "what"),
    [
        (sqlite3.OperationalError("no such table: events"), "the database can't be used: no such table: events"),
        (sqlite3.OperationalError(), "the database can't be used: no reason given"),
        (OSError(errno.EACCES, "Permission denied"), "the database can't be used: Permission denied"),
        (OSError(), "the database can't be used: the system refuses"),
        (
            psycopg.OperationalError("connection failed: the host is down\nIs the server running?"),
            "the database server can't be reached: the host is down",
        ),
        (psycopg.OperationalError(""), "the database server can't be reached: no reason given"),
        (Refused("permission denied\nLINE 1: ..."), "the database server refuses: permission denied"),
    ],
)
def test_the_first_line_of_a_drivers_reason_is_told_and_nothing_of_the_statement(cause: Exception, what: str) -> None:
    for fault in (cause, wrap(cause)):
        told = explain_fault(fault, None)
        assert told.what == what
        assert told.hint
        assert "비밀" not in f"{told.what} {told.hint}"
        assert is_korean(told.what)
        assert is_korean(told.hint)


@pytest.mark.parametrize(
    ("name", "what", "hint"),
    [
        ("SQLITE_READONLY_DBMOVED", "can't be written", "right to read and write"),
        ("SQLITE_CANTOPEN", "can't be opened", "right to read and write"),
        ("SQLITE_NOTADB", "is not an SQLite database", "name the file"),
        ("SQLITE_CORRUPT_INDEX", "is damaged", "backup"),
        ("SQLITE_FULL", "can't grow: the disk is full", "free some space"),
        ("SQLITE_BUSY_SNAPSHOT", "is locked by another program", "wait"),
        ("SQLITE_IOERR_READ", "can't be read or written", "broken"),
    ],
)
def test_an_error_of_sqlite_is_told_by_its_name_with_the_file(name: str, what: str, hint: str) -> None:
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorname = name
    told = explain_fault(wrap(cause), FILE)
    assert told.what == f"the database {FILE} {what}"
    assert hint in told.hint
    assert is_korean(told.what)
    assert is_korean(told.hint)


def test_a_full_disk_is_told_otherwise_than_a_missing_right() -> None:
    full, closed = (explain_fault(OSError(code, "x"), FILE).hint for code in (errno.ENOSPC, errno.EACCES))
    assert full == "free some space"
    assert "right to read and write" in closed
