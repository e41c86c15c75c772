"""`hc new`: the starter content and its configuration, copied into an empty folder."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from hc_builder.errors import UserError


class FolderInUse(UserError):
    """The folder has files of somebody's in it."""

    exit_code = 2


def make_project(folder: Path) -> int:
    """Write `mkdocs.yml` and `content/` into `folder`; the number of articles."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(f"{folder} is not empty", "name a new folder")
    _make_folder(folder)
    with as_file(files("hc_builder") / "starter") as content:
        shutil.copytree(content, folder / "content", copy_function=shutil.copyfile)
    with as_file(files("hc_builder") / "starter.mkdocs.yml") as config:
        shutil.copyfile(config, folder / "mkdocs.yml")
    (folder / ".gitignore").write_text("site/\n.cache/\n.hc/\n", encoding="utf-8")
    return sum(path.name != "index.md" for path in (folder / "content").rglob("*.md"))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} can't be made: {error.strerror}", "name a folder that you may write to") from error
