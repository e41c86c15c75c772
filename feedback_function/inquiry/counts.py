"""How many inquiries came, of what, when, and how long until the shop had them: numbers alone.

The one definition, for `hc feedback stats`, `hc inquiries stats`, `/metrics` and the report. Every number is a sum over
days, so that it is the same whether the inquiries are still kept or only counted (`day_counts`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Annotated, Literal

from msgspec import Meta, Struct

MOST_ARTICLES = 20
"""Of the longest list; what is asked least is no help to anybody."""
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
RECEIPT_SECONDS = (
    1, 2, 5, 10, 20, 30, _MINUTE, 2 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE, 30 * _MINUTE,
    _HOUR, 2 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY, 30 * _DAY, 1_095 * _DAY,
)  # fmt: skip
"""The steps that times to receipt are counted in, so that those of many days can be added up; the last is as long as
inquiries can be kept."""
_HOURS, _STEPS = frozenset(map(str, range(24))), frozenset(map(str, RECEIPT_SECONDS))
Kind = Literal["topic", "article", "lang", "hour", "receipt"]
"""What inquiries are counted by, each apart: no count joins two of them."""
_Number = Annotated[int, Meta(ge=0, le=2**53)]
_JOINER = "\u200d"
"""Part of some emoji, and the one sign that is not printable and may stand in a name."""


class Messages(Struct, frozen=True):
    """The outbox at one moment, whenever its messages were made. Those that a customer's address refused are
    `unacknowledged`: anybody can mistype theirs, which is no fault of the shop's. `oldest_hours`: the age of the
    message that has waited longest, 0 where none waits."""

    waiting: _Number = 0
    dead: _Number = 0
    unacknowledged: _Number = 0
    oldest_hours: Annotated[float, Meta(ge=0)] = 0.0


class InquiryLog(Struct, frozen=True):
    """Inquiries by day of the clock of `zone`, by kind and name: a topic's or an article's id, a language, an hour, or
    the step of `RECEIPT_SECONDS` within which the mail server had it. `first_day` is the first that is counted whole.
    As JSON it is what `hc inquiries stats --json` writes."""

    v: Literal[1]
    made_at: Annotated[datetime, Meta(tz=True)]
    zone: str
    first_day: date
    days: dict[date, dict[Kind, dict[str, _Number]]]
    messages: Messages

    def __post_init__(self) -> None:
        for kinds in self.days.values():
            if not (kinds.get("hour", {}).keys() <= _HOURS and kinds.get("receipt", {}).keys() <= _STEPS):
                raise ValueError("an hour or a time to receipt that there is not")
        names = {name for kinds in self.days.values() for numbers in kinds.values() for name in numbers}
        if not all(name.replace(_JOINER, "").isprintable() for name in (*names, self.zone)):
            raise ValueError("a name that can't be printed")


@dataclass(frozen=True)
class InquiryCounts:
    """Of a stretch of time, most first but for hours and months (`2026-11`).

    `receipt`: within how many seconds of taking an inquiry the mail server had it, for half of them and for 95 of 100;
    `None` where none was sent.
    """

    by_topic: Mapping[str, int]
    by_article: Mapping[str, int]
    by_lang: Mapping[str, int]
    by_hour: Mapping[int, int]
    by_month: Mapping[str, int]
    receipt: tuple[int, int] | None
    messages: Messages

    @property
    def total(self) -> int:
        return sum(self.by_topic.values())


def summarize(log: InquiryLog, first: date = date.min, last: date = date.max) -> InquiryCounts:
    """The counts of the days from `first` to `last`."""
    sums: defaultdict[Kind, Counter[str]] = defaultdict(Counter)
    months: Counter[str] = Counter()
    for day, counts in log.days.items():
        if first <= day <= last:
            months[f"{day:%Y-%m}"] += sum(counts.get("topic", {}).values())
            for kind, numbers in counts.items():
                sums[kind].update(numbers)
    return InquiryCounts(
        by_topic=_sort(sums["topic"]),
        by_article=_sort(sums["article"]),
        by_lang=_sort(sums["lang"]),
        by_hour={int(hour): number for hour, number in sorted(sums["hour"].items(), key=lambda item: int(item[0]))},
        by_month=dict(sorted(months.items())),
        receipt=_find_receipt(sums["receipt"]),
        messages=log.messages,
    )


def find_step(seconds: float) -> int:
    """The least of `RECEIPT_SECONDS` that a time to receipt is within."""
    return next((step for step in RECEIPT_SECONDS if seconds <= step), RECEIPT_SECONDS[-1])


def render_counts(counts: InquiryCounts) -> str:
    """Some lines for the terminal; none where there is nothing to tell."""
    messages = counts.messages
    if not (counts.total or messages.waiting or messages.dead):
        return ""
    lines = [f"Inquiries: {counts.total}"]
    if len(counts.by_month) > 1:
        lines += [f"  {month} {number}" for month, number in counts.by_month.items()]
    for name, numbers in (("topic", counts.by_topic), ("article", counts.by_article), ("language", counts.by_lang)):
        lines += [f"  {name} {key}: {number}" for key, number in [*numbers.items()][:MOST_ARTICLES]]
    lines += [f"  {hour:02}:00 {number}" for hour, number in counts.by_hour.items()]
    if counts.receipt:
        half, most = map(_name_step, counts.receipt)
        lines.append(f"  the mail server had half of them within {half}, 95 of 100 within {most}")
    return "\n".join([*lines, *_render_messages(messages)])


def _render_messages(messages: Messages) -> list[str]:
    lines = [f"  messages that wait: {messages.waiting}; given up: {messages.dead}"]
    if messages.waiting:
        lines.append(f"  the oldest message that waits: {messages.oldest_hours:.1f} hours")
    if messages.unacknowledged:
        lines.append(f"  acknowledgements that were refused: {messages.unacknowledged}")
    hint = "  hint: `hc inquiries list` says why, `hc inquiries retry` sends what was given up again"
    return [*lines, *([hint] if messages.dead else [])]


def _name_step(seconds: int) -> str:
    """`30 s`, `2 h`: in the largest unit that it is a whole number of."""
    units = ((_DAY, "days"), (_HOUR, "h"), (_MINUTE, "min"), (1, "s"))
    length, unit = next((length, unit) for length, unit in units if seconds % length == 0)
    return f"{seconds // length} {unit}"


def _sort(numbers: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))


def _find_receipt(steps: Mapping[str, int]) -> tuple[int, int] | None:
    ordered = sorted((int(step), number) for step, number in steps.items())
    if not ordered:
        return None
    reached = [*accumulate(number for _, number in ordered)]
    half, most = (
        next(step for (step, _), sum_ in zip(ordered, reached, strict=True) if sum_ >= share * reached[-1])
        for share in (0.5, 0.95)
    )
    return half, most
