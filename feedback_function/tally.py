"""Counts events: what `stats` shows, and what stays of a day after its events are deleted.

Nothing that a customer typed and no session is in a count.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from feedback_function.events import Contact, Event, Open, Search, Survey, Vote

Counts = Counter[tuple[str, str]]
"""By (metric, article); the article is empty where the metric is the whole shop's."""


def tally(events: Iterable[Event]) -> Counts:
    """The counts of events in order of time. A session's last vote on an article counts, and no other."""
    running = Tally()
    for event in events:
        running.add(event)
    return running.count()


@dataclass
class Tally:
    """Counts while events come in, in order of time. Needs memory for each session, not for each event."""

    counts: Counts = field(default_factory=Counter)
    sessions: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    contacted: set[str] = field(default_factory=set)
    votes: dict[tuple[str, str], bool] = field(default_factory=dict)
    searches: Counter[tuple[str, str]] = field(default_factory=Counter)
    answered: set[tuple[str, str]] = field(default_factory=set)

    def add(self, event: Event) -> None:
        """Counts one event."""
        self.sessions.add(event.session)
        match event:
            case Search():
                self.asked.add(event.session)
                self.searches[event.session, event.query] += 1
                self.counts["zero_results", ""] += event.results == 0
            case Open():
                self._add_open(event)
            case Vote():
                self.votes[event.session, event.article] = event.helpful
            case Contact():
                self.contacted.add(event.session)
                self.counts[f"contacts_{event.channel}", ""] += 1
            case Survey():
                self.counts[f"{event.kind}_{event.score}", ""] += 1

    def count(self) -> Counts:
        """The counts so far. A search is answered when its session opened one of its results; a session served itself
        when it opened an article and left for no person; it sought help when it searched, opened or left for one.
        """
        totals = {
            "searches": self.searches.total(),
            "searches_answered": sum(n for search, n in self.searches.items() if search in self.answered),
            "sessions": len(self.sessions),
            "sessions_seeking": len(self.asked | self.opened | self.contacted),
            "sessions_served": len(self.opened - self.contacted),
            "sessions_contacted": len(self.contacted),
        }
        votes = Counter(
            ("helpful" if helpful else "unhelpful", article) for (_, article), helpful in self.votes.items()
        )
        return self.counts + votes + Counter({(metric, ""): number for metric, number in totals.items()})

    def _add_open(self, event: Open) -> None:
        self.opened.add(event.session)
        self.counts["opens", event.article] += 1
        if event.source == "search":
            self.answered.add((event.session, event.query or ""))
