"""The Markdown of an article as a check of its text reads it: what is code is blank, and every line stays a line."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from hc_builder.content.help_center import Shown
from hc_builder.problems import Kind, Problem, Severity

_CODE = re.compile(
    r"^[ \t>]*+(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`++)[^`\n](?:[^\n]|\n(?!\s*\n)){0,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|<(?P<raw>script|style|pre|code|textarea|samp)\b.*?(?:</(?P=raw)>|\Z)",
    re.M | re.S | re.I,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TARGET = re.compile(r"(?<=\]\()[^()\n]*(?:\([^()\n]*\)[^()\n]*)*(?=\))|<[^<>\n]*>|https?://\S+|\{[^{}\n]*\}")


@dataclass(frozen=True)
class Prose:
    """One article, `path` as its writer would type it."""

    shown: Shown
    path: str

    @property
    def lang(self) -> str:
        return self.shown.article.lang

    @cached_property
    def commented(self) -> str:
        """The body without code; comments stay."""
        return _blank(_CODE, self.shown.article.body)

    @cached_property
    def text(self) -> str:
        """The body without code and comments."""
        return _blank(_COMMENT, self.commented)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def words(self) -> str:
        """What a reader sees of it: without addresses, tags and attributes too."""
        return _blank(_TARGET, self.text)

    def find_line(self, start: int) -> int:
        """The file's line of the body's character `start`."""
        return self.shown.article.body_line + bisect_left(self._line_ends, start)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]

    def tell_at(
        self, start: int, code: str, what: str, hint: str, severity: Severity = "warning", kind: Kind | None = None,
        subject: str = "",
    ) -> Problem:  # fmt: skip
        """A problem where the body's character `start` stands."""
        return Problem(self.path, self.find_line(start), code, what, hint, severity, kind, subject)

    def tell(self, index: int, code: str, what: str, hint: str, severity: Severity = "warning") -> Problem:
        """A problem on one of `lines`."""
        return Problem(self.path, self.shown.article.body_line + index, code, what, hint, severity)


def _blank(form: re.Pattern[str], text: str) -> str:
    return form.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
