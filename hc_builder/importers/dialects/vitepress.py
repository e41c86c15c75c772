"""VitePress: included files, groups of code, scripts of a page, variables of its front matter."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from hc_builder.importers.dialects.forms import make_tabs, replace_blocks
from hc_builder.importers.prose import CODE, Prose

Include = Callable[[str], str | None]
_SCRIPT = re.compile(r"\A(?:<script\b|<style\b)")
_INCLUDE = re.compile(r"<!--\s*@include:\s*([^\s>{#]+)[^>]*-->")
_CODE_FILE = re.compile(r"^<<<[ \t]+([^\s{#\[]+)[^\n]*$", re.M)
_GROUP = re.compile(r"(?<!:):{3,}[ \t]*code-group[^\n]*\n(?P<body>.*?)^:{3,}[ \t]*$", re.S | re.M)
_VARIABLE = re.compile(r"\{\{\s*\$?(?:frontmatter|page)\.([\w.]+)\s*\}\}")
_OTHER = re.compile(r"\{\{(?![<%])[^{}\n]*\}\}")
_CONTENTS = re.compile(r"^[ \t]*\[\[toc\]\][ \t]*$\n?", re.M | re.I)
_TITLE = re.compile(r"\A[`~]{3,}[^\n\[]*\[([^\]\n]+)\]")


def convert_vitepress(prose: Prose, include: Include, head: Mapping[str, Any]) -> None:
    prose.sub(re.compile(CODE), lambda found: "" if _SCRIPT.match(prose.restore(found[0])) else found[0])
    prose.sub(_INCLUDE, lambda found: _take(prose, include, found))
    prose.sub(_CODE_FILE, lambda found: _take(prose, include, found, "````"))
    replace_blocks(prose, _GROUP, lambda found, body: make_tabs(prose, _list_code(prose, body)))
    prose.sub(_VARIABLE, lambda found: str(head.get(found[1], "")))
    prose.sub(_OTHER, lambda found: prose.lose("an expression of Vue", found[0]))
    prose.sub(_CONTENTS, "")


def _take(prose: Prose, include: Include, found: re.Match[str], fence: str = "") -> str:
    text = include(found[1].removeprefix("@/").removeprefix("@"))
    if text is None:
        return prose.lose("an include whose text is not in the export", found[0])
    return prose.hide(f"{fence}\n{text.strip()}\n{fence}") if fence else prose.hide(text.strip())


def _list_code(prose: Prose, body: str) -> list[tuple[str, str]]:
    blocks = re.findall(CODE, body)
    titles = [_TITLE.match(prose.restore(block).lstrip()) for block in blocks]
    return [
        (title[1] if title else f"{number}", block)
        for number, (title, block) in enumerate(zip(titles, blocks, strict=True), 1)
    ]
