"""The one list of a help center's files: which are articles, which are copied, which are left out and why.

Checks, sizes, links and the copy of the site all ask it, so that what passes the check is in the site. Paths are NFC,
with `/` between folders, whatever the disk says.
"""

import os
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from pathspec import GitIgnoreSpec

from hc_builder.problems import Problem

ARTICLE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdx")
_OTHER_TEXTS = (".rst", ".adoc", ".asciidoc", ".org", ".textile", ".mediawiki", ".wiki")

_LEFT_OUT = """
.*
_*
!/_redirects
!/_headers
!/_routes.json
node_modules/
*.yml
*.yaml
*~
~$*
\\#*#
*.bak
*.old
*.orig
*.rej
*.swp
*.swo
*.tmp
*.part
*.crdownload
*.pyc
[Tt]humbs.db
ehthumbs.db
[Dd]esktop.ini
*.lnk
*.psd
*.psb
*.ai
*.indd
*.sketch
*.fig
*.xd
*.xcf
*.kra
*.afdesign
*.afphoto
*.clip
*.blend
*.aep
*.prproj
""".split()
"""What is no part of a site, as gitignore patterns: hidden and private files, settings, leftovers of editors, sources
of drawing programs. The host's own files at the root stay. `exclude_docs` comes after them, and `!` takes one back."""


@dataclass(frozen=True)
class FilePatterns:
    """MkDocs' `exclude_docs`, `draft_docs` and `not_in_nav`: gitignore patterns, as the text that holds them."""

    exclude: str = ""
    drafts: str = ""
    unlisted: str = ""


NO_PATTERNS = FilePatterns()


@dataclass(frozen=True)
class ContentFile:
    """A file to be read as an article or a folder's index. `path` stands under the content folder."""

    path: str
    source: Path
    is_draft: bool = False
    is_unlisted: bool = False


@dataclass(frozen=True)
class FileList:
    """`media` are the files to be copied, by their path in the site. `left_out` says why a path is not: of a file, or
    of a folder with all that is in it."""

    articles: tuple[ContentFile, ...] = ()
    media: Mapping[str, Path] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def list_files(
    root: Path, media_roots: Mapping[str, str], patterns: FilePatterns = NO_PATTERNS, with_drafts: bool = False
) -> FileList:
    """All files under `root`, and the media of folders beside it that `media_roots` names (address → folder)."""
    rules, faults = _read_rules(patterns)
    own = _list_folder(root, root.name, rules)
    beside = [_list_media(root, prefix, folder, rules) for prefix, folder in media_roots.items()]
    walks = (*beside, own)  # a file under the content folder hides one beside it
    drafts = frozenset() if with_drafts else frozenset(path for path in own.found if rules.drafts.match_file(path))
    media = {path: file for walk in walks for path, file in walk.found.items() if not _is_text(path)}
    strange = [_tell_other_text(f"{root.name}/{path}") for path in own.found if _has_suffix(path, _OTHER_TEXTS)]
    return FileList(
        tuple(_name_article(path, file, rules) for path, file in own.found.items() if _has_suffix(path)),
        {path: file for path, file in media.items() if path not in drafts},
        {path: reason for walk in walks for path, reason in walk.left_out.items()},
        (*faults, *strange, *(problem for walk in walks for problem in walk.problems)),
    )


def _name_article(path: str, file: Path, rules: "_Rules") -> ContentFile:
    return ContentFile(path, file, rules.drafts.match_file(path), rules.unlisted.match_file(path))


def _has_suffix(path: str, suffixes: tuple[str, ...] = ARTICLE_SUFFIXES) -> bool:
    return path.casefold().endswith(suffixes)


def _is_text(path: str) -> bool:
    """The source of an article is never a file of the site."""
    return _has_suffix(path, ARTICLE_SUFFIXES + _OTHER_TEXTS)


def _tell_other_text(path: str) -> Problem:
    hint = f"save it as Markdown, with the suffix .md; read are {', '.join(ARTICLE_SUFFIXES)}"
    return Problem(path, 0, "HC09", "a text in another form than Markdown is not read", hint, "warning")


@dataclass(frozen=True)
class _Rules:
    exclude: GitIgnoreSpec
    drafts: GitIgnoreSpec
    unlisted: GitIgnoreSpec

    def find_reason(self, path: str) -> str:
        """Why a path is left out; `""`: it is not. A folder's path ends with a slash."""
        result = self.exclude.check_file(path)
        if not result.include or result.index is None:
            return ""
        if result.index >= len(_LEFT_OUT):
            return "`exclude_docs` in mkdocs.yml names it"
        return f"names such as {_LEFT_OUT[result.index]} are left out of every site"


def _read_rules(patterns: FilePatterns) -> tuple[_Rules, list[Problem]]:
    given = {"exclude_docs": patterns.exclude, "draft_docs": patterns.drafts, "not_in_nav": patterns.unlisted}
    lines = {name: unicodedata.normalize("NFC", text).splitlines() for name, text in given.items()}
    good = {name: list(filter(_is_pattern, found)) for name, found in lines.items()}
    bad = [(name, line) for name, found in lines.items() for line in found if not _is_pattern(line)]
    rules = _Rules(
        GitIgnoreSpec.from_lines([*_LEFT_OUT, *good["exclude_docs"]]),
        GitIgnoreSpec.from_lines(good["draft_docs"]),
        GitIgnoreSpec.from_lines(good["not_in_nav"]),
    )
    return rules, [_tell_pattern(name, line) for name, line in bad]


def _is_pattern(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _tell_pattern(name: str, line: str) -> Problem:
    hint = "write one gitignore pattern on a line, such as private/"
    return Problem("mkdocs.yml", 0, "HC06", f"`{name}` holds a pattern that can't be read: `{line}`", hint)


@dataclass(frozen=True)
class _Entry:
    """A file, or with a `reason` a file or folder that is left out."""

    path: str
    source: Path
    reason: str = ""


@dataclass(frozen=True)
class _Walk:
    """What one folder holds, in order of path."""

    found: Mapping[str, Path] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def _list_media(root: Path, prefix: str, folder: str, rules: _Rules) -> _Walk:
    base = root / folder
    if not base.is_dir():
        what = f"`media_roots: {prefix}` names the folder {folder}, which does not exist"
        hint = f"write the folder as seen from {root.name}/, such as ../assets"
        return _Walk(problems=(Problem("mkdocs.yml", 0, "HC06", what, hint),))
    walk = _list_folder(base, Path(os.path.normpath(base)).name, rules)
    start = f"{prefix.strip('/')}/".lstrip("/")
    return _Walk(
        {start + path: file for path, file in walk.found.items()},
        {start + path: reason for path, reason in walk.left_out.items()},
        walk.problems,
    )


def _list_folder(folder: Path, shown: str, rules: _Rules) -> _Walk:
    return _sort_out(shown, _walk(folder, shown, (_find_project(folder), folder.resolve()), rules))


def _find_project(root: Path) -> Path:
    """The folder that links may lead to: that of the nearest `mkdocs.yml` above the articles."""
    above = root.absolute().parents
    return next((folder for folder in above if (folder / "mkdocs.yml").is_file()), above[0]).resolve()


def _sort_out(shown: str, walked: Iterator[_Entry | Problem]) -> _Walk:
    """Of two names that differ only in how Hangul is composed the composed one counts."""
    entries, problems = _part(walked)
    files = sorted((entry for entry in entries if not entry.reason), key=_order)
    twins = [file for before, file in pairwise(files) if before.path == file.path]
    return _Walk(
        dict(sorted({entry.path: entry.source for entry in reversed(files)}.items())),
        {entry.path: entry.reason for entry in entries if entry.reason},
        (*problems, *(_tell_twin(f"{shown}/{twin.path}") for twin in twins)),
    )


def _order(entry: _Entry) -> tuple[str, bool]:
    return entry.path, entry.source.name != entry.path.rpartition("/")[2]


def _tell_twin(path: str) -> Problem:
    what = "two files have this name, one of them with its letters taken apart (NFD), as Macs do"
    return Problem(path, 0, "HC24", what, "compare the two, and delete the older")


def _part(walked: Iterable[_Entry | Problem]) -> tuple[list[_Entry], list[Problem]]:
    both = list(walked)
    return [item for item in both if isinstance(item, _Entry)], [item for item in both if isinstance(item, Problem)]


def _walk(root: Path, shown: str, borders: tuple[Path, ...], rules: _Rules) -> Iterator[_Entry | Problem]:
    """Every folder once, real ones before those that a link leads to: links may go in circles."""
    folders, links, seen = deque([(root, "")]), deque[tuple[Path, str]](), dict[Path, str]()
    while folders or links:
        folder, path = folders.popleft() if folders else links.popleft()
        first = seen.setdefault(folder.resolve(), path)
        if first != path:
            what = f"the link leads to a folder that is read already, as {shown}/{first}"
            yield Problem(f"{shown}/{path}".rstrip("/"), 0, "HC18", what, "delete one of the two", "warning")
            continue
        for entry in _scan(folder, f"{shown}/{path}"):
            if isinstance(entry, Problem):
                yield entry
                continue
            below = path + unicodedata.normalize("NFC", entry.name)
            is_folder = entry.is_dir()
            if reason := rules.find_reason(f"{below}/" if is_folder else below):
                yield _Entry(below, Path(entry.path), reason)
            elif entry.is_symlink() and (fault := _follow(Path(entry.path), borders)):
                yield _Entry(below, Path(entry.path), f"the link {fault}")
                hint = "put the file or folder itself there; only links inside the project are followed"
                yield Problem(f"{shown}/{below}", 0, "HC18", f"the link {fault}", hint, "warning")
            elif is_folder:
                (links if entry.is_symlink() else folders).append((Path(entry.path), f"{below}/"))
            elif entry.is_file():
                yield _Entry(below, Path(entry.path))


def _scan(folder: Path, shown: str) -> Iterator[os.DirEntry[str] | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        hint = "give the one who builds the right to read it"
        yield Problem(shown.rstrip("/"), 0, "HC16", f"the folder can't be read: {error.strerror}", hint)
        return
    for entry in entries:
        yield entry if _is_unicode(entry.name) else _tell_name(shown, entry.name)


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _tell_name(shown: str, name: str) -> Problem:
    readable = os.fsencode(name).decode("utf-8", "replace")
    hint = "rename it in UTF-8; names made by older Windows programs are often CP949"
    return Problem(f"{shown}{readable}", 0, "HC25", "the file's name is not UTF-8, so it is left out", hint)


def _follow(link: Path, borders: tuple[Path, ...]) -> str:
    """What is wrong with a link; `""`: it leads to something in the project."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "leads nowhere"
    return "" if any(target.is_relative_to(border) for border in borders) else "leads out of the project"
