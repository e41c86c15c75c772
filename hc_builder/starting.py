"""`hc new`: the starter content and its configuration, copied into an empty folder."""

from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from hc_builder.atomic import write_atomically
from hc_builder.errors import UserError, explain_full
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
        with TemporaryDirectory(prefix=".hc-new-", dir=folder) as aside:  # so that it is begun again where it fails
            _copy_starter(Path(aside))
            for path in Path(aside).iterdir():
                path.rename(folder / path.name)
    except OSError as error:
        raise FolderRefused(f"can't make a project in {folder}: {error.strerror}", _find_cure(folder, error)) from error
    return sum(path.name != "index.md" for path in (folder / "content").rglob("*.md"))


def _refuse_used(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise FolderRefused(f"{folder} is a file", "name a new folder")
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        raise FolderRefused(f"{folder} is not empty", "name a new folder")


def _copy_starter(folder: Path) -> None:
    with as_file(files("hc_builder") / "starter") as content:
        for file in filter(Path.is_file, content.rglob("*")):
            write_atomically(folder / "content" / file.relative_to(content), file.read_bytes())
    write_atomically(folder / "mkdocs.yml", (files("hc_builder") / "starter.mkdocs.yml").read_bytes())
    write_editor_files(folder, "mkdocs.yml", "content", spoken())
    write_atomically(folder / ".gitignore", b"site/\n.cache/\n.hc/\n")


def _find_cure(folder: Path, error: OSError) -> str:
    """Of all that can be in the way, the file that stands where a folder should is the one that can be named."""
    if full := explain_full(error):
        return full.hint
    file = next((parent for parent in folder.absolute().parents if parent.is_file()), None)
    return f"{file} is a file: name a folder elsewhere" if file else "name a folder elsewhere, such as one in your home"
