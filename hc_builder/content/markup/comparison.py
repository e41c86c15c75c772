"""Where the two dialects read a text differently, for those who change from one to the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from hc_builder.content.markup.render import Renderer
from hc_builder.content.markup.rendered import Rendered


@dataclass(frozen=True)
class Difference:
    """The first place where a reader would see something else: a line of text as each dialect shows it."""

    python_markdown: str
    commonmark: str


class DialectComparison:
    """Both dialects side by side. `extensions` are the shop's own for Python-Markdown."""

    def __init__(self, extensions: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._old, self._new = Renderer(extensions, "python-markdown"), Renderer()

    def compare(self, text: str, lang: str) -> Difference | None:
        """`None`: words, blocks, anchors and references are the same."""
        old, new = _list_seen(self._old.render(text, lang)), _list_seen(self._new.render(text, lang))
        for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind != "equal":
                return Difference(_join(old[first:last]), _join(new[start:end]))
        return None


def compare_dialects(text: str, lang: str) -> Difference | None:
    """One text; for many make one `DialectComparison`."""
    return DialectComparison().compare(text, lang)


def _list_seen(rendered: Rendered) -> list[str]:
    """What a reader meets, in order: headings with their anchors, lines of text, and where references lead."""
    seen = []
    for section in rendered.sections:
        seen.append(f"{section.title} #{section.anchor}")
        seen += section.text.split("\n")
    return seen + [f"{reference.tag} {reference.target}" for reference in rendered.references]


def _join(lines: list[str]) -> str:
    return " / ".join(lines)[:120]
