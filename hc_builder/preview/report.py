"""The sheet of `hc report` as a page of the preview that renews itself.

It is made by a process of its own, since it needs libraries and seconds that a writer's next edit must not wait for;
at most once in `RENEW` seconds, however many look.
"""

import asyncio
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from hc_builder.config import read_config
from hc_builder.errors import ProjectError

RENEW = 60
REPORT = "/__report"
_DAYS = range(1, 29)
_WAITING = {"ko": "리포트를 만들고 있어요 …", "en": "The report is being made ..."}
_PATIENCE = 3


@dataclass(frozen=True)
class ReportOptions:
    """Length of the period in days, and the sheet's language."""

    days: int = 28
    lang: str = "ko"

    @property
    def arguments(self) -> Sequence[str]:
        return ["--days", str(self.days), "--lang", self.lang]


@dataclass
class ReportPage:
    """The page of one project, from the events in the database `events` (empty: the preview's own)."""

    config: Path
    events: str
    _made: dict[ReportOptions, tuple[float, str]] = field(default_factory=dict)
    _making: dict[ReportOptions, asyncio.Task[None]] = field(default_factory=dict)

    async def show(self, query: Mapping[str, str]) -> str:
        """The page for a request with the parameters `days` and `lang`: the last one made, while a newer one is in the
        making; before the first, one that says so and looks again."""
        options = self._read_options(query)
        made, text = self._made.get(options, (-RENEW, ""))
        if options not in self._making and time.monotonic() - made > RENEW / 2:
            self._making[options] = asyncio.create_task(self._make(options))
        if not text and options in self._making:
            await asyncio.wait([self._making[options]], timeout=_PATIENCE)
            _, text = self._made.get(options, (0.0, _show_page(_WAITING[options.lang], _PATIENCE)))
        return text

    def _read_options(self, query: Mapping[str, str]) -> ReportOptions:
        """What is out of range is left as it is by default."""
        days, lang = query.get("days", ""), query.get("lang", "")
        default = self._find_language()
        return ReportOptions(
            int(days) if days.isascii() and days.isdigit() and int(days) in _DAYS else ReportOptions.days,
            lang if lang in _WAITING else default,
        )

    def _find_language(self) -> str:
        try:
            language = read_config(self.config).settings.language
        except ProjectError:
            return ReportOptions.lang
        return "ko" if language.startswith("ko") else "en"

    async def _make(self, options: ReportOptions) -> None:
        try:
            self._made[options] = time.monotonic(), await self._run(options)
        finally:
            del self._making[options]

    async def _run(self, options: ReportOptions) -> str:
        """The sheet; or what `hc report` said instead, on a page that tries again."""
        source = ["--events", self.events] if self.events else []
        command = [sys.executable, "-m", "hc_builder.cli", "report", "--config", str(self.config), *source]
        process = await asyncio.create_subprocess_exec(
            *command, "--format", "html", "--renew", str(RENEW), *options.arguments,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            out, told = await process.communicate()
        except asyncio.CancelledError:
            await _end(process)
            raise
        return out.decode() if process.returncode == 0 else _show_page(told.decode(errors="replace"), RENEW)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Until its pipes are closed, since what closes them later finds no loop and says so on stderr; a process that it
    started may hold them."""
    with suppress(ProcessLookupError):
        process.kill()
    with suppress(TimeoutError):
        await asyncio.wait_for(process.communicate(), _PATIENCE)


def _show_page(text: str, seconds: int) -> str:
    head = (
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="{seconds}"><title>hc report</title>'
    )
    return f"{head}<h1>hc report</h1><pre>{escape(text)}</pre>"
