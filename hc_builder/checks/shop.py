"""What the settings say of the shop: ways to a person that lead nowhere, a pale colour, leftovers of the example."""

import re
from collections.abc import Iterator
from datetime import date

from hc_builder.checks.prose import Prose
from hc_builder.content.contact_settings import Channel
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.settings import GivenSettings
from hc_builder.pages.inquiry_form import leads_to_form
from hc_builder.pages.opening_hours import has_holidays
from hc_builder.pages.palette import find_pale, find_unreadable, settle_schemes
from hc_builder.problems import Kind, Problem

_FILE = "mkdocs.yml"


def check_channels(center: HelpCenter) -> Iterator[Problem]:
    """HC57."""
    for number, channel in enumerate(center.settings.contact.channels, 1):
        if not leads_to_form(channel, center.settings) and (fault := _find_channel_fault(channel)):
            name = f"setting `helpcenter: contact.channels[{number}]`"
            yield Problem(_FILE, 0, "HC57", f"{name}: {fault[0]}", fault[1], "warning")
    if center.settings.contact.inquiry.endpoint and not any(
        leads_to_form(channel, center.settings) for channel in center.settings.contact.channels
    ):
        what = "setting `helpcenter: contact.inquiry`: no way to a person leads to the form"
        hint = "add a channel of the type `form`, without a `url`, to `contact.channels`"
        yield Problem(_FILE, 0, "HC57", what, hint, "warning")


def _find_channel_fault(channel: Channel) -> tuple[str, str] | None:
    if channel.url:
        return None
    if channel.type == "phone":
        has_number = sum(map(str.isdigit, channel.value)) >= 3
        return None if has_number else ("a phone without a number", "write it as `value: 1588-0000`")
    if channel.type == "email":
        is_whole = re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", channel.value)
        return None if is_whole else ("an e-mail without an address", "write it as `value: help@shop.example`")
    return f"a channel of the type `{channel.type}` leads nowhere", "write its address as `url: https://…`"


_NO_TEXT = "no text can be read there: choose a lighter or a darker `background` and `surface`"


def check_colors(center: HelpCenter) -> Iterator[Problem]:
    """HC74: an accent that can't be read is shown otherwise, and the shop should know which one its pages have; of
    other texts it must be told."""
    settings = center.settings
    colors, light = settings.palettes, settings.brand.colors.light.accent
    names = ("brand.colors.light.accent" if light else "shop.color"), "brand.colors.dark.accent"
    sides = zip(("light", "dark"), (colors.light, colors.dark), settle_schemes(colors), names, strict=True)
    for side, palette, scheme, name in sides:
        if pale := find_pale(palette.accent, scheme):
            shown = f"so pages show {pale.shown}"
            what = f"the colour {pale.given} has a contrast of {pale.ratio:.1f} on {pale.paper}, {shown}"
            hint = "choose a colour of the brand that is told from it, if there is one"
            yield Problem(_FILE, 0, "HC74", f"setting `helpcenter: {name}`: {what}", hint, "notice")
        for text in find_unreadable(scheme):
            what = f"`{text.field}` {text.color} has a contrast of {text.ratio:.1f} on {text.paper}, and text needs 4.5"
            hint = f"a colour that would do is {text.cure}" if text.cure else _NO_TEXT
            yield Problem(_FILE, 0, "HC74", f"setting `helpcenter: brand.colors.{side}`: {what}", hint, "warning")


def check_holidays(center: HelpCenter, today: date) -> Iterator[Problem]:
    """HC79: the table of public holidays has an end."""
    country = center.settings.contact.hours.holidays
    if country and not has_holidays(country, today.year + 1):
        what = f"public holidays of {country} are known until {today.year} only"
        hint = "update hc, or list the days under `contact: hours: closed`"
        yield Problem(_FILE, 0, "HC79", what, hint, "notice")


_EXAMPLE = "온서랍"
_LEFT = re.compile(r"온서랍|onseorap(?:\.example)?|000-00-00000|1588-0000|김서랍")
_LEFT_HINT = "write your own shop's, or take it out"
_LEFTOVERS = Kind("leftovers of the example shop", _LEFT_HINT)


def is_example(settings: GivenSettings) -> bool:
    """Whether the shop is the example, or has no name yet that would tell it from that."""
    return not settings.shop.name or _EXAMPLE in settings.shop.name


def check_leftovers(center: HelpCenter) -> Iterator[Problem]:
    """HC59: names and numbers of the example shop in a shop that has a name of its own."""
    if is_example(center.settings):
        return
    found = filter(None, map(_LEFT.search, _list_texts(center.settings)))
    for word in dict.fromkeys(one[0] for one in found):
        what = f"the settings still hold `{word}` of the example shop"
        yield Problem(_FILE, 0, "HC59", what, _LEFT_HINT, "warning", _LEFTOVERS, word)


def _list_texts(settings: GivenSettings) -> Iterator[str]:
    shop, channels = settings.shop, settings.contact.channels
    yield from (shop.url, shop.order_lookup, shop.parcel_lookup, *shop.company, *settings.words)
    yield from (text for channel in channels for text in (channel.value, channel.url))
    yield from (shortcut.link for shortcut in settings.shortcuts)
    yield from settings.widget.origins


def check_leftovers_in(prose: Prose) -> Iterator[Problem]:
    """HC59 of one article of such a shop, at its first place."""
    if found := _LEFT.search(prose.text):
        what = f"`{found[0]}` of the example shop still stands in the text"
        yield prose.tell_at(found.start(), "HC59", what, _LEFT_HINT, "warning", _LEFTOVERS, found[0])
