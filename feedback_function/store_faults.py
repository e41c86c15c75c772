"""What a database driver raises, in plain words: what can't be done, and how to mend it. No statement, no value and no
password is repeated."""

import errno
import sqlite3
from pathlib import Path

from feedback_function.database import StoreUnavailable

_RIGHTS = "give the user who runs this the right to read and write the file and its folder"
_SQLITE = {
    "SQLITE_READONLY": ("can't be written", _RIGHTS),
    "SQLITE_CANTOPEN": ("can't be opened", _RIGHTS),
    "SQLITE_PERM": ("can't be opened", _RIGHTS),
    "SQLITE_NOTADB": ("is not an SQLite database", "name the file that `hc serve` or the endpoint writes"),
    "SQLITE_CORRUPT": ("is damaged", "restore it from a backup, or move it away and begin anew"),
    "SQLITE_FULL": ("can't grow: the disk is full", "free some space"),
    "SQLITE_BUSY": ("is locked by another program", "wait until that has finished, and try again"),
    "SQLITE_LOCKED": ("is locked by another program", "wait until that has finished, and try again"),
    "SQLITE_IOERR": ("can't be read or written", "is it a file, and is the disk full or broken?"),
}
_CONNECT_HINT = "is the address right, its user and password too, and does the server run?"
_RIGHTS_HINT = "does the user of that address have the right to it, and is it the feedback store?"


def explain_fault(fault: Exception, file: Path | None) -> StoreUnavailable:
    """The error to tell for a `SQLAlchemyError` or an `OSError`; `file`: that of an SQLite database."""
    cause = getattr(fault, "orig", None) or fault
    place = f"the database {file}" if file else "the database"
    if isinstance(cause, sqlite3.Error):
        return _explain_sqlite(cause, place)
    if isinstance(cause, OSError):
        hint = "free some space" if cause.errno == errno.ENOSPC else _RIGHTS
        return StoreUnavailable(f"{place} can't be used: {cause.strerror or 'the system refuses'}", hint)
    if getattr(cause, "sqlstate", None) is None:
        return StoreUnavailable(f"the database server can't be reached: {_read_reason(cause)}", _CONNECT_HINT)
    return StoreUnavailable(f"the database server refuses: {_read_reason(cause)}", _RIGHTS_HINT)


def _explain_sqlite(cause: sqlite3.Error, place: str) -> StoreUnavailable:
    """By the name of SQLite's error; extended ones (`SQLITE_READONLY_DBMOVED`) begin with the plain one."""
    name = getattr(cause, "sqlite_errorname", "")
    for known, (what, hint) in _SQLITE.items():
        if name.startswith(known):
            return StoreUnavailable(f"{place} {what}", hint)
    return StoreUnavailable(f"{place} can't be used: {_read_reason(cause)}", _RIGHTS_HINT)


def _read_reason(cause: Exception) -> str:
    """The first line of what the driver says, without the words that it puts before every failure to connect."""
    lines = str(cause).splitlines() or ["no reason given"]
    return lines[0].removeprefix("connection failed: ")
