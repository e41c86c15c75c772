"""Jekyll's template tags in a body: what their arguments hold is shown, and each tag is told of.

The templates that a tag names are not here, so a tag is never run; but pictures, texts and lists given to it as
arguments are the writer's words, and are kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from hc_builder.content.markup.lines import walk_lines

_TAG = re.compile(r"\{%-?\s*(\w+)(.*?)-?%\}", re.S)
_ROOT = re.compile(r"\{\{ *site\.(?:baseurl|url) *\}\}")
_ARGUMENT = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|page\.(\w+))""")


@dataclass(frozen=True)
class TemplateTag:
    """A tag that has no meaning here, on the 0-based `line` of its text; `shown`: its arguments stand in for it."""

    line: int
    name: str
    shown: bool


def replace_liquid(text: str, data: Mapping[str, Any]) -> tuple[str, list[TemplateTag]]:
    """The text without tags. `data` is the front matter, which `page.…` in an argument means.

    Text between `capture` and `endcapture` stays where it is. Code blocks are left alone.
    """
    if "{%" not in text and "{{" not in text:
        return text, []
    tags: list[TemplateTag] = []
    parts = []
    for in_code, run in groupby(walk_lines(text.split("\n")), key=lambda walked: walked[2]):
        lines = list(run)
        part = "\n".join(line for _, line, _ in lines)
        parts.append(part if in_code else _replace(part, lines[0][0], data, tags))
    return "\n".join(parts), tags


def _replace(part: str, first_line: int, data: Mapping[str, Any], tags: list[TemplateTag]) -> str:
    def show(tag: re.Match[str]) -> str:
        if tag[1] in ("capture", "endcapture"):
            return ""
        html = _show_arguments(tag[2], data)
        line = first_line + part.count("\n", 0, tag.start())
        tags.append(TemplateTag(line, " ".join(tag[0].split()), bool(html)))
        return html

    return _ROOT.sub("", _TAG.sub(show, part))


def _show_arguments(arguments: str, data: Mapping[str, Any]) -> str:
    """A picture with its caption, a list, or a text; `""` where there is none of them."""
    given = {name: first or second for name, first, second, _ in _ARGUMENT.findall(arguments)}
    listed = {name: data.get(key) for name, _, _, key in _ARGUMENT.findall(arguments) if key}
    text = escape(given.get("text") or given.get("content") or "", quote=False)
    html = "".join(_show_list(items) for items in listed.values() if isinstance(items, list))
    if image := given.get("image"):
        picture = f'<img src="{escape(image)}" alt="{escape(given.get("image_alt_text", ""))}">'
        return f"<figure>{picture}<figcaption>{text}</figcaption></figure>{html}"
    return (f"<p>{text}</p>" if text else "") + html


def _show_list(items: list[Any]) -> str:
    return "<ul>" + "".join(f"<li>{escape(str(item), quote=False)}</li>" for item in items) + "</ul>"
