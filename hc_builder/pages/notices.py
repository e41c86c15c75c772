"""Which notices a page has on top."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.pages.page_parts import NoticeView
from hc_builder.pages.places import Place


def find_notices(center: HelpCenter, lang: str, today: date) -> Iterator[Shown]:
    """Those of this day that everybody is told."""
    for shown in center.in_language(lang):
        article = shown.article
        if article.is_notice and article.is_current(today) and not center.find_audience(article.id):
            yield shown


def list_notices(notices: Iterable[Shown], place: Place) -> Iterator[NoticeView]:
    """Of the notices of this day those for the page; not one on its own page."""
    id = place.shown.article.id if place.shown else place.category.id if place.category else place.kind
    for shown in notices:
        article, fields = shown.article, shown.article.fields
        if shown is not place.shown and _is_on(fields.pages, id):
            until = fields.until.isoformat() if fields.until else ""
            yield NoticeView(article.title, shown.url, article.id, fields.severity, until)


def _is_on(pages: Sequence[str], id: str) -> bool:
    """Whether a notice for these pages is on the page of `id`; the home page has none of its own."""
    return not pages or any((id or "home") == page or id.startswith(f"{page}/") for page in pages)
