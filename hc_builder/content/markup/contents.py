"""What checks and search need to know of an article's HTML, in one pass: headings, sections, references, anchors.

The HTML is read as a row of tags and texts, not as a tree: no depth of nesting costs anything, and a border between
blocks is any tag that is not inline.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from hc_builder.content.markup.form_marks import PICTURE
from hc_builder.content.markup.html_elements import INLINE_ELEMENTS
from hc_builder.content.markup.references import REFERENCE_ATTRIBUTES, read_target, split_targets
from hc_builder.content.markup.rendered import Heading, Reference, Section
from hc_builder.content.markup.text_form import TextForm, squeeze_lines, strip_form

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)((?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_UNREAD_CLASSES = frozenset(("headerlink", "footnote-ref", "footnote-backref", "linenos"))


class Contents:
    """The parts of one article's HTML. `lines` holds for a target the lines on which it is used, in order."""

    def __init__(self, html: str, lines: Mapping[str, Iterable[int]]) -> None:
        self.headings: list[Heading] = []
        self.references: list[Reference] = []
        self.anchors: set[str] = set()
        self._lines = {target: iter(found) for target, found in lines.items()}
        self._cuts: list[tuple[str, str, list[str]]] = [("", "", [])]
        self._parts = self._cuts[0][2]  # where the text that is read now goes
        self._form = TextForm()
        self._heading = ""  # the tag of the one that is open, and its anchor
        self._anchor = ""
        self._outside: list[str] | None = None  # what is read beside the names of tabs, while these are read
        self._tabs: list[list[str]] = []  # names whose texts are still to come, those of the innermost tabs last
        self._unread = ""  # the tag of an open element whose text is no reading, and its depth
        self._depth = 0
        self._read(_SCRIPT.sub("", html) if "<s" in html or "<S" in html else html)
        self._parts += [f"\n{name}" for names in self._tabs for name in names]  # of tabs without texts

    def sections(self) -> tuple[Section, ...]:
        """The text a reader sees, cut at the headings; a line for each block of it, in the form of `text_form`."""
        cut = ((anchor, title, _squeeze(parts)) for anchor, title, parts in self._cuts)
        return tuple(Section(anchor, title, text) for anchor, title, text in cut if title or text)

    def _read(self, html: str) -> None:
        pieces = _TAG.split(html)  # text, "/" or "", name, attributes, text, …
        self._parts.append(self._form.write(pieces[0]))
        for closes, name, attributes, text in zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
            tag = name.lower()
            if self._unread:
                self._count_unread(tag, closes)
            else:
                if tag not in INLINE_ELEMENTS:
                    self._break(tag, closes)
                if attributes and not closes:
                    self._open(tag, attributes)
            if text and not self._unread:
                self._parts.append(self._form.write(text))

    def _break(self, tag: str, closes: str) -> None:
        border = self._form.cross(tag, bool(closes))
        if closes and tag == "div" and self._outside is not None:
            self._tabs.append(_squeeze(self._parts).split("\n"))
            self._parts, self._outside = self._outside, None
        if not self._heading:
            self._parts.append(border)
        elif closes and tag == self._heading:
            title = strip_form(_squeeze(self._parts))
            self.headings.append(Heading(int(tag[1]), self._anchor, title))
            self._cuts.append((self._anchor, title, []))
            self._parts, self._heading = self._cuts[-1][2], ""

    def _open(self, tag: str, written: str) -> None:
        given = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(written)}
        if anchor := given.get("id"):
            self.anchors.add(anchor)
            if tag in _HEADINGS:
                self._heading, self._anchor, self._parts = tag, anchor, []
        if tag == "a" and given.get("name"):
            self.anchors.add(given["name"])
        if "class" in given:
            self._enter(tag, given["class"].split())
        if tag == "img" and not self._heading and given.get("alt"):
            self._parts.append(f" {PICTURE}{given['alt'].replace('&', '&amp;')}{PICTURE} ")
        for attribute in REFERENCE_ATTRIBUTES.get(tag, ()):
            for target in split_targets(attribute, given.get(attribute)):
                line = next(self._lines.get(target, iter(())), 0)
                self.references.append(Reference(tag, attribute, read_target(target), line))

    def _enter(self, tag: str, classes: list[str]) -> None:
        """The name of a tab is read before its text: all names stand together before all texts."""
        if not _UNREAD_CLASSES.isdisjoint(classes):
            self._unread, self._depth = tag, 1
        elif "tabbed-labels" in classes:
            self._outside, self._parts = self._parts, []
        elif "tabbed-block" in classes and self._tabs:
            self._parts.append(f"{self._tabs[-1].pop(0)}\n")
            if not self._tabs[-1]:
                self._tabs.pop()

    def _count_unread(self, tag: str, closes: str) -> None:
        if tag == self._unread:
            self._depth += -1 if closes else 1
            self._unread = tag if self._depth else ""


def _squeeze(parts: list[str]) -> str:
    return squeeze_lines(unescape("".join(parts)).replace("\u200b", ""))
