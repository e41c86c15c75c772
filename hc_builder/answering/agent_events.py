"""What programs ask becomes ordinary events, `from: agent`, masked here and once more at the feedback endpoint.

They are sent behind the answers, which wait for nothing. What the endpoint does not take is lost, and told in the log:
a question is kept nowhere else.
"""

import logging
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from queue import Empty, Full, Queue
from threading import Thread
from urllib.parse import urlsplit
from uuid import uuid4

from feedback_function.events import Event, Open, Search, Shown, Vote
from feedback_function.facts import MAX_EVENTS, MAX_QUERY, MAX_TOP
from feedback_function.masking import MaskRule, mask_text
from feedback_function.origins import read_origin
from hc_builder.answering.answers import Answer
from hc_builder.gaps.servers import Server, ServerError

MOST_WAITING = 2_000
IDLE_SECONDS = 30 * 60
MOST_SESSIONS = 20_000
_PATIENCE = 10
_HINTS = {
    403: "add the site's origin, that of `site_url`, to HC_ORIGINS of the endpoint",
    404: "is the address right, up to `/v1/events`?",
}

log = logging.getLogger("hc.answering")


class Sessions:
    """A random session for each conversation, new after half an hour without a question, as in the browser."""

    def __init__(self, read_clock: Callable[[], float] = time.monotonic) -> None:
        self._read_clock = read_clock
        self._known: dict[bytes, tuple[str, float]] = {}

    def find(self, conversation: str) -> str:
        """That of a conversation by its key, which is kept in memory alone."""
        now, key = self._read_clock(), sha256(conversation.encode()).digest()  # a key may be long
        session, seen = self._known.pop(key, ("", 0.0))
        if not session or now - seen > IDLE_SECONDS:
            session = make_session()
        if len(self._known) >= MOST_SESSIONS:
            del self._known[next(iter(self._known))]  # the one that rested longest
        self._known[key] = session, now
        return session


def make_session() -> str:
    """A session of one question."""
    return secrets.token_urlsafe(16)


def build_search(question: str, answer: Answer, session: str, page: str, own: tuple[MaskRule, ...] = ()) -> Search:
    """A question and what it found; `own` are the shop's forms of numbers."""
    shown = Shown("quote", answer.quote.article) if answer.quote else None
    return Search(
        v=1,
        id=uuid4(),
        at=datetime.now(UTC),
        session=session,
        lang=answer.lang,
        page=page,
        query=mask_text(question, own)[:MAX_QUERY],
        results=len(answer.articles),
        top=[found.id for found in answer.articles[:MAX_TOP]],
        answer=Shown("card", answer.card.id.removeprefix("card:")) if answer.card else shown,
        source="agent",
    )


def build_open(article: str, lang: str, session: str, page: str) -> Open:
    """An article that was read."""
    at = datetime.now(UTC)
    return Open(v=1, id=uuid4(), at=at, session=session, lang=lang, page=page, article=article, source="agent")


def build_complaint(article: str, lang: str, session: str, page: str) -> Vote:
    """An article that does not say what was asked."""
    return Vote(
        v=1,
        id=uuid4(),
        at=datetime.now(UTC),
        session=session,
        lang=lang,
        page=page,
        article=article,
        helpful=False,
        reason="missing",
    )


class Reporter:
    """Sends events to the endpoint at `address`, in the name of the site that its origins allow. A context manager."""

    def __init__(self, address: str, site_url: str) -> None:
        """Raises `ServerError` for an address that could be read on the way, and for a site that no browser knows."""
        headers = {"Origin": _find_origin(site_url)} if site_url else {}
        self._server = Server(address, headers, _HINTS, _PATIENCE)
        self._queue: Queue[Event | None] = Queue(MOST_WAITING)
        self._thread = Thread(target=self._work, name="events", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Events that are not sent yet."""
        return self._queue.qsize()

    def tell(self, event: Event) -> None:
        """Send it soon; dropped where too many wait."""
        try:
            self._queue.put_nowait(event)
        except Full:
            log.warning("events_dropped")

    def close(self) -> None:
        """Send what waits, as far as the endpoint takes it in time."""
        self._queue.put(None)
        self._thread.join(2 * _PATIENCE)

    def _work(self) -> None:
        while (event := self._queue.get()) is not None:
            batch, is_last = [event], False
            while len(batch) < MAX_EVENTS and not is_last:
                try:
                    following = self._queue.get_nowait()
                except Empty:
                    break
                is_last = following is None
                batch += [following] if following else []
            self._send(batch)
            if is_last:
                return

    def _send(self, batch: list[Event]) -> None:
        try:
            self._server.ask("POST", "", batch)
        except ServerError as fault:
            log.warning("events_lost", extra={"detail": f"{fault.what}: {fault.hint}", "count": len(batch)})


def _find_origin(site_url: str) -> str:
    """As browsers would send it, and the endpoint's settings have it."""
    try:
        parts = urlsplit(site_url)
        return read_origin(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        raise ServerError("`site_url` is no address of a site", "write it as https://help.shop.kr/") from None
