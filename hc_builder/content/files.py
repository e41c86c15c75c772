"""The one list of a help center's files: which are articles, which are copied, which are left out and why.

Checks, sizes, links and the copy of the site all ask it, so that what passes the check is in the site. Paths are NFC,
with `/` between folders, whatever the disk says.
"""

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path, PureWindowsPath

from pathspec import GitIgnoreSpec

from hc_builder.content.folder import Folder, find_project, list_folder
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
    """`media` are the files that may be copied, by their path in the site; those `beside` the content folder only where
    something refers to them. `left_out` says why a path is not: of a file, or of a folder with all that is in it."""

    articles: tuple[ContentFile, ...] = ()
    media: Mapping[str, Path] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()
    left_out: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def list_files(
    root: Path, media_roots: Mapping[str, str], patterns: FilePatterns = NO_PATTERNS, with_drafts: bool = False
) -> FileList:
    """All files under `root`, and the media of folders beside it that `media_roots` names (address → folder)."""
    rules, faults = _read_rules(patterns)
    own = list_folder(root, root.name, rules.find_reason)
    beside = [_list_media(root, prefix, folder, rules) for prefix, folder in media_roots.items()]
    walks = (*beside, own)  # a file under the content folder hides one beside it
    drafts = frozenset() if with_drafts else frozenset(path for path in own.found if rules.is_draft(path))
    media = {path: file for walk in walks for path, file in walk.found.items() if not _is_text(path)}
    strange = [_tell_other_text(f"{root.name}/{path}") for path in own.found if _has_suffix(path, _OTHER_TEXTS)]
    return FileList(
        tuple(_name_article(path, file, rules) for path, file in own.found.items() if _has_suffix(path)),
        {path: file for path, file in media.items() if path not in drafts},
        frozenset(media.keys() - own.found.keys()),
        {path: reason for walk in walks for path, reason in walk.left_out.items()},
        (*faults, *strange, *(problem for walk in walks for problem in walk.problems)),
    )


def update_files(
    files: FileList, root: Path, changed: Iterable[Path], patterns: FilePatterns = NO_PATTERNS
) -> FileList | None:
    """`files`, drafts included, after some of them came or went; `None` where only a new list tells: of folders, links,
    and whatever is told or left out."""
    if files.beside:
        return None
    rules, _ = _read_rules(patterns)
    articles = {file.source: file for file in files.articles}
    media = dict(files.media)
    for file in changed:
        path = _find_plain_path(file, root, rules)
        if not path or file.is_dir():
            return None
        was_known = articles.pop(file, None) or media.pop(path, None)
        if not was_known and not file.exists():
            return None
        if file.exists() and _has_suffix(path):
            articles[file] = _name_article(path, file, rules)
        elif file.exists():
            media[path] = file
    ordered = sorted(articles.values(), key=lambda file: file.path)
    return replace(files, articles=tuple(ordered), media=media)


@dataclass(frozen=True)
class Unsaved:
    """An article as an editor has it: its `path` below the content folder, and the file that holds its `text`."""

    path: str
    text: Path


def put_in_place(files: FileList, unsaved: Unsaved) -> FileList:
    """The files as if the article were saved, whether there is one at its path or not."""
    path, text = unsaved.path, unsaved.text
    others = [file for file in files.articles if file.path != path]
    known = next((file for file in files.articles if file.path == path), ContentFile(path, text))
    articles = sorted([*others, replace(known, source=text)], key=lambda file: file.path)
    return replace(files, articles=tuple(articles))


def _find_plain_path(file: Path, root: Path, rules: "_Rules") -> str:
    """The path under `root` of a file that was read before, or would be; `""` where that is not sure."""
    if not file.is_relative_to(root) or file.is_symlink():
        return ""
    path = file.relative_to(root).as_posix()
    parts = path.split("/")
    folders = ["/".join(parts[:end]) + "/" for end in range(1, len(parts))]
    is_sure = unicodedata.is_normalized("NFC", path) and path.isprintable() and file.parent.resolve() == file.parent
    if not is_sure or any(map(rules.find_reason, [*folders, path])) or _has_suffix(path, _OTHER_TEXTS):
        return ""
    return path


def _name_article(path: str, file: Path, rules: "_Rules") -> ContentFile:
    return ContentFile(path, file, rules.is_draft(path), rules.is_unlisted(path))


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
    """What the patterns say of a path, each asked once: of 5,000 files it would take half a second each time.

    `find_reason` says why a path is left out; `""`: it is not. A folder's path ends with a slash.
    """

    find_reason: Callable[[str], str]
    is_draft: Callable[[str], bool]
    is_unlisted: Callable[[str], bool]


def _find_reason(excluded: GitIgnoreSpec, path: str) -> str:
    result = excluded.check_file(path)
    if not result.include or result.index is None:
        return ""
    if result.index >= len(_LEFT_OUT):
        return "`exclude_docs` in mkdocs.yml names it"
    return f"names such as {_LEFT_OUT[result.index]} are left out of every site"


@lru_cache(maxsize=4)
def _read_rules(patterns: FilePatterns) -> tuple[_Rules, tuple[Problem, ...]]:
    given = {"exclude_docs": patterns.exclude, "draft_docs": patterns.drafts, "not_in_nav": patterns.unlisted}
    lines = {name: unicodedata.normalize("NFC", text).splitlines() for name, text in given.items()}
    good = {name: list(filter(_is_pattern, found)) for name, found in lines.items()}
    bad = [(name, line) for name, found in lines.items() for line in found if not _is_pattern(line)]
    remember = lru_cache(maxsize=100_000)
    rules = _Rules(
        remember(partial(_find_reason, GitIgnoreSpec.from_lines([*_LEFT_OUT, *good["exclude_docs"]]))),
        remember(GitIgnoreSpec.from_lines(good["draft_docs"]).match_file),
        remember(GitIgnoreSpec.from_lines(good["not_in_nav"]).match_file),
    )
    return rules, tuple(_tell_pattern(name, line) for name, line in bad)


def _is_pattern(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _tell_pattern(name: str, line: str) -> Problem:
    hint = "write one gitignore pattern on a line, such as private/"
    return Problem("mkdocs.yml", 0, "HC06", f"`{name}` holds a pattern that can't be read: `{line}`", hint)


def _list_media(root: Path, prefix: str, folder: str, rules: _Rules) -> Folder:
    base = root / folder
    if fault := _find_root_fault(root, folder):
        what = f"`media_roots: {prefix}` names the folder {folder}, which {fault}"
        hint = f"write the folder as seen from {root.name}/, such as ../assets"
        return Folder(problems=(Problem("mkdocs.yml", 0, "HC06", what, hint),))
    walk = list_folder(base, Path(os.path.normpath(base)).name, rules.find_reason)
    start = f"{prefix.strip('/')}/".lstrip("/")
    return Folder(
        {start + path: file for path, file in walk.found.items()},
        {start + path: reason for path, reason in walk.left_out.items()},
        walk.problems,
    )


def _find_root_fault(root: Path, folder: str) -> str:
    """Why a folder can't be a root of media; `""`: it can."""
    if Path(folder).is_absolute() or PureWindowsPath(folder).anchor:
        return "is an absolute path, of this machine only"
    base = (root / folder).resolve()
    if base == Path(base.anchor):
        return "is the root of the file system"
    if find_project(root).is_relative_to(base):
        return "holds the whole project"
    if base.is_file():
        return "is a file"
    return "" if base.is_dir() else "does not exist"
