"""Faults between articles: references that lead nowhere, doubled titles and addresses, circles in `related`."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.links import AddressBook, find_line, is_external
from hc_builder.content.markup import Reference
from hc_builder.problems import Problem, Severity, did_you_mean

_MEDIA_TAGS = ("img", "source", "video", "audio", "track", "object", "embed")


def check_help_center(center: HelpCenter, today: date) -> list[Problem]:
    """Every fault of the content, those of reading included, in order of place."""
    book = AddressBook(center)
    found: list[Problem] = list(center.problems)
    for shown in center.articles:
        found += check_references(center, book, shown)
        found += check_related(center, shown)
        found += check_review(center, shown, today)
    found += check_titles(center)
    found += check_addresses(center)
    found += check_circles(center)
    return sorted(found)


def check_references(center: HelpCenter, book: AddressBook, shown: Shown) -> Iterator[Problem]:
    severity = center.settings.dead_links
    for reference in dict.fromkeys(shown.rendered.references):
        if not is_external(reference.target):
            yield from _check_reference(center, book, shown, reference, severity)


def _check_reference(
    center: HelpCenter, book: AddressBook, shown: Shown, reference: Reference, severity: Severity
) -> Iterator[Problem]:
    target, path = reference.target, center.shown_path(shown.article.path)
    found = book.resolve(shown, target)
    if found is None:
        code, noun = ("HC12", "media file") if reference.tag in _MEDIA_TAGS else ("HC10", "link target")
        what, hint = f"{noun} '{target}' does not exist", _nearest(center, shown, target)
        if _find_path(shown, target) in center.unpublished:
            what, hint = (
                f"link target '{target}' is not published",
                "publish it with this article, or take the link out",
            )
        hint = hint or f"create the file, or correct the path from {shown.article.path}"
        yield Problem(path, find_line(shown, target), code, what, hint, severity)
    elif found.shown and found.fragment and found.fragment not in found.shown.rendered.anchors:
        anchors = [heading.anchor for heading in found.shown.rendered.headings]
        hint = did_you_mean(found.fragment, anchors) or f"anchors there: {', '.join(anchors) or 'none'}"
        what = f"'{target}': the article {found.shown.article.id} has no anchor '#{found.fragment}'"
        yield Problem(path, find_line(shown, target), "HC11", what, hint, severity)


def _find_path(shown: Shown, target: str) -> str:
    """The content path that a relative target names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(shown.article.path), target.split("#")[0]))


def _nearest(center: HelpCenter, shown: Shown, target: str) -> str:
    """The hint names a file as the writer would have to write it from here."""
    base = posixpath.dirname(shown.article.path)
    known = [*(other.article.path for other in center.articles), *center.files]
    wanted = target.split("#")[0].split("?")[0]
    near = did_you_mean(wanted, [posixpath.relpath(path, base or ".") for path in known])
    return near or did_you_mean(posixpath.basename(wanted), [posixpath.basename(path) for path in known])


def check_related(center: HelpCenter, shown: Shown) -> Iterator[Problem]:
    article = shown.article
    path, line = center.shown_path(article.path), article.lines.get("related", 1)
    ids = [other.article.id for other in center.articles]
    for id in article.fields.related:
        if id not in ids:
            hint = did_you_mean(id, ids) or "name an article by its path under the content folder, without .md"
            yield Problem(path, line, "HC22", f"`related` names '{id}', which is no article", hint)


def check_review(center: HelpCenter, shown: Shown, today: date) -> Iterator[Problem]:
    due = shown.article.fields.review_by
    if due and due < today:
        line = shown.article.lines.get("review_by", 1)
        hint = "read it once more, correct it, and set `updated` and a later `review_by`"
        path = center.shown_path(shown.article.path)
        yield Problem(path, line, "HC30", f"its review was due on {due}", hint, "warning")


def check_titles(center: HelpCenter) -> Iterator[Problem]:
    first: dict[tuple[str, str], Shown] = {}
    for shown in center.articles:
        article = shown.article
        twin = first.setdefault((article.lang, " ".join(article.title.casefold().split())), shown)
        if twin is not shown:
            what = f"the title '{article.title}' is also that of {center.shown_path(twin.article.path)}"
            hint = "customers can't tell the two apart: say in each title what only it answers, or join them"
            yield Problem(center.shown_path(article.path), article.lines.get("title", 1), "HC20", what, hint)


def check_addresses(center: HelpCenter) -> Iterator[Problem]:
    """Two files for one page, and old addresses that two pages claim or that a page still has."""
    taken: dict[str, str] = {}
    for category in center.categories:
        if category.path:
            taken[center.category_url(category)] = category.path
    for shown in center.articles:
        yield from _claim(center, taken, shown, shown.url, 1)
    for shown in center.articles:
        for old in shown.article.fields.redirect_from:
            url = old.strip("/").removesuffix(".html") + "/"
            yield from _claim(center, taken, shown, url, shown.article.lines.get("redirect_from", 1))


def _claim(center: HelpCenter, taken: dict[str, str], shown: Shown, url: str, line: int) -> Iterator[Problem]:
    owner = taken.setdefault(url, shown.article.path)
    if owner != shown.article.path:
        what = f"the address '{url}' already belongs to {center.shown_path(owner)}"
        hint = "rename one of the two files, or take the address off `redirect_from`"
        yield Problem(center.shown_path(shown.article.path), line, "HC21", what, hint)


def check_circles(center: HelpCenter) -> Iterator[Problem]:
    """`related` shows on both articles, so naming it back only repeats it: a circle is told once, where it closes."""
    graph: dict[str, list[str]] = defaultdict(list)
    for shown in center.articles:
        if shown.article.lang == center.settings.languages[0]:
            graph[shown.article.id] += shown.article.fields.related
    state: dict[str, int] = {}  # 1: on the path, 2: done
    for id in list(graph):
        for circle in _find_circles(graph, id, state, []):
            yield _circle_problem(center, circle)


def _find_circles(graph: dict[str, list[str]], id: str, state: dict[str, int], path: list[str]) -> Iterator[list[str]]:
    if state.get(id) == 2 or id not in graph:
        return
    if state.get(id) == 1:
        yield [*path[path.index(id) :], id]
        return
    state[id] = 1
    for other in graph[id]:
        yield from _find_circles(graph, other, state, [*path, id])
    state[id] = 2


def _circle_problem(center: HelpCenter, circle: list[str]) -> Problem:
    closing = center.find(circle[-2])
    assert closing is not None  # circles are made of articles
    line = closing.article.lines.get("related", 1)
    what = f"`related` goes in a circle: {' → '.join(circle)}"
    hint = f"take '{circle[-1]}' off this list: a relation named once is shown on both articles"
    return Problem(center.shown_path(closing.article.path), line, "HC23", what, hint)
