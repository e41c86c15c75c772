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
    running = _Running()
    for event in events:
        running.add(event)
    return running.finish()


@dataclass
class _Running:
    counts: Counts = field(default_factory=Counter)
    sessions: set[str] = field(default_factory=set)
    contacted: set[str] = field(default_factory=set)
    votes: dict[tuple[str, str], bool] = field(default_factory=dict)
    searches: Counter[tuple[str, str]] = field(default_factory=Counter)
    answered: set[tuple[str, str]] = field(default_factory=set)

    def add(self, event: Event) -> None:
        self.sessions.add(event.session)
        match event:
            case Search():
                self.searches[event.session, event.query] += 1
                self.counts["zero_results", ""] += event.results == 0
            case Open():
                self.counts["opens", event.article] += 1
                if event.source == "search":
                    self.answered.add((event.session, event.query or ""))
            case Vote():
                self.votes[event.session, event.article] = event.helpful
            case Contact():
                self.contacted.add(event.session)
                self.counts[f"contacts_{event.channel}", ""] += 1
            case Survey():
                self.counts[f"{event.kind}_{event.score}", ""] += 1

    def finish(self) -> Counts:
        """A search is answered when its session opened one of its results."""
        self.counts["searches", ""] = self.searches.total()
        self.counts["searches_answered", ""] = sum(n for key, n in self.searches.items() if key in self.answered)
        self.counts["sessions", ""] = len(self.sessions)
        self.counts["sessions_contacted", ""] = len(self.contacted)
        for (_, article), helpful in self.votes.items():
            self.counts["helpful" if helpful else "unhelpful", article] += 1
        return +self.counts
