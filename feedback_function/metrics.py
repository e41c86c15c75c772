"""What the endpoint counts about itself, for Prometheus."""

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from feedback_function.counted import LeftOut
from feedback_function.events import Event
from feedback_function.parsing import Parsed
from feedback_function.rates import Rates
from feedback_function.shares import Share
from feedback_function.surveys import Surveys

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_COMMIT_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """Counters of one application."""

    def __init__(self, read_queue: Callable[[], float], read_fullness: Callable[[], float] = lambda: 0.0) -> None:
        self.registry = CollectorRegistry()
        counter = partial(Counter, registry=self.registry)
        gauge = partial(Gauge, registry=self.registry)
        histogram = partial(Histogram, registry=self.registry)
        self._accepted = counter("hc_events_accepted", "Events stored.", ["type"])
        self._repeated = counter("hc_events_repeated", "Events sent again that were stored before.")
        self._rejected = counter("hc_events_rejected", "Events refused.", ["reason"])
        self._requests = counter("hc_requests", "Requests by their answer.", ["status"])
        self._meaning = counter("hc_meaning", "Second looks by meaning, by whether anything was near.", ["found"])
        self._answers: dict[int, Counter] = {}
        self._stored: dict[str, Counter] = {}
        self._commit = histogram("hc_commit_seconds", "Time of one commit.", buckets=_COMMIT_SECONDS)
        self._group = histogram("hc_commit_events", "Events of one commit.", buckets=(1, 5, 20, 100, 500, 2000))
        about = "Rates of the last 24 hours, as `hc feedback stats` has them."
        self._rates = gauge("hc_rate", about, ["rate"])
        about = "Surveys of the last 24 hours: csat and ces as shares, nps in points."
        self._surveys = gauge("hc_survey", about, ["kind"])
        about = "Kept but not counted in the last 24 hours: sessions of bots and floods, unseen votes."
        self._left_out = gauge("hc_left_out", about, ["kind"])
        gauge("hc_queue_events", "Events that wait for the disk.").set_function(read_queue)
        gauge("hc_database_fullness", "Share of HC_MAX_DATABASE_MB in use.").set_function(read_fullness)

    def count_parsed(self, parsed: Parsed, copies: Sequence[Event] = ()) -> None:
        """A batch of which the accepted events are stored; `copies` of them were so before."""
        kinds = [event.type for event in parsed.accepted]
        repeated = [event.type for event in copies]
        for kind in set(kinds):
            if new := kinds.count(kind) - repeated.count(kind):
                self._count_stored(kind, new)
        if copies:
            self._repeated.inc(len(copies))
        if parsed.rejected:
            self.count_rejected("form", len(parsed.rejected))

    def _count_stored(self, kind: str, number: int) -> None:
        stored = self._stored.get(kind)
        if stored is None:
            stored = self._stored[kind] = self._accepted.labels(kind)
        stored.inc(number)

    def count_rejected(self, reason: str, count: int = 1) -> None:
        """Events refused; `reason` is one of a few fixed words."""
        self._rejected.labels(reason).inc(count)

    def count_request(self, status: int) -> None:
        """One answer."""
        answers = self._answers.get(status)
        if answers is None:
            answers = self._answers[status] = self._requests.labels(str(status))
        answers.inc()

    def count_meaning(self, found: bool) -> None:
        """One question answered by meaning, or not."""
        self._meaning.labels("yes" if found else "no").inc()

    def observe_commit(self, seconds: float, events: int) -> None:
        """One commit."""
        self._commit.observe(seconds)
        self._group.observe(events)

    def set_rates(self, rates: Rates) -> None:
        """The latest rates; one that has no cases is absent."""
        self._rates.clear()
        for name, share in msgspec.structs.asdict(rates).items():
            if share.whole:
                self._rates.labels(name).set(share.share)

    def set_surveys(self, surveys: Surveys) -> None:
        """The latest scores; one that nobody gave is absent."""
        self._surveys.clear()
        for kind in ("csat", "ces"):
            share: Share = getattr(surveys, kind)
            if share.whole:
                self._surveys.labels(kind).set(share.share)
        if surveys.nps.whole:
            self._surveys.labels("nps").set(surveys.nps.points)

    def set_left_out(self, left_out: LeftOut) -> None:
        """What the latest rates leave out."""
        self._left_out.labels("sessions").set(left_out.sessions)
        self._left_out.labels("votes").set(left_out.votes)

    def render(self) -> bytes:
        """All of it as Prometheus text."""
        return generate_latest(self.registry)
