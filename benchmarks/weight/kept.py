"""What lies on a disk after a build, as CI uploads and keeps it."""

import gzip
from collections import Counter
from pathlib import Path

from weight.pages import find_kind


def weigh_site(site: Path) -> Counter[str]:
    """Bytes of a site by kind."""
    weights: Counter[str] = Counter()
    for file in _list_files(site):
        weights[find_kind(file.relative_to(site).as_posix())] += file.stat().st_size
    return weights


def weigh_folder(folder: Path) -> int:
    return sum(file.stat().st_size for file in _list_files(folder))


def weigh_packed(folder: Path) -> int:
    """Bytes of a zip of it, which is how an action uploads a folder."""
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in _list_files(folder))


def _list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
