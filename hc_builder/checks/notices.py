"""What is wrong with the notices."""

from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem, did_you_mean


def check_notices(center: HelpCenter) -> Iterator[Problem]:
    """HC46."""
    known = {"home", *(id for _, id in center.by_key), *(id for _, id in center.category_by_key if id)}
    for shown in center.articles:
        article = shown.article
        if not article.is_notice:
            continue
        fields, path = article.fields, center.shown_path(article.path)
        for page in fields.pages:
            if page not in known:
                hint = did_you_mean(page, known) or "name an article or a category by its path, or home"
                yield Problem(path, article.lines.get("pages", 1), "HC46", f"there is no page `{page}`", hint)
