"""`articles.json`: the ids of the articles, by which the feedback endpoint (`HC_ARTICLES`) knows made-up names."""

import msgspec

from hc_builder.content.help_center import HelpCenter

NAME = "articles.json"


def build_article_names(center: HelpCenter) -> bytes:
    """The file, in order."""
    shown = {each.article.id for lang in center.settings.languages for each in center.list_public(lang)}
    return msgspec.json.encode(sorted(shown))
