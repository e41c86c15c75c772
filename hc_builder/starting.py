"""`hc new`: the starter content and its configuration, copied into an empty folder."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path


class FolderInUse(Exception):
    """The folder has files of somebody's in it."""


def make_project(folder: Path) -> int:
    """Write `mkdocs.yml` and `content/` into `folder`; the number of articles."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(f"{folder} is not empty\n  hint: name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    with as_file(files("hc_builder") / "starter") as content:
        shutil.copytree(content, folder / "content", copy_function=shutil.copyfile)
    with as_file(files("hc_builder") / "starter.mkdocs.yml") as config:
        shutil.copyfile(config, folder / "mkdocs.yml")
    (folder / ".gitignore").write_text("site/\n.cache/\n.hc/\n", encoding="utf-8")
    return sum(path.name != "index.md" for path in (folder / "content").rglob("*.md"))
