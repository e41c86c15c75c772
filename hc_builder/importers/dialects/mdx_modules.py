"""Modules of MDX: what a page imports and exports, and snippets in the place of their components."""

import re
from collections.abc import Callable
from functools import partial

from hc_builder.importers.dialects.forms import read_attributes
from hc_builder.importers.prose import Prose

Include = Callable[[str], str | None]
"""The path of a snippet as the page names it → its Markdown."""

VALUES = r"(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*"
"""Those of a component: texts, and expressions in braces."""
_IMPORT = re.compile(
    r"^import[ \t]+(?:(?P<name>\w+)(?:\s*,\s*\{[^{}]{0,300}\})?|[\w$*{}\s,]{1,500}?)(?:\s+from)?\s*(?P<quote>['\"])(?P"
    r"<path>[^'\"\n]+)(?P=quote);?[ \t]*\n?",
    re.M,
)
_EXPORT = re.compile(r"^export[ \t]+(?:default|const|let|var|function|async|class)\b(?:[^\n]|\n(?![ \t]*\n))*\n?", re.M)
_GIVEN = re.compile(r"\{\s*props\.(\w+)\s*\}")


def read_modules(prose: Prose, include: Include) -> dict[str, str]:
    """Pictures by the name under which they are imported; a snippet's text takes the place of its component."""
    names: dict[str, str] = {}

    def take(found: re.Match[str]) -> str:
        if found["name"]:
            names[found["name"]] = found["path"]
        return ""

    if re.search(r"^export\b", prose.text, re.M):
        prose.sub(_EXPORT, lambda found: prose.lose("an export of MDX", found[0]))
    prose.sub(_IMPORT, take)
    for name, path in names.items():
        if path.endswith((".md", ".mdx")) and (snippet := include(path)) is not None:
            shown = re.compile(rf"<{name}\b(?P<values>{VALUES})(?:(?<=/)>|>\s*</{name}>)")
            prose.sub(shown, partial(_fill_snippet, prose, _drop_modules(snippet)))
    return names


def _fill_snippet(prose: Prose, snippet: str, found: re.Match[str]) -> str:
    """With what the component is given."""
    values = read_attributes(found["values"])
    return prose.hide(_GIVEN.sub(lambda name: values.get(name[1], name[0]), snippet))


def _drop_modules(snippet: str) -> str:
    return _IMPORT.sub("", snippet).strip("\n")
