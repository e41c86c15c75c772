"""What checks and search need to know of an article's HTML, in one pass: headings, sections, references, anchors.

The HTML is read as a row of tags and texts, not as a tree: no depth of nesting costs anything, and a border between
blocks is any tag that is not inline.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from hc_builder.content.markup.references import REFERENCE_ATTRIBUTES, read_target, split_targets
from hc_builder.content.markup.rendered import Heading, Reference, Section

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)((?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>|<[!?][^>]*+>")
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
_UNREAD_ELEMENTS = ("script", "style")
_UNREAD_CLASSES = frozenset(("headerlink", "footnote-ref", "footnote-backref", "linenos"))


class Contents:
    """The parts of one article's HTML. `lines` holds for a target the lines on which it is used, in order."""

    def __init__(self, html: str, lines: Mapping[str, Iterable[int]]) -> None:
        self.headings: list[Heading] = []
        self.references: list[Reference] = []
        self.anchors: set[str] = set()
        self._lines = {target: iter(found) for target, found in lines.items()}
        self._cuts: list[tuple[str, str, list[str]]] = [("", "", [])]
        self._heading: tuple[str, str, list[str]] | None = None  # tag, anchor, text
        self._unread: tuple[str, int] | None = None  # an element whose text is no reading, and its depth
        self._read(html)

    def sections(self) -> tuple[Section, ...]:
        """The text a reader sees, cut at the headings; a line for each block of it."""
        cut = ((anchor, title, _squeeze(parts)) for anchor, title, parts in self._cuts)
        return tuple(Section(anchor, title, text) for anchor, title, text in cut if title or text)

    def _read(self, html: str) -> None:
        pos = 0
        while tag := _TAG.search(html, pos):
            if tag.start() > pos and self._unread is None:
                self._add(html[pos : tag.start()])
            pos = tag.end()
            closes, name, attributes = tag.groups()
            if name is None:
                continue
            name = name.lower()
            if name in _UNREAD_ELEMENTS and not closes:
                end = html.find(f"</{name}", pos)
                pos = end if end >= 0 else len(html)
            self._read_tag(name, bool(closes), attributes)
        if self._unread is None:
            self._add(html[pos:])

    def _add(self, text: str) -> None:
        parts = self._heading[2] if self._heading else self._cuts[-1][2]
        parts.append(text)

    def _read_tag(self, name: str, closes: bool, written: str) -> None:
        if name not in _INLINE and name != "img":
            self._break(name, closes)
        if self._unread:
            self._count_unread(name, closes)
        elif not closes and ("=" in written or name in _HEADINGS):
            self._open(name, {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(written)})

    def _break(self, name: str, closes: bool) -> None:
        if self._heading and closes and name == self._heading[0]:
            self._end_heading(*self._heading)
        elif not self._heading and self._unread is None:
            self._cuts[-1][2].append("\n")

    def _end_heading(self, name: str, anchor: str, parts: list[str]) -> None:
        title = " ".join(_squeeze(parts).split())
        self.headings.append(Heading(int(name[1]), anchor, title))
        self._cuts.append((anchor, title, []))
        self._heading = None

    def _open(self, name: str, given: Mapping[str, str]) -> None:
        if anchor := given.get("id"):
            self.anchors.add(anchor)
            if name in _HEADINGS:
                self._heading = (name, anchor, [])
        if name == "a" and given.get("name"):
            self.anchors.add(given["name"])
        if not _UNREAD_CLASSES.isdisjoint(given.get("class", "").split()):
            self._unread = (name, 1)
        if name == "img" and not self._heading and given.get("alt"):
            self._add(f" {given['alt'].replace('&', '&amp;')} ")
        for attribute in REFERENCE_ATTRIBUTES.get(name, ()):
            for target in split_targets(attribute, given.get(attribute, "")):
                line = next(self._lines.get(target, iter(())), 0)
                self.references.append(Reference(name, attribute, read_target(target), line))

    def _count_unread(self, name: str, closes: bool) -> None:
        unread, depth = self._unread or ("", 0)
        if name == unread:
            depth += -1 if closes else 1
            self._unread = (unread, depth) if depth else None


def _squeeze(parts: list[str]) -> str:
    text = unescape("".join(parts)).replace("\u200b", "")
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
