"""An explanation in a writer's words, in Korean or English."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hc_builder.content.help_center import Shown
from hc_builder.search.cures import Cure
from hc_builder.search.explainer import Explained, Explanation, Match, Missed, Part, Word
from hc_builder.search.telling_words import WORDS, Words
from hc_builder.search.text import fold_text

_PLACES = ("title", "question", "keywords", "heading", "text")
"""In falling order of weight."""


@dataclass(frozen=True)
class Asked:
    """The article that a writer asks about, its file as they would type it, and what would help."""

    shown: Shown
    path: str
    cures: Sequence[Cure]


def tell(explanation: Explanation, articles: dict[str, Shown], lang: str, asked: Asked | None = None) -> str:
    """Lines: how the question was read, what each article found has and lacks, and what to change."""
    words = WORDS["ko" if lang == "ko" else "en"]
    if explanation.number:
        return words.numbers[explanation.number].format(query=explanation.query)
    return "\n".join(_list_lines(explanation, articles, words, asked))


def _list_lines(
    explanation: Explanation, articles: dict[str, Shown], words: Words, asked: Asked | None
) -> Iterator[str]:
    yield words.quote.format(explanation.query)
    if not any(part.kind in ("word", "unknown") for word in explanation.words for part in word.parts):
        yield words.nothing_asked
        return
    yield words.read_as
    yield from (f"  {_tell_word(word, words)}" for word in explanation.words)
    yield ""
    if not explanation.is_answered:
        yield words.none_found
    yield from _tell_above(explanation, words)
    if explanation.nearest:
        yield words.nearest
    for rank, found in enumerate(explanation.hits or explanation.nearest, 1):
        yield f"{rank}. {found.title} [{found.id}]"
        yield from _tell_article(found, articles.get(found.id), words)
    if asked and explanation.article:
        yield ""
        yield from _tell_asked(explanation, explanation.article, articles, words, asked)


def _tell_above(explanation: Explanation, words: Words) -> Iterator[str]:
    """What customers see before the list."""
    if card := explanation.card:
        yield words.card.format(card.title, card.id)
        yield from _tell_article(card, None, replace(words, places={**words.places, "question": words.card_words}))
    if answer := explanation.answer:
        yield words.answer.format(answer.text, answer.article, answer.confidence)


def _tell_word(word: Word, words: Words) -> str:
    turned = words.turned.format(word.read) if word.typed != word.read else ""
    told = [_tell_part(part, word, words) for part in word.parts if part.kind != "rest"] or [words.weak]
    rests = "".join(part.text for part in word.parts if part.kind == "rest") if len(word.parts) > 1 else ""
    return f"{word.typed} — " + " ".join(filter(None, [turned, *told, words.rest.format(rests) if rests else ""]))


def _tell_part(part: Part, word: Word, words: Words) -> str:
    if part.kind == "weak":
        return words.weak_part.format(part.term)
    share = words.share.format(round(100 * part.share))
    meanings = [meaning for meaning in part.meanings if meaning != part.term]
    also = words.also.format(", ".join(meanings)) if meanings else ""
    if part.kind == "unknown":
        found = words.only_meanings if part.articles else words.unknown
        return " ".join(filter(None, [found.format(part.text, part.articles), also, share]))
    if part.how == "synonym":
        return " ".join([words.how["synonym"].format(part.text), also, words.count.format(part.articles), share])
    is_typed = part.how == "word" and part.term == word.read
    how = words.how["typed" if is_typed else part.how].format(part.term)
    return " ".join(filter(None, [how, also, words.count.format(part.articles), share]))


def _tell_article(found: Explained, shown: Shown | None, words: Words) -> Iterator[str]:
    for match in _list_matches(found):
        term = words.stands_for.format(match.term) if match.term != match.text else ""
        places = ", ".join(words.places[place] for place in _find_places(match, shown))
        yield f"   {match.text}{term} — {places}"
    if found.missed:
        yield f"   {words.lacks}: {_list_missed(found.missed, words)}"


def _list_matches(found: Explained) -> list[Match]:
    """Each part once; what hardly counts is left out."""
    return list({match.text: match for match in found.matched if match.share > 0}.values())


def _list_missed(missed: Sequence[Missed], words: Words) -> str:
    return ", ".join(f"{part.text} {words.share.format(round(100 * part.share))}" for part in missed)


def _find_places(match: Match, shown: Shown | None) -> list[str]:
    """Where the term stands, in falling order of weight: title, question, keywords, heading, text."""
    titles = [fold_text(section.title) for section in shown.rendered.sections] if shown else []
    heading = {"heading"} if "text" in match.where and any(match.term in title for title in titles) else set()
    return [place for place in _PLACES if place in {*match.where, *heading}]


def _tell_asked(
    explanation: Explanation, article: Explained, articles: dict[str, Shown], words: Words, asked: Asked
) -> Iterator[str]:
    yield words.asked.format(asked.shown.article.title, asked.path)
    yield f"   {words.ranked.format(article.rank) if article.rank else words.not_found}"
    yield from _tell_article(article, asked.shown, words)
    if explanation.hits and explanation.hits[0].id != article.id:
        first = explanation.hits[0]
        yield from _compare(first, articles.get(first.id), article, asked.shown, words)
    if article.rank == 1:
        return
    tried = words.cures if any(cure.rank for cure in asked.cures) else words.untried
    yield f"   {tried if asked.cures else words.no_cure}"
    yield from (f"   - {_tell_cure(cure, asked, words)}" for cure in asked.cures)


def _compare(first: Explained, its: Shown | None, article: Explained, own: Shown, words: Words) -> Iterator[str]:
    """Words that the first article has in a better place."""
    matches = {match.text: match for match in _list_matches(article)}
    for match in _list_matches(first):
        mine = matches.get(match.text)
        better, worse = _find_places(match, its)[:1], _find_places(mine, own)[:1] if mine else []
        if better and worse and _PLACES.index(better[0]) < _PLACES.index(worse[0]):
            yield "   " + words.better.format(match.text, words.places[better[0]], words.places[worse[0]])


def _tell_cure(cure: Cure, asked: Asked, words: Words) -> str:
    told = words.cure[cure.kind].format(text=cure.text, target=cure.target, path=asked.path)
    return f"{told} → {words.then.format(cure.rank)}" if cure.rank else told
