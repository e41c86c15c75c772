"""Articles that the two Markdown dialects read differently, for those who change from one to the other."""

from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import DialectComparison


def list_dialect_differences(center: HelpCenter) -> Iterator[str]:
    """A line for each article that the two dialects read differently, and how many there are."""
    comparison, count = DialectComparison(), 0
    for shown in center.articles:
        if difference := comparison.compare(shown.article.body, shown.article.lang):
            count += 1
            path = center.shown_path(shown.article.path)
            yield f"{path}: '{difference.python_markdown}' becomes '{difference.commonmark}'"
    yield f"{count} of {len(center.articles)} articles are read differently"
