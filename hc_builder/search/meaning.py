"""What the feedback endpoint needs of a language's articles to answer by meaning: `search/<lang>/meaning.json`.

`feedback_function/meaning/articles.py` reads it.
"""

from typing import Any

import msgspec

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.search.document import find_summary

NAME = "meaning.json"
FORM = 1
BEGINNING = 160
"""Characters of a section's text, which tell what it is about."""


def build_meaning(center: HelpCenter, lang: str) -> bytes:
    """The file, in the order of the articles' ids; without notices that end, for the endpoint knows no days."""
    shown = sorted(filter(_stays, center.list_public(lang)), key=lambda each: each.article.id)
    return msgspec.json.encode({"form": FORM, "lang": lang, "articles": list(map(_describe, shown))})


def _stays(shown: Shown) -> bool:
    return not (shown.article.is_notice and shown.article.fields.until)


def _describe(shown: Shown) -> dict[str, Any]:
    fields, sections = shown.article.fields, shown.rendered.sections
    return {
        "id": shown.article.id,
        "url": shown.url,
        "title": fields.title,
        "summary": find_summary(shown),
        "category": shown.article.category,
        "type": fields.type,
        "sections": [
            {
                "anchor": section.anchor,
                "title": section.title,
                "text": " ".join(section.text.split())[:BEGINNING],
            }
            for section in sections
        ],
    }
