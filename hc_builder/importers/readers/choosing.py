"""Which files of a tree are its pages."""

import posixpath
import re
from collections.abc import Iterable

SUFFIXES = (".md", ".mdx", ".markdown", ".mdown", ".mkd")
_REPOSITORY = re.compile(
    r"(?:licen[cs]e(?:-code)?|contributing|changelog|code_of_conduct|security|source|pull_request_template"
    r"|thirdpartynotices)\.\w+|\.(?:github|vscode)/.*",
    re.I,
)
"""Files of the repository itself, in its first folder."""
NAVIGATION = re.compile(r"(?:summary|toc|_sidebar|_navbar|metadata)\.md", re.I)


def is_of_repository(name: str) -> bool:
    return _REPOSITORY.fullmatch(name) is not None


def is_page(name: str, root: str) -> bool:
    """In the folder of pages; where that is the first one, no `LICENSE.md` as repositories write it, nor `.github`."""
    if root:
        return name.startswith(f"{root}/")
    is_repository = is_of_repository(name)
    return not (is_repository and (name.startswith(".") or posixpath.splitext(name)[0].isupper()))


def find_root(names: list[str], roots: Iterable[str]) -> str:
    """The first of the roots that is there; else the deepest folder of all pages."""
    for root in roots:
        if any(name.startswith(f"{root}/") for name in names):
            return root
    inner = [name for name in names if not re.fullmatch(r"(?:readme|index)\.\w+", name, re.I)] or names
    folders = {posixpath.dirname(name) for name in inner}
    if not all(folders):
        return ""
    return posixpath.commonpath(folders) if folders else ""
