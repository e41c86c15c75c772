"""What a folder holds on the disk: links followed inside the project only, names composed, faults told."""

import os
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from hc_builder.problems import Problem

FindReason = Callable[[str], str]
"""Why a path is left out, or `""`; a folder's path ends with a slash."""


@dataclass(frozen=True)
class Folder:
    """What one folder holds, in order of path."""

    found: Mapping[str, Path] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Listed:
    """A file, or with a `reason` a file or folder that is left out."""

    path: str
    source: Path
    reason: str = ""


def list_folder(folder: Path, shown: str, find_reason: FindReason) -> Folder:
    """Every file of the folder and of those in it; faults name it as `shown`."""
    borders = (folder.resolve(), find_project(folder))
    return _sort_out(shown, _walk(folder, shown, borders, find_reason))


def find_project(root: Path) -> Path:
    """The folder that links may lead to: that of the nearest `mkdocs.yml` above the articles."""
    above = root.absolute().parents
    return next((folder for folder in above if (folder / "mkdocs.yml").is_file()), above[0]).resolve()


def _sort_out(shown: str, walked: Iterator[_Listed | Problem]) -> Folder:
    """Of two names that differ only in how Hangul is composed the composed one counts."""
    entries, problems = _part(walked)
    files = sorted((entry for entry in entries if not entry.reason), key=_order)
    twins = [file for before, file in pairwise(files) if before.path == file.path]
    return Folder(
        dict(sorted({entry.path: entry.source for entry in reversed(files)}.items())),
        {entry.path: entry.reason for entry in entries if entry.reason},
        (*problems, *(_tell_twin(f"{shown}/{twin.path}") for twin in twins)),
    )


def _order(entry: _Listed) -> tuple[str, bool]:
    return entry.path, entry.source.name != entry.path.rpartition("/")[2]


def _tell_twin(path: str) -> Problem:
    what = "two files have this name, one of them with its letters taken apart (NFD), as Macs do"
    return Problem(path, 0, "HC24", what, "compare the two, and delete the older")


def _part(walked: Iterable[_Listed | Problem]) -> tuple[list[_Listed], list[Problem]]:
    both = list(walked)
    return [item for item in both if isinstance(item, _Listed)], [item for item in both if isinstance(item, Problem)]


def _walk(root: Path, shown: str, borders: tuple[Path, ...], find_reason: FindReason) -> Iterator[_Listed | Problem]:
    """Every folder once, real ones before those that a link leads to: links may go in circles."""
    folders, links, seen = deque([(root, "", False)]), deque[tuple[Path, str, bool]](), dict[Path, str]()
    while folders or links:
        folder, path, is_linked = folders.popleft() if folders else links.popleft()
        first = seen.setdefault(folder.resolve(), path)
        if first != path:
            what = f"the link leads to a folder that is read already, as {shown}/{first}"
            yield Problem(f"{shown}/{path}".rstrip("/"), 0, "HC18", what, "delete one of the two", "warning")
            continue
        for entry in _scan(folder, f"{shown}/{path}"):
            if isinstance(entry, Problem):
                yield entry
                continue
            below = path + unicodedata.normalize("NFC", entry.name)
            is_folder = _is_folder(entry)
            if reason := find_reason(f"{below}/" if is_folder else below):
                yield _Listed(below, Path(entry.path), reason)
            elif entry.is_symlink() and (fault := _follow(Path(entry.path), borders)):
                yield _Listed(below, Path(entry.path), f"the link {fault}")
                hint = "put the file or folder itself there; only links inside the project are followed"
                yield Problem(f"{shown}/{below}", 0, "HC18", f"the link {fault}", hint, "warning")
            elif (is_linked or entry.is_symlink()) and (
                reason := _find_reason_behind(Path(entry.path), below, is_folder, borders, find_reason)
            ):
                yield _Listed(below, Path(entry.path), f"the link leads to what is left out: {reason}")
                hint = "put the file or folder itself there, under a name that is not left out"
                what = f"the link leads to what is left out: {reason}"
                yield Problem(f"{shown}/{below}", 0, "HC18", what, hint, "warning")
            elif is_folder:
                is_link = entry.is_symlink()
                (links if is_link else folders).append((Path(entry.path), f"{below}/", is_linked or is_link))
            elif entry.is_file():
                yield _Listed(below, Path(entry.path))


def _find_reason_behind(
    file: Path, path: str, is_folder: bool, borders: tuple[Path, ...], find_reason: FindReason
) -> str:
    """Why what a link leads to, by itself or with a folder above it, would be left out in its own place."""
    real = file.resolve()
    for border in borders:
        if real.is_relative_to(border):
            own = unicodedata.normalize("NFC", real.relative_to(border).as_posix())
            return "" if own == path else _find_reason_above(own, is_folder, find_reason)
    return ""


def _find_reason_above(path: str, is_folder: bool, find_reason: FindReason) -> str:
    parts = path.split("/")
    folders = ["/".join(parts[:end]) + "/" for end in range(1, len(parts) + is_folder)]
    return next(filter(None, map(find_reason, folders if is_folder else [*folders, path])), "")


def _scan(folder: Path, shown: str) -> Iterator[os.DirEntry[str] | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        hint = "give the one who builds the right to read it"
        yield Problem(shown.rstrip("/"), 0, "HC16", f"the folder can't be read: {error.strerror}", hint)
        return
    for entry in entries:
        yield entry if _is_unicode(entry.name) else _tell_name(shown, entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _tell_name(shown: str, name: str) -> Problem:
    readable = os.fsencode(name).decode("utf-8", "replace")
    hint = "rename it in UTF-8; names made by older Windows programs are often CP949"
    return Problem(f"{shown}{readable}", 0, "HC25", "the file's name is not UTF-8, so it is left out", hint)


def _follow(link: Path, borders: tuple[Path, ...]) -> str:
    """What is wrong with a link; `""`: it leads to something in the project."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "leads nowhere"
    return "" if any(target.is_relative_to(border) for border in borders) else "leads out of the project"
