"""Where a page leads on to besides its lists: guided flows, shortcuts, related articles."""

from collections.abc import Iterator, Sequence

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.pages.page_parts import Link, Shortcut
from hc_builder.pages.places import Stop, stop_url
from hc_builder.pages.targets import find_page

_RELATED = 4


def list_flows(center: HelpCenter, lang: str) -> tuple[Link, ...]:
    """Those that are not hidden."""
    listed = (flow for flow in center.flows if flow.lang == lang and not flow.fields.hidden)
    return tuple(Link(flow.fields.title, stop_url(center, Stop(flow, flow.start))) for flow in listed)


def list_shortcuts(center: HelpCenter, lang: str) -> Iterator[Shortcut]:
    """Faulty ones are told by the checks, and left as they are written."""
    for shortcut in center.settings.in_language(lang).shortcuts:
        page = find_page(center, shortcut.link, lang)
        yield Shortcut(shortcut.label, page.url if page else shortcut.link, shortcut.icon)


def find_related(center: HelpCenter, shown: Shown, named_by: Sequence[Shown]) -> list[Shown]:
    """Its own `related` first, then the articles that name it, `named_by`."""
    article = shown.article
    own = (center.by_key.get((article.lang, id)) for id in article.fields.related)
    candidates = [*filter(None, own), *named_by]
    unique = {other.article.id: other for other in candidates if other.article.id != article.id}
    return [other for other in unique.values() if _may_name(center, shown, other)][:_RELATED]


def _may_name(center: HelpCenter, shown: Shown, other: Shown) -> bool:
    """What is for an audience is named to that one alone."""
    audience = center.find_audience(other.article.id)
    return audience in ("", center.find_audience(shown.article.id))
