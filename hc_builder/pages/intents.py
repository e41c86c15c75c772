"""Questions whose answer stands in the settings: contact, hours, company, look-up, policies, languages, as cards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from hc_builder.content.cards import Card, CardLink, OwnCard
from hc_builder.content.contact_settings import Channel
from hc_builder.content.flows import Flow
from hc_builder.content.help_center import HelpCenter, address
from hc_builder.content.settings import GivenSettings
from hc_builder.pages.inquiry_form import find_inquiry_page, leads_to_form
from hc_builder.pages.interface_text import format_date, name_language, read_interface_text
from hc_builder.pages.languages import list_policies
from hc_builder.pages.opening_hours import OpeningHours, build_opening_hours, describe_hours
from hc_builder.pages.places import Stop, stop_url
from hc_builder.pages.targets import find_page
from hc_builder.yaml_text import read_own_yaml

_SHOWN_HOLIDAYS = 6
_WORDS = Path(__file__).with_name("intent_words")


def build_cards(center: HelpCenter, own: Sequence[OwnCard], lang: str, today: date) -> tuple[Card, ...]:
    """The cards of one language: the intents that the settings answer, the shop's own, and its flows."""
    first = center.settings.language
    intents = _Intents(center, lang, build_opening_hours(center.settings.contact.hours, today), today)
    shop = (_build_own(card, center, lang) for card in own if (card.fields.lang or first) == lang)
    flows = (_build_flow(flow, center) for flow in center.flows if flow.lang == lang and not flow.fields.hidden)
    return (*intents.build(), *shop, *flows)


@dataclass(frozen=True)
class _Intents:
    center: HelpCenter
    lang: str
    hours: OpeningHours
    today: date

    @property
    def settings(self) -> GivenSettings:
        return self.center.settings.in_language(self.lang)

    @property
    def text(self) -> Mapping[str, str]:
        return read_interface_text(self.lang)

    def build(self) -> Iterator[Card]:
        yield from self._build_contact()
        yield from self._build_hours()
        yield from self._build_lookups()
        if self.settings.shop.company:
            yield Card(
                "company", "company", self._words("company"), self.text["company"], lines=self.settings.shop.company
            )
        yield from self._build_policies()
        yield from self._build_languages()

    def _words(self, kind: str) -> tuple[str, ...]:
        return read_intent_words(self.lang).get(kind, ())

    def _build_contact(self) -> Iterator[Card]:
        contact = self.settings.contact
        links = tuple(map(self._build_channel, contact.channels))
        title, lines = self.text["contact_title"], self._hours_lines
        if links:
            yield Card("contact", "contact", self._words("contact"), title, contact.hours.reply, lines, links)
        phones = [channel.value for channel in contact.channels if channel.type == "phone"]
        if phones:
            calls = tuple(link for link in links if link.channel == "phone")
            words = (*self._words("phone"), *phones)
            yield Card("phone", "phone", words, self.text["contact_phone"], "", lines, calls)

    def _build_channel(self, channel: Channel) -> CardLink:
        label = channel.label or self.text[f"contact_{channel.type}"]
        if leads_to_form(channel, self.settings):
            return CardLink(label, find_inquiry_page(self.center.settings, self.lang))
        return CardLink(f"{label} {channel.value}".rstrip(), channel.href, channel.type)

    @property
    def _hours_lines(self) -> tuple[str, ...]:
        return describe_hours(self.hours, self.text)

    def _build_hours(self) -> Iterator[Card]:
        if not self.hours.is_known:
            return
        reply = self.settings.contact.hours.reply
        yield Card("hours", "hours", self._words("hours"), self.text["contact_hours"], reply, self._hours_lines)
        coming = [day for day in self.hours.closed if day >= self.today.isoformat()][:_SHOWN_HOLIDAYS]
        if coming:
            days = tuple(format_date(date.fromisoformat(day), self.text) for day in coming)
            yield Card("holidays", "holidays", self._words("holidays"), self.text["card_holidays"], lines=days)

    def _build_lookups(self) -> Iterator[Card]:
        shop = self.settings.shop
        if shop.order_lookup:
            link = CardLink(self.text["search_order_link"], shop.order_lookup)
            yield Card("order", "order", self._words("order"), self.text["card_order"], links=(link,))
        if shop.parcel_lookup:
            link = CardLink(self.text["search_parcel_link"], shop.parcel_lookup)
            yield Card("parcel", "parcel", self._words("parcel"), self.text["card_parcel"], links=(link,))

    def _build_policies(self) -> Iterator[Card]:
        for number, policy in enumerate(list_policies(self.center, self.lang), 1):
            link = CardLink(policy.title, policy.url)
            yield Card(f"policy-{number}", "policy", (policy.title,), policy.title, links=(link,))

    def _build_languages(self) -> Iterator[Card]:
        others = [other for other in self.settings.languages if other != self.lang]
        if others:
            links = tuple(CardLink(name_language(other), address("", other, self.settings)) for other in others)
            words = (*self._words("language"), *(link.label for link in links))
            yield Card("language", "language", words, self.text["card_language"], links=links)


@cache
def read_intent_words(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Kind of card → what customers type for it; empty for a language without a list."""
    path = _WORDS / f"{lang.partition('-')[0]}.yml"
    words = read_own_yaml(path) if path.is_file() else {}
    return MappingProxyType({kind: tuple(phrases) for kind, phrases in words.items()})


def _build_flow(flow: Flow, center: HelpCenter) -> Card:
    """A guided flow is found by its title and by what its first question lets customers say."""
    fields, text = flow.fields, read_interface_text(flow.lang)
    words = (fields.title, *(choice.fields.say for choice in flow.start.choices if choice.fields.go))
    link = CardLink(text["flow_open"], stop_url(center, Stop(flow, flow.start)))
    return Card(f"flow-{flow.name}", "flow", words, fields.title, fields.text, (), (link,))


def _build_own(card: OwnCard, center: HelpCenter, lang: str) -> Card:
    fields = card.fields
    page = find_page(center, fields.link, lang) if fields.link else None
    label = fields.label or (page.title if page else fields.link)
    links = (CardLink(label, page.url if page else fields.link),) if fields.link else ()
    return Card(card.id, "own", fields.words, fields.title, fields.text, (), links, fields.from_, fields.until)
