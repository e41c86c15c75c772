"""An article or a category is moved: its files, and whatever names it, in one plan that is shown before it is done.

No text is lost: nothing is written over, files are written anew before any goes, and a plan can be looked at first.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hc_builder.authoring.named import find_naming
from hc_builder.authoring.renames import Rename
from hc_builder.authoring.rewriting import Change, MoveRefused, change_article, change_named, change_rules
from hc_builder.checks.addresses import tell_taken
from hc_builder.content.article import NOTICES
from hc_builder.content.flows import FOLDER as FLOWS
from hc_builder.content.help_center import HelpCenter, address
from hc_builder.content.links import AddressBook
from hc_builder.problems import did_you_mean
from hc_builder.project import Project


@dataclass(frozen=True)
class MovePlan:
    """`files` that move, old path → new one; `changes` of texts, of moved files and of others. `rename` is below the
    content folder `root` of the project `folder`."""

    root: Path
    folder: Path
    rename: Rename
    files: Mapping[Path, Path]
    changes: tuple[Change, ...]


def plan_move(project: Project, old: str, new: str, is_folder: bool = False) -> MovePlan:
    """What becomes of every file when the article or folder `old` is called `new`. The project is read with its drafts.
    A `new` that ends with a slash is the folder that it goes into. Raises `MoveRefused`."""
    center = project.center
    new = f"{new}{posixpath.basename(_clean(old, center))}" if new.endswith("/") else new
    rename = Rename(_clean(old, center), _clean(new, center), is_folder)
    _refuse_unknown(center, rename)
    _refuse_name(rename)
    files = {path: center.root / rename.rename_file(_name(path, center)) for path in _list_files(center, rename)}
    _refuse_taken(center, rename, files)
    _refuse_addresses(center, rename)
    book = AddressBook(center)
    changes = [change_article(center, shown, rename, book, files) for shown in center.articles]
    changes += [change_named(path, keys, rename) for path, keys in find_naming(project)]
    changes += [change_rules(center, rename)]
    return MovePlan(center.root, project.folder, rename, files, tuple(change for change in changes if change))


def _clean(name: str, center: HelpCenter) -> str:
    """`content/refund/when.md` and `refund/when/` are `refund/when`."""
    bare = re.sub(r"\.md$", "", name.strip().replace("\\", "/")).strip("/")
    return bare.removeprefix(f"{center.root.name}/")


_PART = re.compile(r"\w[\w-]*")


def _refuse_unknown(center: HelpCenter, rename: Rename) -> None:
    known = (
        {category.id for category in center.categories}
        if rename.is_folder
        else {shown.article.id for shown in center.articles}
    )
    noun = "category" if rename.is_folder else "article"
    if not rename.old or rename.old not in known:
        hint = did_you_mean(rename.old, known) or "name it by its path under the content folder, without .md"
        raise MoveRefused(f"there is no {noun} '{rename.old}'", hint)


def _refuse_name(rename: Rename) -> None:
    if not all(_PART.fullmatch(part) for part in rename.new.split("/")):
        hint = "use letters, digits, `-` and `/`: the name becomes the address"
        raise MoveRefused(f"'{rename.new}' can't be the name of a page", hint)
    top, name = rename.new.split("/")[0], posixpath.basename(rename.new)
    if top == FLOWS or (NOTICES in (rename.old.split("/")[0], top) and rename.is_folder) or name == "index":
        raise MoveRefused(f"'{rename.new}' has a meaning of its own here", "choose another name")
    if rename.new == rename.old or (rename.is_folder and rename.new.startswith(f"{rename.old}/")):
        raise MoveRefused(f"'{rename.new}' is where it stands already, or in itself", "name another place")


def _list_files(center: HelpCenter, rename: Rename) -> list[Path]:
    """All that moves: the article in every language, or the folder with all that is in it."""
    if rename.is_folder:
        return sorted(path for path in (center.root / rename.old).rglob("*") if path.is_file() or path.is_symlink())
    return [center.root / shown.article.path for shown in center.articles if shown.article.id == rename.old]


def _refuse_taken(center: HelpCenter, rename: Rename, files: Mapping[Path, Path]) -> None:
    taken = [path for path in files.values() if path.exists()]
    if rename.is_folder and (center.root / rename.new).exists():
        taken = [center.root / rename.new]
    if taken:
        hint = "choose another name, or move that one first; articles can be moved one by one"
        raise MoveRefused(f"{_show(taken[0], center)} is there already", hint)


def _refuse_addresses(center: HelpCenter, rename: Rename) -> None:
    """Two pages, or a page and an old address that leads elsewhere, would have the same one."""
    moving = {shown.article.id for shown in center.articles if rename.rename_id(shown.article.id) != shown.article.id}
    ids = sorted({rename.new, *map(rename.rename_id, moving)})
    urls = (address(id, lang, center.settings) for id in ids for lang in center.settings.languages)
    if taken := tell_taken(center, urls, moving):
        raise MoveRefused(taken, "choose another name, or take the address off `redirect_from`")


def _name(path: Path, center: HelpCenter) -> str:
    return path.relative_to(center.root).as_posix()


def _show(path: Path, center: HelpCenter) -> str:
    return center.shown_path(_name(path, center))


def describe_plan(plan: MovePlan) -> Iterator[str]:
    """Each file that moves, and each line that is written anew, by its new place."""
    for old, new in plan.files.items():
        yield f"{_path(old, plan)} -> {_path(new, plan)}"
    for change in plan.changes:
        texts = change.text.split("\n")
        yield from (f"{_path(change.new, plan)}:{line}: {texts[line - 1].strip()}" for line in change.lines)


def _path(path: Path, plan: MovePlan) -> str:
    return path.relative_to(plan.folder if path.is_relative_to(plan.folder) else plan.root.parent).as_posix()
