"""`hc check --fix`: mends that change no meaning, made in the files of the content."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from hc_builder.atomic import write_atomically
from hc_builder.problems import Edit, Problem

_NOT_UTF8 = "HC07"
_OLD_ENCODING = "cp949"


def fix_problems(problems: Iterable[Problem], content: Path) -> list[Problem]:
    """Those that were mended, in files under the folder `content`; what can't be written raises `OSError`."""
    by_path: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.edit or problem.code == _NOT_UTF8:
            by_path[problem.path].append(problem)
    return [fixed for path, some in by_path.items() for fixed in _fix_file(content, path, some)]


def _fix_file(content: Path, path: str, problems: Iterable[Problem]) -> list[Problem]:
    """Only what lies in the content itself is written; a link on the disk leads elsewhere."""
    file = content.parent / path
    if not file.resolve().is_relative_to(content.resolve()) or not file.is_file():
        return []
    raw = file.read_bytes()
    fixed, data = _fix_text(raw, list(problems))
    if data != raw:
        write_atomically(file, data)
    return fixed


def _fix_text(raw: bytes, problems: list[Problem]) -> tuple[list[Problem], bytes]:
    text, reencoded = _decode(raw)
    if text is None:
        return [], raw
    lines = text.split("\n")
    fixed = [problem for problem in problems if problem.code == _NOT_UTF8 and reencoded]
    fixed += [problem for problem in problems if problem.edit and _fix_line(lines, problem.line, problem.edit)]
    return fixed, "\n".join(lines).encode("utf-8") if fixed else raw


def _decode(raw: bytes) -> tuple[str | None, bool]:
    """The text, and whether it was in the encoding of older Korean editors."""
    for encoding in ("utf-8", _OLD_ENCODING):
        try:
            return raw.decode(encoding), encoding == _OLD_ENCODING
        except UnicodeDecodeError:
            continue
    return None, False


def _fix_line(lines: list[str], number: int, edit: Edit) -> bool:
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    if edit.old not in line:
        return False
    lines[number - 1] = line.replace(edit.old, edit.new, 1)
    return True
