"""What a writer may change so that a question finds an article, each tried on the index before it is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from hc_builder.cache import make_key
from hc_builder.content.article import Article
from hc_builder.content.help_center import HelpCenter
from hc_builder.search.engine import SearchEngine
from hc_builder.search.explainer import Explainer, Explanation
from hc_builder.search.synonyms import Group, Synonyms

MOST_ARTICLES = 2_000
"""Of larger help centers an index takes too long to be made anew for each cure."""
_LEAST_SHARE = 0.15
"""Of the question: a word that weighs less is not worth a line in the synonyms or a longer title."""
_FAR = 20

Build = Callable[[HelpCenter, Synonyms], Mapping[str, bytes]]


class Cure(msgspec.Struct, frozen=True):
    """One change. `kind`: `question`, `keyword` and `title` add `text` to the article's; `synonym` lets `text` also
    find `target`. `rank`: where the article then stands; `None`: not tried."""

    kind: Literal["question", "synonym", "keyword", "title"]
    text: str
    target: str = ""
    rank: int | None = None


@dataclass(frozen=True)
class Shop:
    """What an index is made of."""

    center: HelpCenter
    synonyms: Synonyms
    lang: str
    build: Build


def find_cures(shop: Shop, explainer: Explainer, explanation: Explanation) -> tuple[Cure, ...]:
    """Those that bring the asked article further up, in the order in which they are worth doing."""
    article = explanation.article
    if article is None or article.rank == 1 or not explanation.words:
        return ()
    proposed = list(_propose(explainer, explanation))
    if len(shop.center.in_language(shop.lang)) > MOST_ARTICLES:
        return tuple(proposed)
    tried = [_try(shop, explanation.query, article.id, cure) for cure in proposed]
    before = article.rank or _FAR + 1
    return tuple(cure for cure in tried if cure.rank and cure.rank < before)


def spell(explanation: Explanation) -> str:
    """The question in the words that were read: never in the keys of another layout."""
    if all(word.typed == word.read for word in explanation.words):
        return " ".join(explanation.query.split())
    return " ".join(word.read for word in explanation.words)


def _propose(explainer: Explainer, explanation: Explanation) -> Iterator[Cure]:
    article = explanation.article
    assert article is not None
    yield Cure("question", spell(explanation))
    missed = max(article.missed, key=lambda part: part.share, default=None)
    if missed is None or missed.share < _LEAST_SHARE:
        return
    if target := _find_target(explainer, explanation):
        yield Cure("synonym", missed.text, target)
    yield Cure("title", missed.text)


def _find_target(explainer: Explainer, explanation: Explanation) -> str:
    """The word of the title that says most, if the question does not have it."""
    assert explanation.article is not None
    asked = {part.term for word in explanation.words for part in word.parts}
    title = explainer.explain(explanation.article.title, limit=0)
    known = [part for word in title.words for part in word.parts if part.kind == "word" and part.term not in asked]
    return max(known, key=lambda part: part.share).term if known else ""


def _try(shop: Shop, query: str, id: str, cure: Cure) -> Cure:
    center, synonyms = apply_cure(shop, id, cure)
    with SearchEngine(shop.build(center, synonyms)) as engine:
        ids = [hit.id for hit in engine.search(query, limit=_FAR).hits]
    return msgspec.structs.replace(cure, rank=ids.index(id) + 1 if id in ids else 0)


def apply_cure(shop: Shop, id: str, cure: Cure) -> tuple[HelpCenter, Synonyms]:
    """The help center with the cure, in memory."""
    if cure.kind == "synonym":
        return shop.center, Synonyms((*shop.synonyms.groups, Group((cure.text,), (cure.target,))))
    articles = tuple(
        replace(shown, article=_change(shown.article, cure), key=make_key("cure", shown.key, repr(cure)))
        if (shown.article.id, shown.article.lang) == (id, shop.lang)
        else shown
        for shown in shop.center.articles
    )
    return replace(shop.center, articles=articles), shop.synonyms


def _change(article: Article, cure: Cure) -> Article:
    fields = article.fields
    if cure.kind == "question":
        return article.with_fields(msgspec.structs.replace(fields, questions=(*fields.questions, cure.text)))
    if cure.kind == "keyword":
        return article.with_fields(msgspec.structs.replace(fields, keywords=(*fields.keywords, cure.text)))
    return article.with_fields(msgspec.structs.replace(fields, title=f"{fields.title} {cure.text}"))
