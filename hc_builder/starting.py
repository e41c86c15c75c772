"""`hc new`: the starter content and its configuration, copied into an empty folder."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from hc_builder.errors import UserError
from hc_builder.korean import spoken
from hc_builder.schemas.editors import write_editor_files


class FolderRefused(UserError):
    """Not a new or empty folder, or empty repository, that can be written to."""

    exit_code = 2


def make_project(folder: Path) -> int:
    """Write `mkdocs.yml`, `content/` and `.vscode/` into `folder`; the number of articles. Raises `FolderRefused`."""
    try:
        _refuse_used(folder)
        folder.mkdir(parents=True, exist_ok=True)
        _copy_starter(folder)
    except OSError as error:
        why = error.strerror or "not every file could be copied"
        raise FolderRefused(f"can't make a project in {folder}: {why}", _find_cure(folder)) from error
    return sum(path.name != "index.md" for path in (folder / "content").rglob("*.md"))


def _refuse_used(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise FolderRefused(f"{folder} is a file", "name a new folder")
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        raise FolderRefused(f"{folder} is not empty", "name a new folder")


def _copy_starter(folder: Path) -> None:
    with as_file(files("hc_builder") / "starter") as content:
        shutil.copytree(content, folder / "content", copy_function=shutil.copyfile)
    with as_file(files("hc_builder") / "starter.mkdocs.yml") as config:
        shutil.copyfile(config, folder / "mkdocs.yml")
    write_editor_files(folder, "mkdocs.yml", "content", spoken())
    (folder / ".gitignore").write_text("site/\n.cache/\n.hc/\n", encoding="utf-8")


def _find_cure(folder: Path) -> str:
    """Of all that can be in the way, the file that stands where a folder should is the one that can be named."""
    file = next((parent for parent in folder.absolute().parents if parent.is_file()), None)
    return f"{file} is a file: name a folder elsewhere" if file else "name a folder elsewhere, such as one in your home"
