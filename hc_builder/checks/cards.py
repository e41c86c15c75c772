"""What is wrong with the shop's own cards as part of the help center."""

import re
from collections.abc import Iterator

from hc_builder.checks.article_links import find_link_fault
from hc_builder.content.cards import NAME, OwnCard, list_intents
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.targets import is_external
from hc_builder.problems import Problem

_SCHEMES = re.compile(r"(?:https?|mailto|tel|sms):", re.I)


def check_cards(center: HelpCenter) -> Iterator[Problem]:
    """HC43."""
    path, taken = center.shown_path(NAME), list_intents(center.settings)
    for card in center.own_cards:
        lang = card.fields.lang or center.settings.language
        if lang not in center.settings.languages:
            hint = f"languages here: {', '.join(center.settings.languages)}"
            yield Problem(path, card.line, "HC43", f"a card in the language `{lang}`, which the site has not", hint)
        if card.id in taken:
            yield Problem(path, card.line, "HC43", f"the settings give a card `{card.id}`", "give yours another `id`")
        if card.fields.link and (fault := _find_fault(card, lang, center)):
            yield Problem(path, card.line, "HC43", *fault)


def _find_fault(card: OwnCard, lang: str, center: HelpCenter) -> tuple[str, str] | None:
    link = card.fields.link
    if is_external(link):
        hint = "begin it with https://, tel: or mailto:"
        return None if _SCHEMES.match(link) else (f"the card's `link` can't be {link!r}", hint)
    return find_link_fault(center, lang, link)
