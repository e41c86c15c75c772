"""What is wrong with the shop's own cards as part of the help center."""

from collections.abc import Iterator
from datetime import date

from hc_builder.checks.link_targets import find_target_fault
from hc_builder.content.cards import NAME, OwnCard, list_intents
from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem


def check_cards(center: HelpCenter, today: date) -> Iterator[Problem]:
    """HC43; HC48 of a card whose days are over."""
    path, taken = center.shown_path(NAME), list_intents(center.settings)
    for card in center.own_cards:
        lang = card.fields.lang or center.settings.language
        if lang not in center.settings.languages:
            hint = f"languages here: {', '.join(center.settings.languages)}"
            yield Problem(path, card.line, "HC43", f"a card in the language `{lang}`, which the site has not", hint)
        if card.id in taken:
            yield Problem(path, card.line, "HC43", f"the settings give a card `{card.id}`", "give yours another `id`")
        yield from _check_link(card, lang, center, path)
        if card.fields.until and card.fields.until < today:
            what = f"the card {card.fields.title!r} was shown until {card.fields.until}"
            yield Problem(path, card.line, "HC48", what, "move `until`, or take the card out", "notice")


def _check_link(card: OwnCard, lang: str, center: HelpCenter, path: str) -> Iterator[Problem]:
    link, label = card.fields.link, card.fields.label
    if label and not link:
        what = f"a card with the `label` {label!r} has no `link`"
        yield Problem(path, card.line, "HC43", what, "add `link: …`, or take `label` out")
    if link and (fault := find_target_fault(center, lang, link)):
        what, hint = fault
        yield Problem(path, card.line, "HC43", f"the `link` of a card: {what}", hint)
