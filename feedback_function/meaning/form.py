"""What is asked of `/v1/meaning`, and what it answers."""

from typing import Annotated

import msgspec
from msgspec import Meta

from feedback_function.events import Lang


class Question(msgspec.Struct, frozen=True):
    """`query` is masked in the browser, and here again; of a long one the beginning counts."""

    query: Annotated[str, Meta(min_length=1)]
    lang: Lang


class NearArticle(msgspec.Struct, frozen=True):
    """`url` is relative to the site's root; `anchor` and `section` are those of the nearest section, or empty."""

    id: str
    url: str
    title: str
    summary: str
    category: str
    type: str
    anchor: str
    section: str
    score: float


class NearArticles(msgspec.Struct, frozen=True):
    """The nearest first; none where nothing is near enough."""

    articles: list[NearArticle]
