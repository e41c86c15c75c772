"""The sheet as HTML, Markdown and JSON."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from feedback_function.clock import parse_zone
from feedback_function.shares import Share
from feedback_function.surveys import Points
from hc_builder.gaps.model.report import GapEntry
from hc_builder.gaps.model.sheet import InquirySheet, Measure, Sheet, Task
from hc_builder.gaps.reporting import drawings
from hc_builder.gaps.reporting.render import Sayings, make_environment, read_words
from hc_builder.gaps.reporting.tasks import count_stuck
from hc_builder.yaml_text import read_own_yaml

GAPS_SHOWN = 10
_UNITS = {86_400: "days", 3_600: "hours", 60: "minutes", 1: "seconds"}


def render_sheet(sheet: Sheet, form: str, lang: str = "ko", renew: int = 0) -> str:
    """`html` (one self-contained page), `md` (for an issue or a mail) or `json` (see `build_sheet_schema`). With
    `renew` the page asks for itself again after so many seconds."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(sheet), indent=2).decode() + "\n"
    words = read_sheet_words(lang)
    template = make_environment(form).get_template(f"sheet.{form}.j2")
    say = SheetSayings(words, sheet)
    return template.render(sheet=sheet, w=words, lang=lang, say=say, draw=drawings, renew=renew, shown=GAPS_SHOWN)


@cache
def read_sheet_words(lang: str) -> dict[str, Any]:
    """The words of the sheet and of the report; any language but Korean reads English."""
    name = "sheet.ko.yml" if lang.startswith("ko") else "sheet.en.yml"
    own: dict[str, Any] = read_own_yaml(files("hc_builder.gaps.reporting").joinpath(name))
    return read_words(lang) | own


class SheetSayings(Sayings):
    """Small phrases of the sheet in one language."""

    def __init__(self, words: dict[str, Any], sheet: Sheet) -> None:
        super().__init__(words)
        self._sheet = sheet

    def task(self, task: Task) -> str:
        """One line of what to do first."""
        gap = next((gap for gap in self._sheet.gaps if gap.id == task.gap), None)
        what = self.title(gap) if gap and task.kind == "write" else task.what
        what = str(self._words[what]) if task.kind == "watch" else what
        return self(f"task_{task.kind}", what=what, number=task.number)

    def before(self, share: Share) -> str:
        """`앞선 28일 63.9%`."""
        days = self._sheet.days
        return self("before_number", share=self.percent(share), days=days) if share.whole else self._no_before()

    def before_points(self, points: Points) -> str:
        days = self._sheet.days
        return self("before_points", points=f"{points.points:+.0f}", days=days) if points.whole else self._no_before()

    def _no_before(self) -> str:
        return self("no_before", days=self._sheet.days)

    def percent(self, share: Share) -> str:
        return f"{100 * share.share:.1f}%" if share.whole else str(self._words["no_data"])

    def interval(self, share: Share) -> str:
        return f"{100 * share.low:.0f}–{100 * share.high:.0f}%" if share.whole else ""

    def delta(self, measure: Measure) -> str:
        """`▲ 7.3%p 나아짐`: the sign says where it went, the word whether that is good."""
        change = measure.change
        verdict = str(self._words[f"delta_{measure.verdict}"])
        if not change.before.whole or not change.after.whole:
            return verdict
        return f"{_point(change.difference)} {abs(100 * change.difference):.1f}%p {verdict}"

    def points_delta(self) -> str:
        found = self._sheet.recommendation
        verdict = str(self._words[f"delta_{found.verdict}"])
        if not found.before.whole or not found.after.whole:
            return verdict
        difference = found.after.points - found.before.points
        return f"{_point(difference)} {abs(difference):.0f} {verdict}"

    def difference(self, measure: Measure) -> str:
        change = measure.change
        if not change.before.whole or not change.after.whole:
            return str(self._words["no_data"])
        values = (f"{100 * value:+.1f}" for value in (change.difference, change.low, change.high))
        return self("points_change", **dict(zip(("difference", "low", "high"), values, strict=True)))

    def weeks(self, measure: Measure) -> str:
        return " · ".join("–" if share is None else f"{100 * share:.0f}" for _, share in measure.weeks)

    def owner(self, gap: GapEntry) -> str:
        return self("owner", owner=gap.owner) if gap.owner else str(self._words["owner_none"])

    def busiest(self, key: str, hours: Sequence[Sequence[int]]) -> str:
        """The busiest hour of the week in words; empty where there was none."""
        most, weekday, hour = max((n, -d, -h) for d, row in enumerate(hours) for h, n in enumerate(row))
        return self(key, weekday=self._words["weekdays"][-weekday], hour=f"{-hour:02}", n=most) if most else ""

    def is_stuck(self, form: InquirySheet) -> bool:
        """Whether messages of inquiries reach nobody."""
        return count_stuck(form.messages) > 0

    def time(self, seconds: int) -> str:
        """`30초`, `2시간`: in the largest unit that it is a whole number of."""
        unit = next(unit for unit in _UNITS if seconds % unit == 0)
        return self(f"span_{_UNITS[unit]}", n=seconds // unit)

    def local_time(self, time: str, zone: str) -> str:
        """The shop's day and minute at a UTC time."""
        return f"{datetime.fromisoformat(time).astimezone(parse_zone(zone)):%Y-%m-%d %H:%M}"

    def fault(self, name: str, number: int) -> str:
        """Why lines of the log were set aside or mended, and how many: `모르는 종류(view)의 기록 3`."""
        kind, _, detail = name.partition(" ")
        key = f"aside_{kind}" if f"aside_{kind}" in self._words else f"mended_{kind}"
        return f"{self(key, name=detail)} {number:,}"


def _point(difference: float) -> str:
    return "▲" if difference > 0 else "▼" if difference < 0 else "="
