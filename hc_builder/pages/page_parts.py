"""The parts of a page's view: links, lists, heads of articles, steps of flows, ways to a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hc_builder.content.cards import Card as AnswerCard
from hc_builder.content.markup import Heading


@dataclass(frozen=True)
class Link:
    """`url` is relative to the site's root (`refund/when/`) or whole."""

    title: str
    url: str


@dataclass(frozen=True)
class CategoryLink(Link):
    """A category; `count` is the number of articles in it and below it."""

    id: str
    description: str
    icon: str
    count: int


@dataclass(frozen=True)
class Row(Link):
    """An article in a list, under the heading `group`, if it has one. `mark` says in a preview that it is not public
    yet."""

    id: str
    type: str
    summary: str
    mark: str = ""
    group: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under a `title`, which is empty for those that need none."""

    title: str
    rows: tuple[Row, ...]


def group_rows(rows: Iterable[Row]) -> tuple[Group, ...]:
    """In the order they have."""
    return tuple(Group(title, tuple(found)) for title, found in groupby(rows, key=lambda row: row.group))


@dataclass(frozen=True)
class Shortcut(Link):
    """A way on from the home page."""

    icon: str


@dataclass(frozen=True)
class Shelf:
    """Parts of a long list: those under one `initial`, which is empty where a few parts need none."""

    initial: str
    parts: tuple[Link, ...]


@dataclass(frozen=True)
class Pages:
    """The pages before and after this one of a long list."""

    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class Alternate(Link):
    """The same page in another language; `title` is that language's own name. Search engines are told of it where it
    `is_listed`. `note` says, in that language, that the
    page is another, since this one is not translated."""

    lang: str
    note: str = ""
    is_listed: bool = True


@dataclass(frozen=True)
class Logo:
    """The shop's logo in the head of a page: its file in the site, and its sides in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class LinkColumn:
    """Links under a title, in the foot of a page."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class ArticleView:
    """An article's head and what stands below it. `headings` is empty where a table of contents would not help."""

    id: str
    title: str
    type: str
    summary: str
    owner: str
    updated: date | None
    headings: tuple[Heading, ...]
    related: tuple[Row, ...]
    mark: str = ""


@dataclass(frozen=True)
class NoticeView(Link):
    """A bar on top of pages; `until` is its last day, ISO, or `""`."""

    id: str
    severity: str
    until: str


@dataclass(frozen=True)
class ChoiceView(Link):
    """What a customer may choose in a step; `leads_to` is step, article, card or person."""

    leads_to: str


@dataclass(frozen=True)
class StopView:
    """A page of a guided flow: a question with its `choices`, or a `card`. `number` of `of` steps; `back` is the step
    before on the shortest way; `start` is left out on the first page; `flow` is the title of the whole; events call
    the page by its `target`."""

    flow: str
    ask: str
    text: str
    choices: tuple[ChoiceView, ...]
    card: AnswerCard | None
    number: int
    of: int
    back: Link | None
    start: Link | None
    is_listed: bool
    target: str


@dataclass(frozen=True)
class WayOut(Link):
    """A way to a person, of the `type` of its channel, with the number or address that it shows; one that leads to the
    help center's own form `is_own`. `summary_url` has `{summary}` where what was tried may go along, or is empty."""

    type: str
    value: str
    is_own: bool
    summary_url: str
