"""A site is built aside and put in place whole: a build that fails leaves the previous site as it was."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from hc_builder.errors import UserError

_DAY = 86_400.0


class BuildRefused(UserError):
    """The place for the site is not one that may be replaced, or can't be written."""


def build_to(site: Path, build: Callable[[Path], object]) -> None:
    """Run `build` on an empty folder beside `site`, then let that folder take its place."""
    refuse_foreign(site)
    with make_folder_beside(site) as aside:
        fresh = aside / "site"
        fresh.mkdir()
        build(fresh)
        if site.exists():
            os.replace(site, aside / "before")
        os.replace(fresh, site)


def refuse_foreign(site: Path) -> None:
    """A folder with files that is no built site is somebody's work, and is not replaced."""
    if site.is_file() or (site.is_dir() and any(site.iterdir()) and not (site / "sitemap.xml").exists()):
        raise BuildRefused(
            f"{site} holds files that are not a built site, and building would replace them",
            "name another folder with --site, or remove it yourself",
        )


@contextmanager
def make_folder_beside(site: Path) -> Iterator[Path]:
    """On the disk of `site`, so that a rename is enough to put something in place. It is removed in the end, and so
    is what a killed build left."""
    prefix = f".{site.name}-building-"
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=site.parent))
    except OSError as error:
        hint = "name a folder that you may write to with --site"
        raise BuildRefused(f"the site can't be written to {site}: {error.strerror}", hint) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for abandoned in filter(_is_abandoned, site.parent.glob(f"{escape(prefix)}*")):
            shutil.rmtree(abandoned, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    """No build takes a day; another may be at work beside this one."""
    try:
        return time.time() - folder.stat().st_mtime > _DAY
    except FileNotFoundError:
        return False
