"""MkDocs and Material: snippets, variables of macros, icons; the rest of Material's forms we read as they are."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from hc_builder.importers.prose import Prose

Include = Callable[[str], str | None]
_SNIPPET = re.compile(r"^(?P<margin>[ \t]*);*-+8<-+[ \t]+\"(?P<path>[^\"\n]+)\"[ \t]*$", re.M)
_SNIPPETS = re.compile(r"^(?P<margin>[ \t]*)-+8<-+[ \t]*\n(?P<paths>(?:(?!-+8<)[^\n]*\n)+?)[ \t]*-+8<-+[ \t]*$", re.M)
_SECTION = re.compile(r"^[^\n]*-+8<-+[ \t]+\[(?:start|end):[^\]]*\][^\n]*\n?", re.M)
_VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_INCLUDE = re.compile(r"\{%-?\s*include(?:-markdown)?\s+[\"']([^\"']+)[\"'][^%]*%\}")
_OTHER = re.compile(r"\{%[^%{]*%\}|\{\{(?![<%])[^{}\n]*\}\}")
_NAME = r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:(?:\{[^{}\n]*\})?"
_ICON, _ICON_FIRST = re.compile(rf"[ \t]?{_NAME}"), re.compile(rf"^{_NAME}[ \t]*", re.M)
_CONTENTS = re.compile(r"^[ \t]*\[TOC\][ \t]*$\n?", re.M)
_DEEPEST = 5


def convert_pymdown(prose: Prose, include: Include, variables: Mapping[str, Any]) -> None:
    for _ in range(_DEEPEST):
        prose.sub(_SNIPPETS, lambda found: _include_all(prose, found["paths"].split("\n"), found, include))
        prose.sub(_SNIPPET, lambda found: _include_all(prose, [found["path"]], found, include))
        prose.sub(_INCLUDE, lambda found: _include_all(prose, [found[1]], found, include))
    prose.sub(_VARIABLE, lambda found: _fill(found, variables))
    prose.sub(_OTHER, lambda found: prose.lose("a tag or variable of a macro", found[0]))
    prose.sub(_ICON_FIRST, "")
    prose.sub(_ICON, "")
    prose.sub(_CONTENTS, "")


def _include_all(prose: Prose, paths: list[str], found: re.Match[str], include: Include) -> str:
    texts = []
    for path in (line.strip().strip('"') for line in paths):
        if path and not path.startswith(";"):
            text = _read_snippet(path, include)
            texts.append(prose.lose("a snippet that is not in the export", found[0]) if text is None else text)
    margin = len((found.groupdict().get("margin") or "").expandtabs(4))
    return prose.reindent("\n\n".join(texts), margin)


def _read_snippet(path: str, include: Include) -> str | None:
    """`file.md`, `file.md:section`, `file.md:3:9`."""
    name, _, part = path.partition(":")
    text = include(name)
    if text is None:
        return None
    if lines := re.fullmatch(r"(\d*):(\d*)", part):
        text = "\n".join(text.split("\n")[int(lines[1] or 1) - 1 : int(lines[2]) if lines[2] else None])
    elif part:
        section = re.search(
            rf"^[^\n]*8<-+\s+\[start:{re.escape(part)}\][^\n]*\n(.*?)^[^\n]*8<-+\s+\[end", text, re.S | re.M
        )
        text = section[1] if section else ""
    return _SECTION.sub("", text).strip("\n")


def _fill(found: re.Match[str], variables: Mapping[str, Any]) -> str:
    tree: Any = variables
    for part in found[1].removeprefix("extra.").removeprefix("config.extra.").split("."):
        tree = tree.get(part) if isinstance(tree, Mapping) else None
    return tree if isinstance(tree, str) else found[0]
