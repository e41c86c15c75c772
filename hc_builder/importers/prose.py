"""The text of an article with its code hidden, so that a rule for another tool's syntax never reads code."""

import re
import textwrap
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt

from hc_builder.content.markup.source import Source
from hc_builder.importers.model import Loss

FIRST_MARK, LAST_MARK = 0x100000, 0x10FFFD  # Unicode's private plane 16
CODE = f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]"
_MARK = re.compile(CODE)
_START = re.compile(
    r"\\[^\n\w]|^(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|(?P<ticks>`+)|"
    r"<(?P<raw>pre|code|samp|script|style|textarea)(?=[\s>])",
    re.M,
)
_BLOCKS = MarkdownIt("commonmark")
_BLOCKS.core.ruler.disable("inline")

Replace = Callable[[re.Match[str]], str]


class Prose:
    """`text` to be changed in place; each piece of code in it is one private character. `losses` name what a rule had
    to leave out, found again in `source` by its sample."""

    def __init__(self, source: str, place: str, with_indented: bool = True) -> None:
        self.source, self.place = _MARK.sub("\ufffd", source), place
        self.losses: list[Loss] = []
        self._code: list[str] = []
        self._seen: dict[str, int] = {}
        self.text = self.hide(self._hide_indented(self.source) if with_indented else self.source)

    def sub(self, pattern: "str | re.Pattern[str]", replace: "Replace | str", flags: int = re.M) -> None:
        self.text = re.sub(pattern, replace, self.text, flags=0 if isinstance(pattern, re.Pattern) else flags)

    def sub_inner(self, pattern: re.Pattern[str], replace: Replace) -> None:
        """Again and again, the innermost first: for what stands in itself. No match may span another."""
        for _ in range(50):
            before = self.text
            self.sub(pattern, replace)
            if self.text == before:
                return

    def lose(self, what: str, sample: str) -> str:
        """Note what is left out; nothing takes its place."""
        written = self.restore(sample).strip()
        first = written.partition("\n")[0]
        at = self.source.find(first, self._seen.get(first, 0))
        line = self.source.count("\n", 0, at) + 1 if at >= 0 else 0
        self._seen[first] = at + len(first) if at >= 0 else 0
        self.losses.append(Loss(what, self.place, line, " ".join(written.split())[:80]))
        return ""

    def restore(self, text: str) -> str:
        while _MARK.search(text):
            text = _MARK.sub(lambda mark: self._code[ord(mark[0]) - FIRST_MARK], text)
        return text

    def finish(self) -> str:
        return self.restore(self.text)

    def reindent(self, text: str, by: int = 0) -> str:
        """The block without its own margin, moved in by `by` blanks; its code moves along."""
        plain = textwrap.dedent(self.restore(text).expandtabs(4)).strip("\n")
        return self.hide(textwrap.indent(plain, " " * by))

    def hide(self, text: str) -> str:
        source, parts, done = Source(text), [], 0
        for start, end in _find_code(source):
            if start >= done and end > start:
                parts += [text[done:start], self.hide_whole(text[start:end])]
                done = end
        return "".join([*parts, text[done:]])

    def hide_whole(self, code: str) -> str:
        if FIRST_MARK + len(self._code) > LAST_MARK:
            return code
        self._code.append(code)
        return chr(FIRST_MARK + len(self._code) - 1)

    def _hide_indented(self, text: str) -> str:
        """Blocks that are code by their margin, which only a parser of blocks can tell from items of lists."""
        if "\n    " not in text and "\n\t" not in text and not text.startswith(("    ", "\t")):
            return text
        lines = text.split("\n")
        for start, end in reversed(list(_find_indented(text))):
            while end > start and not lines[end - 1].strip():
                end -= 1
            lines[start:end] = [self.hide_whole("\n".join(lines[start:end]))]
        return "\n".join(lines)


def _find_indented(text: str) -> Iterator[tuple[int, int]]:
    """Lines of code by margin. What follows HTML and begins with a tag is HTML still, as its writer sees it."""
    is_in_html = False
    for token in _BLOCKS.parse(text):
        if token.type == "code_block" and token.map:
            is_in_html = is_in_html and token.content.lstrip().startswith(("<", "{%"))
            if not is_in_html:
                yield token.map[0], token.map[1]
        elif token.map:
            is_in_html = token.type == "html_block"


def _find_code(source: Source) -> Iterator[tuple[int, int]]:
    pos = 0
    while start := _START.search(source.text, pos):
        if fence := start["fence"]:
            pos = source.find_fence_end(fence, start.end())
            yield start.start("fence"), pos
        elif ticks := start["ticks"]:
            pos = source.find_ticks(ticks, start.end())
            yield start.start(), pos if pos > start.end() else start.start()
        elif raw := start["raw"]:
            end = source.find(f"</{raw}>", start.end())
            pos = end + len(raw) + 3 if end >= 0 else start.end()
            yield start.start(), pos if end >= 0 else start.start()
        else:
            pos = start.end()
