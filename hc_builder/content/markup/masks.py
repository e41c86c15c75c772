"""What must not reach the Markdown parser, hidden behind one private character each and settled in the HTML.

A comment, another tool's tag, or a placeholder such as `<project ID>` may hold anything: blanks in a link's target, a
`|` in a table cell, an empty line. Hidden, it is one letter to the parser, whatever the dialect. Code is skipped.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape, unescape
from urllib.parse import quote, unquote

from hc_builder.content.markup.errors import MarkupError
from hc_builder.content.markup.foreign import OPENERS, SIGNS, HiddenText, find_foreign
from hc_builder.content.markup.rendered import UNDEFINED, ForeignSyntax
from hc_builder.content.markup.source import Source
from hc_builder.content.variables import NO_VARIABLES, VARIABLE, Variables

FIRST_MARK, LAST_MARK = 0xF0000, 0xFFFFD  # Unicode's private plane 15
MARKS = f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]"

_MARK = re.compile(MARKS)
_MARK_IN_URL = re.compile(r"%F3%B[0-9A-F](?:%[89AB][0-9A-F]){2}")
_SAFE_IN_URL = ":/?#[]@!$&'()*+,;=%~"
_FENCE = r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})"
_HIDDEN_IN_HTML = re.compile(r"(?P<opener><!--|<\?|<!(?=[A-Za-z\[]))")  # in `<pre>`, where browsers hide it too
_HELD_IN_HTML = ("pre", "code", "samp")
_STOP = re.compile(
    rf"\\[^\n\w]|{_FENCE}|(?P<ticks>`+)|<(?P<raw>pre|code|samp|script|style|textarea)(?=[\s>])|(?P<opener>{OPENERS})",
    re.M,
)


class Masked:
    """`text` with marks in it, and what each mark (one character) stands for."""

    def __init__(self, text: str, marks: Mapping[str, HiddenText]) -> None:
        self.text = text
        self.marks = marks
        self._in_code: set[str] = set()

    def restore(self, code: str) -> str:
        """Code that a mark got into (an indented block), as it was written: there it is no other tool's syntax."""
        for mark in set(_MARK.findall(code)) if self.marks else ():
            self._in_code.add(mark)
            written = re.sub(r"\n {4}", "\n", self.marks[mark].text)
            code = _without_gap(code, mark, written.count("\n")).replace(mark, written)
        return code

    def restore_html(self, mark: str) -> str:
        """One mark in the HTML of code, as it was written, but for what a browser hides there."""
        if self.marks[mark].is_in_html:
            return mark
        self._in_code.add(mark)
        return escape(self.marks[mark].text)

    def show_html(self, html: str) -> str:
        """HTML with what is shown in place of each mark."""
        if not self.marks:
            return html
        shown = {ord(mark): escape(found.shown) for mark, found in self.marks.items()}
        return _MARK_IN_URL.sub(self._show_in_url, html).translate(shown)

    def show_url(self, url: str) -> str:
        return unescape(_MARK_IN_URL.sub(self._show_in_url, url)) if self.marks else url

    def _show_in_url(self, found: re.Match[str]) -> str:
        """Of what has no meaning here nothing is left in an address."""
        hidden = self.marks.get(unquote(found[0]))
        return escape(quote(hidden.shown, safe=_SAFE_IN_URL)) if hidden and hidden.is_text else ""

    def show_text(self, text: str) -> str:
        return text.translate({ord(mark): found.shown for mark, found in self.marks.items()}) if self.marks else text

    def find_fault(self) -> MarkupError | None:
        """What keeps the text from being rendered; to be asked when the text has been read."""
        faults = (found.fault for mark, found in self.marks.items() if mark not in self._in_code)
        return next((fault for fault in faults if fault), None)

    def list_foreign(self) -> list[ForeignSyntax]:
        """To be asked when the text has been read: by then it is known which marks were code."""
        return [found.foreign for mark, found in self.marks.items() if found.foreign and mark not in self._in_code]


def _without_gap(code: str, mark: str, lines: int) -> str:
    """A mark for several lines is followed by as many empty ones, of which a block of code may have lost the last."""
    return re.sub(rf"{mark}\n{{0,{lines}}}(?=\n)", mark, code) if lines else code


def mask_foreign(text: str, variables: Variables = NO_VARIABLES) -> Masked:
    """Hide what `find_foreign` knows, and the `variables`, outside code. Lines keep their numbers."""
    if not any(sign in text for sign in SIGNS):
        return Masked(text, {})
    source = Source(_MARK.sub("\ufffd", text))
    marks: dict[str, HiddenText] = {}
    parts, pos, done, raw_end = [], 0, 0, 0
    while stop := (_HIDDEN_IN_HTML.search(source.text, pos, raw_end) or _STOP.search(source.text, max(pos, raw_end))):
        if stop.re is _STOP and stop["raw"] in _HELD_IN_HTML:
            pos, raw_end = stop.end(), _skip_code(source, stop)
        elif stop["opener"] is None:
            pos = _skip_code(source, stop)
        elif (found := _find_variable(source, stop, variables) or find_foreign(source, stop)) and FIRST_MARK + len(
            marks
        ) <= LAST_MARK:
            mark = chr(FIRST_MARK + len(marks))
            marks[mark] = replace(found, is_in_html=True) if pos < raw_end else found
            parts += [source.text[done : stop.start()], mark, "\n" * found.text.count("\n")]
            pos = done = stop.start() + len(found.text)
        else:
            pos = stop.start() + 1
    return Masked("".join([*parts, source.text[done:]]), marks)


def _find_variable(source: Source, stop: re.Match[str], variables: Variables) -> HiddenText | None:
    """A name that is not defined is shown as written, and told by the checks."""
    named = VARIABLE.match(source.text, stop.start()) if variables and stop["opener"] == "{{" else None
    if not named:
        return None
    if named[1] in variables:
        return HiddenText(named[0], variables[named[1]], is_text=True)
    undefined = ForeignSyntax(UNDEFINED, "", named[1], source.line_at(stop.start()))
    return HiddenText(named[0], named[0], undefined, is_text=True)


def _skip_code(source: Source, stop: re.Match[str]) -> int:
    """Where to read on: after the code that begins at `stop`, or after the escaped sign."""
    if fence := stop["fence"]:
        return source.find_fence_end(fence, stop.end())
    if ticks := stop["ticks"]:
        return source.find_ticks(ticks, stop.end())
    if raw := stop["raw"]:
        end = source.find(f"</{raw}", stop.end())
        return end if end >= 0 else stop.end()
    return stop.end()
