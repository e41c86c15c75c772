"""A page in the other languages of its site, and where its readers are led where it is not translated."""

from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter, address, search_page
from hc_builder.content.settings import Settings
from hc_builder.pages.inquiry_form import find_inquiry_page
from hc_builder.pages.interface_text import name_language, read_interface_text
from hc_builder.pages.page_parts import Alternate, Link
from hc_builder.pages.places import Place, Stop, stop_url

ERROR_PAGE = "404.html"
_NOTE = "untranslated"
"""The id of the note that is shown to whom a fallback has led."""


def find_alternates(center: HelpCenter, place: Place) -> Iterator[Alternate]:
    """This page in the other languages that have it."""
    for lang in center.settings.languages:
        url = _find_twin(center, place, lang) if lang != place.lang else None
        if url is not None:
            yield Alternate(name_language(lang), url, lang, is_listed=_is_listed(center, place, lang))


def find_fallbacks(center: HelpCenter, place: Place) -> Iterator[Alternate]:
    """The nearest page in each language that lacks this one, with what its link says of that in its own language."""
    for lang in center.settings.languages:
        has_pages = (lang, "") in center.category_by_key and any(key[0] == lang for key in center.by_key)
        if lang != place.lang and has_pages and _find_twin(center, place, lang) is None:
            note = read_interface_text(lang)["untranslated_link"].format(language=name_language(lang))
            yield Alternate(name_language(lang), f"{_find_nearest(center, place, lang)}#{_NOTE}", lang, note)


def find_error_pages(settings: Settings, own: str) -> Iterator[Alternate]:
    """The error pages of the other languages."""
    for lang in settings.languages:
        if lang != own:
            yield Alternate(name_language(lang), address("", lang, settings) + ERROR_PAGE, lang)


def list_policies(center: HelpCenter, lang: str) -> Iterator[Link]:
    """The links of the footer. A label that nobody has translated gives way to the title of the translated article."""
    settings = center.settings.in_language(lang)
    is_own = settings.policies != center.settings.policies
    for label, target in settings.policies.items():
        shown = center.find(target, lang)
        is_translated = shown is not None and shown.article.lang == lang != center.settings.language
        title = shown.article.title if shown and is_translated and not is_own else label
        yield Link(title, shown.url if shown else target)


def _find_twin(center: HelpCenter, place: Place, lang: str) -> str | None:
    if place.kind == "search":
        return search_page(lang, center.settings, place.audience)
    if place.kind == "inquiry":
        return find_inquiry_page(center.settings, lang) or None
    if place.stop:
        return _find_stop(center, place.stop, lang)
    id = place.category.id if place.category else place.shown.article.id if place.shown else ""
    known = center.category_by_key if place.category else center.by_key
    return address(id, lang, center.settings) if (lang, id) in known else None


def _is_listed(center: HelpCenter, place: Place, lang: str) -> bool:
    """Whether search engines may list the page's twin, which is there."""
    id = place.category.id if place.category else place.shown.article.id if place.shown else ""
    twin = center.by_key.get((lang, id))
    return twin is None or twin.article.is_for_engines


def _find_stop(center: HelpCenter, stop: Stop, lang: str) -> str | None:
    """The same step of the flow with the same name; another's card has another way to it."""
    flow = next((flow for flow in center.flows if (flow.lang, flow.name) == (lang, stop.flow.name)), None)
    step = flow.steps.get(stop.step.name) if flow and stop.step else None
    return stop_url(center, Stop(flow, step)) if flow and step else None


def _find_nearest(center: HelpCenter, place: Place, lang: str) -> str:
    """The deepest topic around the page that the language has, or else its home page."""
    id = place.category.parent or "" if place.category else place.shown.article.category if place.shown else ""
    above = center.ancestors(id, lang)
    return address(above[-1].id if above else "", lang, center.settings)
