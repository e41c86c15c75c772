"""What is counted of each query."""

from dataclasses import dataclass

LANGUAGE_END = "\t"
"""Ends the language that a key begins with, where that is not the shop's first; no query has it once it is folded."""
PRIVATE_BELOW = 3
"""A wording, or a word, that fewer sessions used is never shown."""
PRIVATE_DAYS = 2
"""Nor a word that was not used on so many days: three sessions of one evening may be one person."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which a query was typed, and by how many sessions; `is_private` where its words forbid to print it."""

    text: str
    sessions: int
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """How many sessions typed a word, and on how many days of the shop."""

    term: str
    sessions: int
    days: int


@dataclass(frozen=True, slots=True)
class ArticleRefusal:
    """An article that the query led to on one `day` (days since 1970): sessions that opened it, voted "no" on it, or
    went to a person after it."""

    article: str
    day: int
    opened: int
    declined: int
    contacted: int


@dataclass(frozen=True, slots=True)
class SettledArticle:
    """An article at which episodes with this query ended: after this search itself (`direct`) or after a later one."""

    article: str
    sessions: int
    direct: int


@dataclass(frozen=True, slots=True)
class Retry:
    """A query typed next, which then found an answer."""

    key: str
    sessions: int


@dataclass(frozen=True, slots=True)
class Rewording:
    """A query typed next in the same episode, whatever came of it; `number` is `number_text` of its key."""

    number: int
    sessions: int


@dataclass(frozen=True, slots=True)
class WeekCounts:
    """Sessions of one week."""

    sessions: int
    solved: int
    opened: int
    declined: int
    contacted: int


@dataclass(frozen=True, slots=True)
class QueryStats:
    """One query, all its spellings together. Counts are of sessions, except `searches` and `zero`.

    `wordings` come most used first; one that fewer than `PRIVATE_BELOW` sessions used serves replay and is never shown.
    `weeks` come the latest first.
    """

    key: str
    sessions: int
    searches: int
    zero: int
    opened: int
    settled: int
    solved: int
    declined: int
    contacted: int
    weeks: tuple[WeekCounts, ...]
    wordings: tuple[Wording, ...] = ()
    answers: tuple[SettledArticle, ...] = ()
    refusals: tuple[ArticleRefusal, ...] = ()
    retries: tuple[Retry, ...] = ()
    rewordings: tuple[Rewording, ...] = ()

    @property
    def lang(self) -> str:
        """The language of the pages that it was typed on; empty for the shop's first."""
        return self.key.partition(LANGUAGE_END)[0] if LANGUAGE_END in self.key else ""

    @property
    def failed(self) -> int:
        """Sessions none of whose episodes with this query found an answer."""
        return self.sessions - self.solved

    @property
    def trouble(self) -> int:
        """Sessions without an answer, with a "no" vote, or that went to a person."""
        return self.failed + self.declined + self.contacted

    @property
    def asked(self) -> str:
        """The most used wording, for replay only."""
        return self.wordings[0].text if self.wordings else self.key

    @property
    def shown(self) -> tuple[Wording, ...]:
        """The wordings that may be printed."""
        return tuple(w for w in self.wordings if w.sessions >= PRIVATE_BELOW and not w.is_private)

    @property
    def is_kept(self) -> bool:
        """Whether it may be remembered, as a fingerprint, from report to report."""
        return self.sessions >= PRIVATE_BELOW and not all(wording.is_private for wording in self.wordings)


@dataclass(frozen=True)
class QueryTotals:
    """All queries of the window together."""

    queries: int
    sessions: int
    failed: int
    searches: int
    zero: int
