"""The text of an article with the look-ups that a linear scan of it needs: each sign is searched for once."""

import re
from collections import deque

_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


class Source:
    """`find` and its like remember where the next one is, so that a text of nothing but openers stays linear."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: dict[str, tuple[int, int]] = {}
        self._present: dict[str, bool] = {}
        self._tick_runs: dict[str, deque[int]] | None = None
        self._line = (0, 1)

    def find(self, sign: str, pos: int) -> int:
        """Where `sign` stands at or after `pos`; -1: nowhere."""
        start, found = self._next.get(sign, (0, -2))
        if found == -2 or pos < start or 0 <= found < pos:
            found = self.text.find(sign, pos)
            self._next[sign] = (pos, found)
        return found

    def find_blank_line(self, pos: int) -> int:
        """Where the paragraph at `pos` ends."""
        start, found = self._next.get("", (0, -2))
        if found == -2 or not start <= pos <= found:
            blank = _BLANK_LINE.search(self.text, pos)
            found = blank.start() if blank else len(self.text)
            self._next[""] = (pos, found)
        return found

    def holds(self, sign: str) -> bool:
        if sign not in self._present:
            self._present[sign] = sign in self.text
        return self._present[sign]

    def find_fence_end(self, fence: str, pos: int) -> int:
        """After the line that closes a fenced code block opened before `pos`; the text's end where none does."""
        closing = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.M).search(self.text, pos)
        return closing.end() if closing else len(self.text)

    def find_ticks(self, ticks: str, pos: int) -> int:
        """After the code span that `ticks` opens before `pos`; `pos` where it is none."""
        if self._tick_runs is None:
            self._tick_runs = {}
            for run in re.finditer("`+", self.text):
                self._tick_runs.setdefault(run.group(), deque()).append(run.end())
        ends = self._tick_runs[ticks]
        while ends and ends[0] <= pos:
            ends.popleft()
        return ends[0] if ends and ends[0] <= self.find_blank_line(pos) + len(ticks) else pos

    def line_at(self, pos: int) -> int:
        """The 1-based line of `pos`; to be asked in rising order."""
        known, line = self._line
        line += self.text.count("\n", known, pos)
        self._line = (pos, line)
        return line
