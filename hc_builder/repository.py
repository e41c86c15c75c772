"""Where a project stands in its git repository, which may hold more than the help center."""

import posixpath
from pathlib import Path


def find_repository(folder: Path) -> Path | None:
    """The nearest folder above `folder`, or itself, that git keeps; None outside a repository."""
    place = folder.resolve()
    return next((above for above in (place, *place.parents) if (above / ".git").exists()), None)


def find_place(folder: Path) -> str:
    """`folder` as the root of its repository names it, with `/`; `""` at that root, and outside a repository."""
    root = find_repository(folder)
    place = folder.resolve().relative_to(root).as_posix() if root else "."
    return "" if place == "." else place


def name_from_root(place: str, path: str) -> str:
    """A `path` of the project at `place` as the root of the repository names it."""
    return posixpath.normpath(posixpath.join(place, path)) if place else path
