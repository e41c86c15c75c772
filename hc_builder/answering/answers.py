"""An answer as programs get it: what customers would see for the same question, with whole addresses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, urljoin

from hc_builder.content.cards import Card, CardLink
from hc_builder.content.targets import is_external
from hc_builder.search.result import FoundCard, Hit, Quote, SearchResult

WordingStatus = Literal["kept", "refused", "unavailable"]


@dataclass(frozen=True)
class FoundArticle:
    """`url` leads to the `section` that fits, if one does."""

    id: str
    title: str
    section: str
    url: str
    summary: str


@dataclass(frozen=True)
class CitedSentence:
    """A sentence of a language model, and the article that bears it out."""

    text: str
    article: str
    url: str


@dataclass(frozen=True)
class Wording:
    """An answer worded by a language model. `kept`: its sources bear out every sentence; `refused`: not so, and
    nothing of it is given; `unavailable`: the model did not answer, or not in time."""

    status: WordingStatus
    text: str = ""
    sentences: tuple[CitedSentence, ...] = ()


@dataclass(frozen=True)
class Answer:
    """`quote` or `card` is what answers, if anything does; `articles` are the best first, and `nearest` stand in for
    them where there are none. `read_as` is the question as it was understood where that differs; `number` says that it
    is an order's or a parcel's number and nothing else. `contact` leads to a person."""

    lang: str
    quote: Quote | None
    card: FoundCard | None
    articles: tuple[FoundArticle, ...]
    nearest: tuple[FoundArticle, ...]
    contact: tuple[CardLink, ...]
    read_as: str = ""
    number: str = ""
    wording: Wording | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the help center fits the question."""
        return not (self.quote or self.card or self.articles)


@dataclass(frozen=True)
class Addresses:
    """Whole addresses below `site_url`; without one they stay relative to the site's root."""

    site_url: str

    def join(self, url: str) -> str:
        """`refund/when/#때`; what is whole already stays."""
        path, sign, anchor = url.partition("#")
        return url if is_external(url) else urljoin(self.site_url, f"{quote(path)}{sign}{quote(anchor)}")


def build_answer(
    result: SearchResult, lang: str, cards: Iterable[Card], summarize: Callable[[str], str], addresses: Addresses
) -> Answer:
    """What a search found. `cards` are those of the language; `summarize` says by its id what an article is about."""
    by_id = {card.id: card for card in cards}
    contact, lookup = by_id.get("contact"), by_id.get(result.is_number or "")
    card = result.card or (_show_card(lookup) if lookup else None)
    return Answer(
        lang,
        replace(result.answer, url=addresses.join(result.answer.url)) if result.answer else None,
        replace(card, links=_join_links(card.links, addresses)) if card else None,
        tuple(_show_hit(hit, summarize, addresses) for hit in result.hits),
        tuple(_show_hit(hit, summarize, addresses) for hit in result.nearest),
        _join_links(contact.links, addresses) if contact else (),
        result.mended or "",
        result.is_number or "",
    )


def _show_hit(hit: Hit, summarize: Callable[[str], str], addresses: Addresses) -> FoundArticle:
    return FoundArticle(hit.id, hit.title, hit.section, addresses.join(hit.url), summarize(hit.id))


def _show_card(card: Card) -> FoundCard:
    """As the search would have found it."""
    return FoundCard(f"card:{card.id}", card.title, card.text, card.lines, card.links)


def _join_links(links: Iterable[CardLink], addresses: Addresses) -> tuple[CardLink, ...]:
    return tuple(replace(link, url=addresses.join(link.url)) for link in links)
