"""Cards: answers that are no article. A shop writes its own in `content/cards.yml`; `pages/intents.py` makes those that
its settings give.

- words: [블랙프라이데이, 블프]
  title: 블랙프라이데이는 11월 27일에 시작해요
  text: 서랍을 모두 20% 싸게 드려요.
  link: event/black-friday
  label: 행사 보기
  from: 2026-11-20
  until: 2026-11-30
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from hc_builder.content.settings import Settings
from hc_builder.content.typed_fields import convert_fields
from hc_builder.content.yaml_list import read_yaml_list
from hc_builder.problems import Problem, did_you_mean
from hc_builder.yaml_text import Fields, Node, Scalar

NAME = "cards.yml"
NO_SETTINGS = Settings()
_LETTERS = re.compile(r"[^\W_]")
CardKind = Literal[
    "contact", "phone", "hours", "holidays", "company", "policy", "order", "parcel", "language", "flow", "own"
]
_FORM_HINT = "write `- words: [word, word]`, `title: …` and, if wanted, `text`, `link`, `label`, `from` and `until`"


def list_intents(settings: Settings) -> list[CardKind]:
    """The kinds of cards that the settings give, whose kind is their id."""
    contact, shop = settings.contact, settings.shop
    hours = contact.hours
    given: dict[CardKind, object] = {
        "contact": contact.channels,
        "phone": any(channel.type == "phone" for channel in contact.channels),
        "hours": hours.weekdays or hours.saturday or hours.sunday,
        "order": shop.order_lookup,
        "parcel": shop.parcel_lookup,
        "company": shop.company,
        "language": settings.languages[1:],
    }
    return [kind for kind, value in given.items() if value]


@dataclass(frozen=True)
class CardLink:
    """`url` is whole or relative to the site's root; `channel` is how it leads to a person, if it does."""

    label: str
    url: str
    channel: str = ""


@dataclass(frozen=True)
class Card:
    """`words` are what customers type for it. `id` stands in events. It is shown from `first` to `last`, if given."""

    id: str
    kind: CardKind
    words: tuple[str, ...]
    title: str
    text: str = ""
    lines: tuple[str, ...] = ()
    links: tuple[CardLink, ...] = ()
    first: date | None = None
    last: date | None = None

    def is_current(self, today: date) -> bool:
        return (self.first or today) <= today <= (self.last or today)


class CardFields(msgspec.Struct, frozen=True):
    """A card as a shop writes it. `link` is an article's id or an address; without `id` it is known by its first word,
    without `lang` it is of the site's first language."""

    words: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    link: str = ""
    label: str = ""
    from_: date | None = None
    until: date | None = None
    lang: str = ""
    id: str = ""


@dataclass(frozen=True)
class OwnCard:
    fields: CardFields
    line: int

    @property
    def id(self) -> str:
        """A part of addresses and events."""
        return re.sub(r"[^\w-]+", "-", self.fields.id or self.fields.words[0])[:60]


def read_own_cards(
    path: Path, shown_path: str, settings: Settings = NO_SETTINGS
) -> tuple[list[OwnCard], list[Problem]]:
    """The cards of a file that need not be there, and every fault in it; a faulty card is left out. The variables of
    `settings` are filled in."""
    nodes, problems = read_yaml_list(path, shown_path, "HC43", "the file is not a list of cards", _FORM_HINT)
    read = [_read_card(node, shown_path, settings) for node in nodes]
    cards = [card for card, found in read if card and not found]
    faults = [fault for _, found in read for fault in found]
    return cards, [*problems, *faults, *_find_repeated_ids(cards, shown_path)]


def _read_card(node: Node, path: str, settings: Settings) -> tuple[OwnCard | None, list[Problem]]:
    if not isinstance(node, Fields):
        what = "a card is a group of `words`, `title` and what else it shows"
        return None, [Problem(path, node.line, "HC43", what, _FORM_HINT)]
    named = (pair.value for pair in node.pairs if pair.key.value == "lang")
    lang = next((value.value for value in named if isinstance(value, Scalar)), settings.language)
    variables = settings.in_language(lang).texts_by_name
    fields, faults = convert_fields(node, CardFields, path, _tell_unknown, variables=variables)
    return OwnCard(fields, node.line), faults or list(_find_faults(fields, node.line, path))


def _find_faults(card: CardFields, line: int, path: str) -> Iterator[Problem]:
    findable = {"words": any(map(_LETTERS.search, card.words)), "title": card.title}
    for name, is_given in findable.items():
        if not is_given:
            yield Problem(path, line, "HC43", f"a card without `{name}`", _FORM_HINT)
    if card.from_ and card.until and card.from_ > card.until:
        what = f"a card ends on {card.until}, before it begins on {card.from_}"
        yield Problem(path, line, "HC43", what, "correct `from` or `until`")


def _tell_unknown(key: Scalar, known: Collection[str], path: str) -> Problem:
    hint = did_you_mean(key.value, known) or _FORM_HINT
    return Problem(path, key.line, "HC43", f"unknown key `{key.value}` in a card", hint)


def _find_repeated_ids(cards: list[OwnCard], path: str) -> list[Problem]:
    first: dict[tuple[str, str], int] = {}
    problems = []
    for card in cards:
        line = first.setdefault((card.id, card.fields.lang), card.line)
        if line != card.line:
            what = f"two cards are called {card.id!r}; the first is on line {line}"
            problems.append(Problem(path, card.line, "HC43", what, "give one of them an `id` of its own"))
    return problems
