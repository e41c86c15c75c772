"""Articles whose review is due, by who looks after them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hc_builder.content.help_center import HelpCenter


@dataclass(frozen=True, order=True)
class Due:
    """One article's review. `owner` may be empty; `days` counts from today to the day `review_by`, negative once that
    is past; `path` and `line` are where the date is written."""

    owner: str
    review_by: date
    id: str
    title: str
    path: str
    line: int
    days: int


def find_due(center: HelpCenter, today: date, within: timedelta) -> list[Due]:
    """Those that are overdue, or due within the time given: by owner, who has none last, the oldest first."""
    return sorted(_list_due(center, today, today + within), key=lambda due: (not due.owner, due))


def _list_due(center: HelpCenter, today: date, last: date) -> Iterator[Due]:
    for shown in center.articles:
        article, day = shown.article, shown.article.fields.review_by
        if day and day <= last:
            path, line = center.shown_path(article.path), article.lines.get("review_by", 1)
            yield Due(article.fields.owner, day, article.id, article.title, path, line, (day - today).days)
