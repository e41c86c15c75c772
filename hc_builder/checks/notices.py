"""What is wrong with the notices."""

from collections.abc import Iterator
from datetime import date

from hc_builder.content.article import Article
from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem, did_you_mean


def check_notices(center: HelpCenter, today: date) -> Iterator[Problem]:
    """HC46, of notices of every day, so that none is told on the day it appears; HC48 of one whose days are over."""
    known = {"home", *(id for _, id in center.by_key), *(id for _, id in center.category_by_key if id)}
    for notice in center.notices:
        path = center.shown_path(notice.path)
        for page in notice.fields.pages:
            if page not in known:
                hint = did_you_mean(page, known) or "name an article or a category by its path, or home"
                yield Problem(path, notice.lines.get("pages", 1), "HC46", f"there is no page `{page}`", hint)
        if notice.is_over(today):
            yield _tell_over(notice, path)


def _tell_over(notice: Article, path: str) -> Problem:
    what = f"the notice was shown until {notice.fields.until}"
    return Problem(path, notice.lines.get("until", 1), "HC48", what, "move `until`, or delete the file", "notice")
