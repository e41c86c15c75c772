"""A site is brought up to date where it stands: only files that changed are written, and those without a use removed.

Each file is made aside and takes its place by a rename, so a reader meets the old file or the new one, never a part.
New files come first, then changed ones, and removals last: whatever a page names is there at every moment. Where this
does not fit (there is no site yet, or it holds links, or a file where a folder must be) the site is built aside and put
in place whole.
"""

import filecmp
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hc_builder.atomic import naming
from hc_builder.file_memo import FileState, find_state, take_state
from hc_builder.progress import track
from hc_builder.site.record import Output
from hc_builder.site.swap import BuildRefused, build_to, make_folder_beside, refuse_foreign

Asked = Mapping[str, str]


@dataclass(frozen=True)
class SiteFile:
    """A file of the site that can be made. `key` stands for all that it depends on, but for the answers in `asked`,
    which fills when it is made; `holds` says whether the answers it got before are still right."""

    key: bytes
    write: Callable[[Path], object]
    asked: dict[str, str] = field(default_factory=dict)
    holds: Callable[[Asked], bool] = lambda asked: True


@dataclass(frozen=True)
class Updated:
    """All files of the site by path, and how many of them were written or removed."""

    outputs: dict[str, Output]
    written: int
    removed: int


def update_site(site: Path, files: Mapping[str, SiteFile], before: Mapping[str, Output]) -> Updated:
    """Make the folder `site` hold just these files; `before` is what is known of those in it. Raises `BuildRefused`."""
    refuse_foreign(site)
    refuse_clashes(files)
    present = None if site.is_symlink() or not site.exists() else scan_folder(site)
    if present is None or _find_clash(files, present):
        return _build_whole(site, files)
    kept = {path: before[path] for path, file in files.items() if _is_same(file, before.get(path), present.get(path))}
    with _stage(site) as staged:
        for path, file in track("Writing files", files.items(), len(files)):
            if path not in kept:
                staged.add(path, file, path in present)
        gone = present.keys() - files.keys()
        written = staged.put_in_place(present)
    _remove(site, gone)
    states = {path: kept[path].state if path in kept else find_state(f"{site}/{path}") for path in files}
    outputs = {path: kept.get(path) or Output(files[path].key, states[path], files[path].asked) for path in files}
    return Updated(outputs, written, len(gone))


def refuse_clashes(paths: Collection[str]) -> None:
    """Raises `BuildRefused` where the site would need one path for a file and for a folder: the page `robots.txt/` has
    no place beside the file `robots.txt`."""
    folders = _list_folders(paths)
    for path in paths:
        if path in folders:
            what = f"the site would have '{path}' both as a file and as a folder with a page"
            raise BuildRefused(what, "rename the article or the folder of that name")


def scan_folder(folder: Path) -> dict[str, FileState] | None:
    """Every file by path; `None` where there is anything else than files and folders."""
    found: dict[str, FileState] = {}
    waiting = [(str(folder), "")]
    while waiting:
        place, above = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{above}{entry.name}/"))
                elif entry.is_file(follow_symlinks=False):
                    found[above + entry.name] = take_state(entry.stat())
                else:
                    return None
    return found


def _find_clash(files: Mapping[str, SiteFile], present: Mapping[str, FileState]) -> bool:
    """Whether a file stands where a folder must be, or the other way round, or two names are one to some disks."""
    folders = _list_folders(files)
    gone = present.keys() - files.keys()
    folded = {path.casefold() for path in files}
    is_in_way = any(path in folders for path in gone) or not files.keys().isdisjoint(_list_folders(present))
    return is_in_way or any(path.casefold() in folded for path in gone)


def _list_folders(paths: Iterable[str]) -> set[str]:
    """Every folder that the paths stand in."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _is_same(file: SiteFile, known: Output | None, state: FileState | None) -> bool:
    return known is not None and known.state == state and known.key == file.key and file.holds(known.asked)


def _build_whole(site: Path, files: Mapping[str, SiteFile]) -> Updated:
    def build(folder: Path) -> None:
        for path, file in track("Writing files", files.items(), len(files)):
            make_room(folder / path)
            with naming(site / path, folder / path):
                file.write(folder / path)

    build_to(site, build)
    outputs = {path: Output(file.key, find_state(site / path), file.asked) for path, file in files.items()}
    return Updated(outputs, len(files), 0)


@dataclass(frozen=True)
class _Stage:
    """Files that wait in `folder` to take their places in `site`."""

    site: Path
    folder: Path
    waiting: dict[str, Path] = field(default_factory=dict)

    def add(self, path: str, file: SiteFile, is_there: bool) -> None:
        """One that turns out to be the same as that in the site waits for nothing."""
        aside = self.folder / str(len(self.waiting))
        with naming(self.site / path, aside):
            file.write(aside)
        if not is_there or not filecmp.cmp(aside, f"{self.site}/{path}", shallow=False):
            self.waiting[path] = aside

    def put_in_place(self, present: Mapping[str, FileState]) -> int:
        """New ones first."""
        for folder in sorted(_list_folders(self.waiting) - _list_folders(present)):
            (self.site / folder).mkdir(exist_ok=True)
        for path in sorted(self.waiting, key=lambda path: path in present):
            os.replace(self.waiting[path], f"{self.site}/{path}")
        return len(self.waiting)


@contextmanager
def _stage(site: Path) -> Iterator[_Stage]:
    with make_folder_beside(site) as folder:
        yield _Stage(site, folder)


def _remove(site: Path, paths: Iterable[str]) -> None:
    """With the folders that are empty then."""
    folders = set()
    for path in paths:
        os.unlink(f"{site}/{path}")
        folders.add(path.rpartition("/")[0])
    for folder in sorted(_list_folders(f"{folder}/" for folder in folders), key=len, reverse=True):
        if not any((site / folder).iterdir()):
            (site / folder).rmdir()


def make_room(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
