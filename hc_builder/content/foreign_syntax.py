"""How another tool's syntax is told to a writer."""

from collections.abc import Mapping
from typing import Any

from hc_builder.content.front_matter import FrontMatter
from hc_builder.content.markup import ForeignSyntax, find_foreign_in_line
from hc_builder.content.variables import Variables
from hc_builder.problems import Kind, Problem

_IMPORTED = {
    "Liquid or Jinja": "Jekyll",
    "MDX": "Docusaurus",
    "GitLab or VitePress": "VitePress",
    **{tool: tool for tool in ("Hugo", "Obsidian", "GitBook", "ReadMe", "Document360")},
    **{tool: tool for tool in ("Microsoft Learn", "Experience League")},
}
"""Whose articles a tool's syntax comes with."""


def tell_foreign(foreign: ForeignSyntax, path: str, line: int, again: str = "") -> Problem:
    """HC26, of a file's line; `again` says how often the same is in the file."""
    noun = f"{'an' if foreign.kind[0] in 'aeiou' else 'a'} {foreign.kind}"
    what = f"`{foreign.text}` is {noun} of {foreign.tool} and has no meaning here{again}"
    hint, tool = "write in Markdown what it stood for", _IMPORTED.get(foreign.tool, "")
    hint = f"{hint}; articles of {tool} are better imported than copied" if tool else hint
    kind = Kind(f"{foreign.kind}s of {foreign.tool} that have no meaning here", hint)
    return Problem(path, line, "HC26", what, hint, "warning", kind, foreign.text)


def tell_foreign_lines(
    lines: Mapping[str, str], head: FrontMatter[Any], path: str, variables: Variables
) -> list[Problem]:
    """HC26 of texts of front matter, by their keys; they are shown without it. A title may be the first heading."""
    heading = head.body_line + len(head.body) - len(head.body.lstrip("\n"))
    return [
        tell_foreign(foreign, path, head.lines.get(key, heading))
        for key, text in lines.items()
        for foreign in find_foreign_in_line(text, variables)
    ]
