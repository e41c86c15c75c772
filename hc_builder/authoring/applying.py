"""A move is done: texts are written, and only then goes what stands elsewhere now."""

import os
from pathlib import Path

from msgspec.structs import replace

from hc_builder.atomic import write_atomically
from hc_builder.authoring.moving import MovePlan
from hc_builder.authoring.rewriting import Change
from hc_builder.errors import UserError
from hc_builder.importers.memory import NAME as IMPORTS
from hc_builder.importers.memory import read_memory


def apply_move(plan: MovePlan) -> None:
    """Write what changes, and only then take away what stands elsewhere now. Raises `UserError` where a file can't be
    written."""
    try:
        _write_texts(plan)
    except OSError as error:
        what = f"{error.filename} can't be written: {error.strerror}"
        hint = "no text is lost, and some stands at both places: mend what is in the way, and do it again"
        raise UserError(what, hint) from error


def _write_texts(plan: MovePlan) -> None:
    texts = {change.new: _encode(change) for change in plan.changes}
    for old, new in plan.files.items():
        new.parent.mkdir(parents=True, exist_ok=True)
        if new in texts:
            write_atomically(new, texts.pop(new))
        else:
            _copy(old, new, plan)
    for path, data in texts.items():
        write_atomically(path, data)
    _update_imports(plan)
    for old in plan.files:
        old.unlink()
    _remove_empty(plan)


def _encode(change: Change) -> bytes:
    """With the ends of lines that its writer's editor has."""
    is_windows = change.old.is_file() and b"\r\n" in change.old.read_bytes()
    return (change.text.replace("\n", "\r\n") if is_windows else change.text).encode()


def _copy(old: Path, new: Path, plan: MovePlan) -> None:
    """A link stays one, and leads where it led."""
    if not old.is_symlink():
        write_atomically(new, old.read_bytes())
        return
    written = old.readlink()
    place = _find_place(Path(os.path.normpath(old.parent / written)), plan)
    new.symlink_to(place if written.is_absolute() else os.path.relpath(place, new.parent))


def _find_place(path: Path, plan: MovePlan) -> Path:
    """Where a path stands after the move."""
    if not path.is_relative_to(plan.root):
        return path
    return plan.root / plan.rename.rename_file(path.relative_to(plan.root).as_posix())


def _update_imports(plan: MovePlan) -> None:
    """The next import finds a moved article again."""
    memory = read_memory(plan.folder) if (plan.folder / IMPORTS).is_file() else None
    for name, records in memory.sources.items() if memory else ():
        moved = {key: replace(record, path=plan.rename.rename_file(record.path)) for key, record in records.items()}
        if memory and moved != records:
            memory.write(name, moved)


def _remove_empty(plan: MovePlan) -> None:
    """Folders in which nothing is left."""
    folders = {parent for old in plan.files for parent in old.parents if parent.is_relative_to(plan.root)}
    for folder in sorted(folders - {plan.root}, key=lambda path: -len(path.parts)):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
