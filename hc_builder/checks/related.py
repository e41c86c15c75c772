"""Relations between articles: names that are none, and circles."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from hc_builder.checks.nearest import Nearest
from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem

_NAMED_OF_A_CIRCLE = 8


def check_related(center: HelpCenter) -> Iterator[Problem]:
    """HC22."""
    ids = {shown.article.id for shown in center.articles}
    nearest = Nearest(sorted(ids))
    for shown in center.articles:
        article = shown.article
        path, line = center.shown_path(article.path), article.lines.get("related", 1)
        for id in article.fields.related:
            if id not in ids:
                near = nearest.find(id)
                hint = f"did you mean '{near}'?" if near else _ID_HINT
                yield Problem(path, line, "HC22", f"`related` names '{id}', which is no article", hint)


_ID_HINT = "name an article by its path under the content folder, without .md"


def check_circles(center: HelpCenter) -> Iterator[Problem]:
    """HC23: `related` shows on both articles, so naming it back only repeats it. A circle is told where it closes."""
    graph: dict[str, list[str]] = defaultdict(list)
    for shown in center.in_language(center.settings.language):
        graph[shown.article.id] += shown.article.fields.related
    for circle in find_circles(graph):
        yield _tell_circle(center, circle)


def find_circles(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Each circle by the edge that closes it, in a walk that goes deep first: one pass over all edges, without
    recursion. (`graphlib` names one circle and stops, and a help center may have thousands.)"""
    done: set[str] = set()
    for start in graph:
        path: dict[str, Iterator[str]] = {} if start in done else {start: iter(graph[start])}
        while path:
            id, others = next(reversed(path.items()))
            other = next(others, None)
            if other is None:
                done.add(id)
                del path[id]
            elif other in path:
                walked = list(path)
                yield [*walked[walked.index(other) :], other]
            elif other in graph and other not in done:
                path[other] = iter(graph[other])


def _tell_circle(center: HelpCenter, circle: Sequence[str]) -> Problem:
    closing = center.find(circle[-2])
    assert closing is not None  # circles are made of articles
    line = closing.article.lines.get("related", 1)
    named = circle if len(circle) <= _NAMED_OF_A_CIRCLE else [*circle[:4], "…", *circle[-3:]]
    what = f"`related` goes in a circle: {' → '.join(named)}"
    hint = f"take '{circle[-1]}' off this list: a relation named once is shown on both articles"
    return Problem(center.shown_path(closing.article.path), line, "HC23", what, hint)
