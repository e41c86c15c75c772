"""The days on which nobody answers, as a calendar (RFC 5545) that phones and office programs subscribe to."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from hc_builder.exports.source import FOLDER, ExportSource
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.opening_hours import name_closed_days

_LONGEST = 75
"""Octets of a line; a longer one goes on after a blank."""
_SPECIAL = re.compile(r"[\\;,]")


def name_calendar(lang: str) -> str:
    return f"{FOLDER}/{lang}/holidays.ics"


def build_calendar(source: ExportSource, lang: str) -> bytes:
    """Of this year and the next, as far as a day would be open otherwise."""
    hours, name = source.center.settings.in_language(lang).contact.hours, source.name_help_center(lang)
    days = name_closed_days(hours, source.today, lang)
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hc//holidays//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        f"X-WR-CALNAME:{_escape(name)}",
        *(line for day, holiday in days.items() for line in _describe(source, lang, day, holiday)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def _describe(source: ExportSource, lang: str, day: date, holiday: str) -> Iterator[str]:
    """A whole day, which keeps its id, so that a calendar that is fetched again has it once. When it was made is the
    day itself: the same settings are the same bytes."""
    told = read_interface_text(lang)["closed_day"]
    yield "BEGIN:VEVENT"
    yield f"UID:closed-{day}@{urlsplit(source.site_url).hostname}"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_escape(f'{told} ({holiday})' if holiday else told)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))


def _fold(line: str) -> str:
    """No character is torn apart."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST:
            parts.append("")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n ".join(parts)
