"""What is wrong with the list of popular articles as part of the help center."""

from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter
from hc_builder.content.popular import NAME
from hc_builder.problems import Problem


def check_popular(center: HelpCenter) -> Iterator[Problem]:
    """HC47 of articles that are gone: content may move on before the list is written anew."""
    known = {id for _, id in center.by_key}
    for article in center.popular:
        if article.id not in known:
            what = f"`{article.id}` is no article any more, and is passed over"
            hint = "run `hc popular --update`, or take the line out"
            yield Problem(center.shown_path(NAME), article.line, "HC47", what, hint, "notice")
