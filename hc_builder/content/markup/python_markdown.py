"""Python-Markdown with this project's extensions and the shop's own, for those who come from MkDocs with them."""

import re
from collections.abc import Mapping
from typing import Any

import markdown
from pymdownx.slugs import slugify

from hc_builder.content.markup.callout_titles import find_title
from hc_builder.content.markup.dialect import Converted
from hc_builder.content.markup.lines import walk_lines
from hc_builder.content.markup.masks import MARKS, Masked

EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {"BACKLINK_TITLE": "↩ {}"},
    "md_in_html": {},
    "sane_lists": {},
    "tables": {},
    "toc": {"slugify": slugify(case="lower"), "permalink": False},
    "pymdownx.details": {},
    "pymdownx.highlight": {"pygments_lang_class": True},
    "pymdownx.inlinehilite": {},
    "pymdownx.keys": {},
    "pymdownx.magiclink": {"normalize_issue_symbols": False},
    "pymdownx.mark": {},
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True, "slugify": slugify(case="lower")},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.tilde": {"subscript": False},
}

_CALLOUT = re.compile(r"^([ \t>]*>[ \t]?)\[!(\w+)\]([+-]?)[ \t]*(.*)$")
_ADMONITION = re.compile(r"^( *)(!!!|\?\?\?\+?) +(\w+) *$")
_CODE_OR_MARK = re.compile(rf"<(/?)(?:pre|code)\b|{MARKS}")


class PythonMarkdown:
    def __init__(self, extensions: Mapping[str, Mapping[str, Any]]) -> None:
        configs = EXTENSIONS | {name: dict(options) for name, options in extensions.items()}
        self._markdown = markdown.Markdown(extensions=list(configs), extension_configs=configs)

    def convert(self, masked: Masked, lang: str) -> Converted:
        html = self._markdown.reset().convert(_name_boxes(masked.text, lang))
        return Converted(_restore_code(html, masked))


def _name_boxes(text: str, lang: str) -> str:
    """`> [!NOTE]` and `!!! note` get their title in the page's language."""
    lines = walk_lines(text.split("\n"))
    return "\n".join(line if in_code else _name_box(line, lang) for _, line, in_code in lines)


def _name_box(line: str, lang: str) -> str:
    if callout := _CALLOUT.match(line):
        quote, kind, fold, title = callout.groups()
        return f"{quote}[!{kind}]{fold} {title or find_title(kind, lang)}"
    if admonition := _ADMONITION.match(line):
        indent, mark, kind = admonition.groups()
        return f'{indent}{mark} {kind} "{find_title(kind, lang)}"'
    return line


def _restore_code(html: str, masked: Masked) -> str:
    """Marks that got into code are what was written there."""
    depth = 0

    def settle(found: re.Match[str]) -> str:
        nonlocal depth
        if found[1] is not None:
            depth += -1 if found[1] else 1
            return found[0]
        return masked.restore_html(found[0]) if depth else found[0]

    return _CODE_OR_MARK.sub(settle, html) if masked.marks else html
