"""An article or a category is moved: its files, and whatever names it, in one plan that is shown before it is done.

No text is lost: nothing is written over, files are written anew before any goes, and a plan can be looked at first.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from hc_builder.atomic import write_atomically
from hc_builder.authoring.heads import add_old_address, rename_in_head, rename_span
from hc_builder.authoring.named import find_naming
from hc_builder.authoring.relinking import relink
from hc_builder.authoring.renames import Rename
from hc_builder.authoring.yaml_spans import apply_edits, find_spans
from hc_builder.content.article import NOTICES, ArticleFields
from hc_builder.content.flows import FOLDER as FLOWS
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.content.help_center import HelpCenter, Shown, address
from hc_builder.content.links import AddressBook
from hc_builder.content.redirects import OWN_FILE, clean_address, list_own_rules
from hc_builder.errors import UserError
from hc_builder.importers.memory import NAME as IMPORTS
from hc_builder.importers.memory import read_memory
from hc_builder.problems import did_you_mean
from hc_builder.project import Project


class MoveRefused(UserError):
    """The move would lose something, or leads nowhere."""

    exit_code = 2


@dataclass(frozen=True)
class Change:
    """A file that is written otherwise than it was; paths are whole. `lines` are those that differ, in its new text."""

    old: Path
    new: Path
    text: str
    lines: tuple[int, ...] = ()


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
    _refuse(center, rename)
    files = {path: center.root / rename.rename_file(_name(path, center)) for path in _list_files(center, rename)}
    _refuse_taken(center, rename, files)
    book = AddressBook(center)
    changes = [_change_article(center, shown, rename, book, files) for shown in center.articles]
    changes += [_change_named(path, keys, rename) for path, keys in find_naming(project)]
    changes += [_change_rules(center, rename)]
    return MovePlan(center.root, project.folder, rename, files, tuple(change for change in changes if change))


def _clean(name: str, center: HelpCenter) -> str:
    """`content/refund/when.md` and `refund/when/` are `refund/when`."""
    bare = re.sub(r"\.md$", "", name.strip().replace("\\", "/")).strip("/")
    return bare.removeprefix(f"{center.root.name}/")


_PART = re.compile(r"\w[\w-]*")


def _refuse(center: HelpCenter, rename: Rename) -> None:
    known = (
        {category.id for category in center.categories}
        if rename.is_folder
        else {shown.article.id for shown in center.articles}
    )
    noun = "category" if rename.is_folder else "article"
    if not rename.old or rename.old not in known:
        hint = did_you_mean(rename.old, known) or "name it by its path under the content folder, without .md"
        raise MoveRefused(f"there is no {noun} '{rename.old}'", hint)
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
    for shown in center.articles:
        names = {clean_address(old) for old in shown.article.fields.redirect_from}
        if rename.new in names and rename.rename_id(shown.article.id) == shown.article.id:
            what = f"'{rename.new}' is an old address of {center.shown_path(shown.article.path)}"
            raise MoveRefused(what, "take it off `redirect_from` there, or choose another name")


def _name(path: Path, center: HelpCenter) -> str:
    return path.relative_to(center.root).as_posix()


def _show(path: Path, center: HelpCenter) -> str:
    return center.shown_path(_name(path, center))


# ── Texts ────────────────────────────────────────────────────────────────────


def _change_article(
    center: HelpCenter, shown: Shown, rename: Rename, book: AddressBook, files: Mapping[Path, Path]
) -> Change | None:
    path = center.root / shown.article.path
    before = read_source(path)
    parsed, _ = parse_front_matter(before, shown.article.path, ArticleFields)
    lines = before.splitlines(keepends=True)
    top, body = lines[: parsed.body_line - 1], "".join(lines[parsed.body_line - 1 :])
    body = relink(body, shown, rename, book)
    fence, head = ("".join(top[:1]), "".join(top[1:-1])) if top else ("---\n", "")
    end = top[-1] if top else "---\n"
    head = rename_in_head(head, rename)
    if path in files and not shown.article.fields.draft:
        own = address(rename.rename_id(shown.article.id), shown.article.lang, center.settings)
        head = add_old_address(head, shown.url.strip("/"), own)
    after = fence + head + end + body if top or head else body
    return _change(path, files.get(path, path), before, after)


def _change_named(path: Path, keys: frozenset[str], rename: Rename) -> Change | None:
    """A file of YAML, in which values under some `keys` name articles; without any, all do."""
    before = read_source(path)
    if rename.old not in before:
        return None
    spans = [span for span in find_spans(before) if not keys or keys.intersection(span.keys)]
    return _change(path, path, before, apply_edits(before, [rename_span(before, span, rename) for span in spans]))


def _change_rules(center: HelpCenter, rename: Rename) -> Change | None:
    """`_redirects`: rules that lead to what moved, and one for the page of a folder, whose front matter has none."""
    path = center.root / OWN_FILE
    before = read_source(path) if path.is_file() else ""
    lines: list[str | None] = [*before.split("\n")]
    for rule in list_own_rules(center):
        new, line = rename.rename_address(rule.target), lines[rule.line - 1] or ""
        if new != rule.target:  # a rule that would lead to itself then is one from an earlier move, which is undone
            source, _, rest = line.partition(rule.target)
            lines[rule.line - 1] = None if clean_address(rule.source) == clean_address(new) else source + new + rest
    after = "\n".join(line for line in lines if line is not None)
    if rename.is_folder:
        urls = [center.category_url(each) for each in center.categories if each.id == rename.old]
        rules = "".join(f"/{url} {rename.rename_address(f'/{url}')} 301\n" for url in urls)
        after = f"{after.rstrip()}\n{rules}".lstrip("\n")
    return _change(path, path, before, after)


def read_source(path: Path) -> str:
    """A file that we may write again, with ends of lines as we have them. Raises `MoveRefused` where letters could be
    lost."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise MoveRefused(f"{path} is not UTF-8 text", "run hc check --fix first") from error


def _change(old: Path, new: Path, before: str, after: str) -> Change | None:
    if before == after:
        return None
    known = set(before.splitlines())
    lines = tuple(number for number, line in enumerate(after.splitlines(), 1) if line not in known)
    return Change(old, new, after, lines)


# ── Doing it ─────────────────────────────────────────────────────────────────


def apply_move(plan: MovePlan) -> None:
    """Write what changes, and only then take away what stands elsewhere now."""
    texts = {change.new: _encode(change) for change in plan.changes}
    for old, new in plan.files.items():
        new.parent.mkdir(parents=True, exist_ok=True)
        if new in texts:
            write_atomically(new, texts.pop(new))
        else:
            _copy(old, new)
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


def _copy(old: Path, new: Path) -> None:
    """A link stays one."""
    if old.is_symlink():
        new.symlink_to(old.readlink())
    else:
        write_atomically(new, old.read_bytes())


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


def describe_plan(plan: MovePlan) -> Iterator[str]:
    """Each file that moves, and each line that is written anew, by its new place."""
    for old, new in plan.files.items():
        yield f"{_path(old, plan)} -> {_path(new, plan)}"
    for change in plan.changes:
        if change.old == change.new:
            texts = change.text.splitlines()
            yield from (f"{_path(change.new, plan)}:{line}: {texts[line - 1].strip()}" for line in change.lines)


def _path(path: Path, plan: MovePlan) -> str:
    return path.relative_to(plan.folder if path.is_relative_to(plan.folder) else plan.root.parent).as_posix()
