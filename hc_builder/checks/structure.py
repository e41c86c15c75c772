"""Pages that lead nowhere or to which nothing leads."""

from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.links import AddressBook
from hc_builder.content.targets import is_external
from hc_builder.problems import Problem


def check_empty_categories(center: HelpCenter) -> Iterator[Problem]:
    """HC73: a folder with an `index.md` that has no text, and no published article below. Notices come and go with the
    calendar."""
    listed = (shown for shown in center.articles if shown.article.is_head or not shown.unlisted)
    filled = {(shown.article.lang, shown.article.category) for shown in listed}
    filled |= {(notice.lang, notice.category) for notice in center.notices}
    for category in center.categories:
        below = (id == category.id or id.startswith(f"{category.id}/") for lang, id in filled if lang == category.lang)
        if category.path and category.id and not any(below):
            hint = "publish an article in it, or delete its index.md"
            path = center.shown_path(category.path)
            yield Problem(path, 0, "HC73", "the category is empty: none of its articles is published", hint, "warning")


def check_orphans(center: HelpCenter, book: AddressBook) -> Iterator[Problem]:
    """HC72, where the shop asks for it: no article links to this one or names it as related."""
    if center.settings.severities.get("HC72", "off") == "off":
        return
    linked = set(_list_linked(center, book))
    for shown in center.articles:
        if shown.url not in linked and not (shown.article.fields.related or shown.article.is_head):
            what = "no article links to this one"
            hint = "link to it where it is the next thing to read, or set `related`"
            path, line = center.shown_path(shown.article.path), shown.article.lines.get("title", 1)
            yield Problem(path, line, "HC72", what, hint, "notice")


def _list_linked(center: HelpCenter, book: AddressBook) -> Iterator[str]:
    for shown in center.articles:
        yield from _list_links(shown, book)
        related = (center.find(id, shown.article.lang) for id in shown.article.fields.related)
        yield from (other.url for other in related if other)


def _list_links(shown: Shown, book: AddressBook) -> Iterator[str]:
    for reference in shown.rendered.references:
        if reference.tag == "a" and reference.target.strip() and not is_external(reference.target):
            found = book.resolve(shown, reference.target)
            if found and found.shown and found.shown is not shown:
                yield found.shown.url
