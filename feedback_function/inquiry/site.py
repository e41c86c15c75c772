"""`inquiry.json`, which the build writes: topics, hours and holidays, and which files a customer may add."""

import logging
import threading
import time
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from feedback_function.clock import UnknownZone, parse_zone
from feedback_function.published import describe_fault, read_published

REFRESH_SECONDS, RETRY_SECONDS = 600, 10
MOST_FILE_BYTES = 50 * 1024 * 1024
Kind = Literal["image", "pdf", "video", "text"]
Minute = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Span = tuple[Minute, Minute]

log = logging.getLogger("hc.feedback")


class Topic(Struct, frozen=True):
    """`reply_hours`: open hours until a reply is expected; `None`: nothing is promised."""

    id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9][\w-]{0,63}$")]
    name: dict[str, str]
    reply_hours: Annotated[float, Meta(gt=0, le=2000)] | None = None


class Hours(Struct, frozen=True):
    """The contact hours by kind of day; `None`: closed."""

    weekdays: Span | None = None
    saturday: Span | None = None
    sunday: Span | None = None
    lunch: Span | None = None


class Files(Struct, frozen=True):
    """How many files, how many bytes of them together, and of which kinds."""

    most: Annotated[int, Meta(ge=0, le=20)] = 5
    bytes: Annotated[int, Meta(ge=0, le=MOST_FILE_BYTES)] = 10 * 1024 * 1024
    kinds: tuple[Kind, ...] = ("image",)


class Site(Struct, frozen=True):
    """What the server must know of the site."""

    v: Literal[1]
    zone: str
    topics: Annotated[tuple[Topic, ...], Meta(min_length=1)]
    hours: Hours = Hours()
    holidays: frozenset[date] = frozenset()
    files: Files = Files()
    languages: Annotated[tuple[str, ...], Meta(min_length=1)] = ("ko",)
    home: str = ""

    @property
    def clock(self) -> ZoneInfo:
        """The zone of the shop's clock."""
        return parse_zone(self.zone)

    def find_topic(self, name: str) -> Topic | None:
        """The topic with that id."""
        return next((topic for topic in self.topics if topic.id == name), None)

    def name_topic(self, name: str, lang: str) -> str:
        """Its name in `lang`, else in the site's first language, else its id."""
        topic = self.find_topic(name)
        names = topic.name if topic else {}
        return names.get(lang) or names.get(self.languages[0]) or name


def parse_site(data: bytes) -> Site:
    """Raises `ValueError` for what is no such file."""
    site = msgspec.json.decode(data, type=Site)
    try:
        parse_zone(site.zone)
    except UnknownZone as fault:
        raise ValueError(str(fault)) from None
    if site.home and not site.home.startswith(("https://", "http://")):
        raise ValueError("`home` is no address of the web")
    return site


class SiteFile:
    """The file, read again every `REFRESH_SECONDS`, in the background: an address may answer slowly, and nobody waits
    for it. What was read before stays in use where it can't be had."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._reading = threading.Lock()
        self._site: Site | None = None
        self._due = 0.0

    def read(self) -> Site | None:
        """The newest that was read; `None` where none could be yet."""
        if time.monotonic() >= self._due and self._reading.acquire(blocking=False):
            threading.Thread(target=self._refresh, name="inquiry-site", daemon=True).start()
        return self._site

    def _refresh(self) -> None:
        rest = RETRY_SECONDS
        try:
            self._site = parse_site(read_published(self._source))
            rest = REFRESH_SECONDS
        except (OSError, ValueError) as fault:
            log.warning("inquiry_site_unreadable", extra={"detail": f"{self._source}: {describe_fault(fault)}"})
        finally:
            self._due = time.monotonic() + rest
            self._reading.release()
