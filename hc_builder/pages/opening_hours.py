"""When a person answers: the shop's hours and closed days as the browser reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
import msgspec
from holidays.registry import EntityLoader

from hc_builder.content.contact_settings import Hours
from hc_builder.content.settings import GivenSettings, Settings
from hc_builder.content.settings_reading import FindPlace
from hc_builder.problems import Problem, did_you_mean

Span = tuple[int, int]

_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–~]\s*(\d{1,2}):(\d{2})")
_DAYS = {"weekdays": range(5), "saturday": range(5, 6), "sunday": range(6, 7)}


@dataclass(frozen=True)
class OpeningHours:
    """`week` holds a span of minutes since midnight for Monday to Sunday (`None`: closed).

    `closed` are the ISO dates on which a day that is open otherwise is not.
    """

    zone: str
    week: tuple[Span | None, ...]
    lunch: Span | None
    closed: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        return any(self.week)


def build_opening_hours(hours: Hours, today: date) -> OpeningHours:
    """Closed days cover the calendar years of `today` and the next, so that builds of one year are the same bytes."""
    closed = tuple(day.isoformat() for day in name_closed_days(hours, today))
    return OpeningHours(hours.zone, _read_week(hours), parse_span(hours.lunch), closed)


def name_closed_days(hours: Hours, today: date, lang: str = "") -> dict[date, str]:
    """The same days in order, each with the name of the holiday, where it is one and `holidays` knows it in `lang`, or
    else in a language of the country."""
    week = _read_week(hours)
    own = dict.fromkeys(filter(None, map(parse_day, hours.closed)), "")
    days = own | _find_holidays(hours.holidays, today.year, lang)
    return {day: days[day] for day in sorted(days) if week[day.weekday()]}


def _read_week(hours: Hours) -> tuple[Span | None, ...]:
    week: list[Span | None] = [None] * 7
    for name, weekdays in _DAYS.items():
        for weekday in weekdays:
            week[weekday] = parse_span(getattr(hours, name))
    return tuple(week)


def describe_hours(hours: OpeningHours, text: Mapping[str, str]) -> tuple[str, ...]:
    """`('평일 09:00–18:00', '점심 12:00–13:00', '토요일·일요일·공휴일 휴무')`, in the words of the interface."""
    if not hours.is_known:
        return ()
    weekdays, saturday, sunday = hours.week[0], hours.week[5], hours.week[6]
    spans = {"weekdays": weekdays, "lunch": hours.lunch, "saturday": saturday, "sunday": sunday}
    lines = [text[f"contact_{name}"].format(span=_show(span)) for name, span in spans.items() if span]
    shut = [text[f"contact_{name}"] for name, span in (("sat", saturday), ("sun", sunday)) if not span]
    days = [*shut, *([text["contact_holidays"]] if hours.closed else [])]
    return (*lines, *([text["contact_closed_days"].format(days=text["and"].join(days))] if days else []))


def _show(span: Span) -> str:
    return "–".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in span)


def parse_span(text: str) -> Span | None:
    """`'09:00-18:00'` → `(540, 1080)`; what is no such span gives None."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        return None
    start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    return (start, end) if start < end <= 24 * 60 else None


def parse_day(text: str) -> date | None:
    """`'2026-05-01'` → that date; what is no date gives None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _find_holidays(country: str, year: int, lang: str = "") -> dict[date, str]:
    if country not in _list_countries():
        return {}
    return dict(holidays.country_holidays(country, years=(year, year + 1), language=lang or None))


@cache
def _list_countries() -> tuple[str, ...]:
    """Codes alone: `list_supported_countries` would load the calendar of each."""
    return tuple(EntityLoader.get_country_codes())


def has_holidays(country: str, year: int) -> bool:
    """Whether the table knows that year."""
    return bool(holidays.country_holidays(country, years=year))


def find_hours_problems(hours: Hours, path: str, find_place: FindPlace | None = None) -> list[Problem]:
    """What is wrong with the setting `contact: hours`, which `find_place` finds or else is in the file `path`."""
    place = find_place or (lambda *keys: (path, 0))
    problems = [
        _problem(place(name), name, getattr(hours, name), "write it as 09:00-18:00, or leave it out when closed")
        for name in (*_DAYS, "lunch")
        if getattr(hours, name) and not parse_span(getattr(hours, name))
    ]
    problems += [
        _problem(place("closed", number), "closed", day, "write days as 2026-05-01")
        for number, day in enumerate(hours.closed)
        if not parse_day(day)
    ]
    if not _is_zone(hours.zone):
        problems.append(_problem(place("zone"), "zone", hours.zone, "use a name such as Asia/Seoul"))
    countries = _list_countries()
    if hours.holidays and hours.holidays not in countries:
        hint = did_you_mean(hours.holidays, countries) or "use a country code such as KR, or '' for none"
        problems.append(_problem(place("holidays"), "holidays", hours.holidays, hint))
    return problems


def settle_hours(settings: Settings, path: str, find_place: FindPlace | None = None) -> tuple[Settings, list[Problem]]:
    """Faulty hours count as if they were not there, so that every other fault can be told too."""
    settled, problems = _settle(settings, path, find_place)
    others = {lang: _settle(other, path, find_place) for lang, other in settings.translations.items()}
    problems += [problem for _, faults in others.values() for problem in faults if problem not in problems]
    translations = {lang: other for lang, (other, _) in others.items()}
    return msgspec.structs.replace(settled, translations=translations), problems


_Given = TypeVar("_Given", bound=GivenSettings)


def _settle(settings: _Given, path: str, find_place: FindPlace | None) -> tuple[_Given, list[Problem]]:
    problems = find_hours_problems(settings.contact.hours, path, find_place)
    if problems:
        contact = msgspec.structs.replace(settings.contact, hours=Hours())
        settings = msgspec.structs.replace(settings, contact=contact)
    return settings, problems


def _problem(place: tuple[str, int], field: str, value: str, hint: str) -> Problem:
    return Problem(*place, "HC06", f"setting `helpcenter: contact: hours: {field}`: `{value}` can't be read", hint)


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError):
        return False
