"""By when a customer may expect a reply: so many open hours from now, on the shop's clock, without its holidays."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from feedback_function.inquiry.site import Hours, Site, Span, Topic

MOST_DAYS = 800
"""The holidays of about two years are known."""
STEP = timedelta(minutes=15)
"""Replies are promised by the quarter of an hour, or when the shop closes."""

Interval = tuple[datetime, datetime]


def find_expected(site: Site, topic: Topic, now: datetime) -> datetime | None:
    """The end of the topic's `reply_hours` from `now`, in the shop's zone; `None` where it promises nothing, or where
    the shop has no hours."""
    if topic.reply_hours is None:
        return None
    left = timedelta(hours=topic.reply_hours)
    for start, end in _list_open(site, now):
        if left <= end - start:
            return min(_round_up(start + left), end).astimezone(site.clock)
        left -= end - start
    return None


def _list_open(site: Site, now: datetime) -> Iterator[Interval]:
    """What is left of the open hours from `now` on, in UTC."""
    today = now.astimezone(site.clock).date()
    for ahead in range(MOST_DAYS):
        for start, end in _list_day(site, today + timedelta(days=ahead)):
            if end > now:
                yield max(start, now.astimezone(UTC)), end


def _list_day(site: Site, day: date) -> Iterator[Interval]:
    span = None if day in site.holidays else _find_span(site.hours, day)
    if not span:
        return
    start, end = (_place(site, day, minute) for minute in span)
    pause = [_place(site, day, minute) for minute in site.hours.lunch or ()] or [end, end]
    before, after = (start, min(end, pause[0])), (max(start, pause[1]), end)
    yield from (part for part in (before, after) if part[0] < part[1])


def _find_span(hours: Hours, day: date) -> Span | None:
    kinds = {5: hours.saturday, 6: hours.sunday}
    return kinds.get(day.weekday(), hours.weekdays)


def _place(site: Site, day: date, minute: str) -> datetime:
    hour, _, rest = minute.partition(":")
    wall = datetime.combine(day, time(), site.clock) + timedelta(hours=int(hour), minutes=int(rest))
    return wall.astimezone(UTC)


def _round_up(at: datetime) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + -(-(at - midnight) // STEP) * STEP
