"""Counts events by day: what `stats` shows, and what is left of a day once its events are deleted.

No count holds anything a customer typed, nor any session.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from feedback_function.events import Contact, Event, Missing, Open, Search, Survey, View, Vote
from feedback_function.rates import PAUSE_SECONDS, classify_form, classify_session

SEARCHED = ("search", "answer")
"""What led to an article that was found by searching."""
FORM = "form"
"""The inquiry form: what led to an article that it showed, and the channel of one that was sent."""
MetricCounts = Counter[tuple[str, str]]
"""By (metric, article); the article is empty where the metric is that of the whole shop."""
Slot = TypeVar("Slot", bound=Hashable)


def count_events(events: Iterable[Event], find_slot: Callable[[Event], Slot]) -> dict[Slot, MetricCounts]:
    """The counts of events, which come in order of time, by slot: a day, or a day and an hour.

    A session counts in the slot of its first event; of its votes on an article the last one counts, in the slot of
    that vote; everything else counts where it happened.
    """
    counter: EventCounter[Slot] = EventCounter()
    for event in events:
        counter.add(event, find_slot(event))
    return counter.count()


@dataclass
class SessionFlags(Generic[Slot]):
    """What a session did so far, each 0 or 1, and the slot it began in."""

    slot: Slot
    searched: int = 0
    opened: int = 0
    found: int = 0
    read: int = 0
    walked: int = 0
    contacted: int = 0
    asked: int = 0
    wrote: int = 0
    is_answered: bool = False
    """Its last search showed an answer."""
    last: int = 0
    """The second of its last event."""

    def search(self, event: Search) -> None:
        """A search tells of the one before it whether its answer was read."""
        if int(event.at.timestamp()) - self.last > PAUSE_SECONDS:
            self.settle()
        self.searched, self.is_answered = 1, event.answer is not None

    def open(self, event: Open) -> None:
        """A question of a flow is no answer yet."""
        if event.is_question:
            self.walked = 1
        else:
            self.opened = 1
            self.found |= event.source in SEARCHED
            self.asked |= event.source == FORM

    def contact(self, event: Contact) -> None:
        """The inquiry form leaves for a person once it is sent."""
        self.contacted = 1
        self.wrote |= event.channel == FORM

    def settle(self) -> None:
        """No other search follows."""
        self.read |= self.is_answered


@dataclass
class EventCounter(Generic[Slot]):
    """Counts while events come in. Needs memory for each session and vote, not for each event."""

    counts: defaultdict[Slot, MetricCounts] = field(default_factory=lambda: defaultdict(Counter))
    sessions: dict[str, SessionFlags[Slot]] = field(default_factory=dict)
    votes: dict[tuple[str, str], tuple[Slot, bool]] = field(default_factory=dict)

    def add(self, event: Event, slot: Slot) -> None:
        """Count one event."""
        if isinstance(event, View):
            self.counts[slot]["views", event.subject] += 1
            return
        if isinstance(event, Missing):
            self.counts[slot]["missing", ""] += 1
            return
        session = self.sessions.setdefault(event.session, SessionFlags(slot))
        counts = self.counts[slot]
        match event:
            case Search():
                session.search(event)
                counts["searches", ""] += 1
                counts["zero_results", ""] += event.results == 0
            case Open():
                session.open(event)
                counts["opens" if event.article else "steps", event.subject] += 1
            case Vote():
                self.votes[event.session, event.article] = (slot, event.helpful)
            case Contact():
                session.contact(event)
                counts[f"contacts_{event.channel}", ""] += 1
            case Survey():
                counts[f"{event.kind}_{event.score}", ""] += 1
        session.last = int(event.at.timestamp())

    def count(self) -> dict[Slot, MetricCounts]:
        """The counts so far; a metric that is 0 is left out."""
        counts = defaultdict(Counter, {slot: Counter(metrics) for slot, metrics in self.counts.items()})
        for (_, article), (slot, helpful) in self.votes.items():
            counts[slot]["helpful" if helpful else "unhelpful", article] += 1
        for s in self.sessions.values():
            s.settle()
            endings = classify_session(s.searched, s.opened, s.found, s.read, s.walked, s.contacted)
            endings |= classify_form(s.asked, s.wrote, s.contacted)
            counts[s.slot].update({(name, ""): number for name, number in {"sessions": 1, **endings}.items()})
        return {slot: +metrics for slot, metrics in counts.items()}
