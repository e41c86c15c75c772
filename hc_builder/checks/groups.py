"""Groups of articles within a category, where its head names them."""

from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem, did_you_mean


def check_groups(center: HelpCenter) -> Iterator[Problem]:
    """HC49 of an article whose group is none of those that the `index.md` of its folder lists."""
    for shown in center.articles:
        article = shown.article
        category = center.category_by_key.get((article.lang, article.category))
        groups = category.fields.groups if category else ()
        if groups and article.fields.group and article.fields.group not in groups:
            what = f"the category has no group {article.fields.group!r}"
            hint = did_you_mean(article.fields.group, groups) or f"groups in its index.md: {', '.join(groups)}"
            path, line = center.shown_path(article.path), article.lines.get("group", 1)
            yield Problem(path, line, "HC49", what, hint, "warning")
