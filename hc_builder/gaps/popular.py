"""What customers open most: counted from the event log, written for the build."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from feedback_function.clock import parse_zone
from hc_builder.atomic import write_atomically
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.popular import NAME, render_popular
from hc_builder.gaps.commands import GapRequest
from hc_builder.gaps.counting.readers import count_readers
from hc_builder.gaps.model.window import LogWindow

MOST = 20
"""Articles that are written: more than any page shows, for those that are of one language only."""


class OpenedArticle(NamedTuple):
    """An article, and how many sessions opened it."""

    id: str
    title: str
    sessions: int


def find_popular(request: GapRequest, weeks: int) -> list[OpenedArticle]:
    """The articles that most sessions opened in the last `weeks`, at most `MOST`, most first and equals by id. What the
    log names and the help center does not have is nobody's article, and notices are popular on their day only."""
    center = request.project.center
    window = LogWindow(int(request.now.timestamp()), weeks, parse_zone(center.settings.contact.hours.zone))
    with request.open_events() as events:
        sessions = count_readers(events, window, center.settings.gaps)
    return _rank(sessions, center)[:MOST]


def _rank(sessions: Mapping[str, int], center: HelpCenter) -> list[OpenedArticle]:
    public = (shown for shown in reversed(center.articles) if not center.find_audience(shown.article.id))
    titles = {shown.article.id: shown.article.title for shown in public if _is_listed(shown)}
    found = [OpenedArticle(id, titles[id], number) for id, number in sessions.items() if id in titles]
    return sorted(found, key=lambda article: (-article.sessions, article.id))


def _is_listed(shown: Shown) -> bool:
    return shown.is_in_lists and not (shown.is_draft or shown.article.is_notice)


def update_popular(center: HelpCenter, articles: Sequence[OpenedArticle]) -> bool:
    """Write `content/popular.yml`; `False`: it says so already."""
    path, text = center.root / NAME, render_popular(article.id for article in articles).encode()
    if path.is_file() and path.read_bytes() == text:
        return False
    write_atomically(path, text)
    return True


def render_table(articles: Sequence[OpenedArticle]) -> str:
    """A line for each: sessions, title, id."""
    return "".join(f"{article.sessions:>7,}  {article.title}  [{article.id}]\n" for article in articles)
