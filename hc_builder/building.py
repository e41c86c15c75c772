"""A site is built aside and put in place whole: a build that fails leaves the site of before as it was."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


class BuildRefused(Exception):
    """The place for the site is not one that may be replaced."""


def build_to(site: Path, build: Callable[[Path], object]) -> None:
    """Run `build` on an empty folder beside `site`, then let that folder take its place."""
    refuse_foreign(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        fresh = aside / "site"
        fresh.mkdir()
        build(fresh)
        if site.exists():
            os.replace(site, aside / "before")
        os.replace(fresh, site)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def refuse_foreign(site: Path) -> None:
    """A folder with files that is no built site is somebody's work, and is not replaced."""
    if site.is_file() or (site.is_dir() and any(site.iterdir()) and not (site / "sitemap.xml").exists()):
        raise BuildRefused(
            f"{site} holds files that are not a built site, and building would replace them\n"
            "  hint: name another folder with --site, or remove it yourself"
        )
