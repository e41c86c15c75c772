"""Help centers of any size, for measuring bytes and time: KorQuAD's paragraphs, and more made from them.

A made article is of KorQuAD's sentences in random order. Alone they would bring no new word however many they are, so
words are changed: of half of them the noun is exchanged under its particle or ending, and one in twelve gets a noun
that never was, of the halves of two. So the vocabulary goes on growing: not as fast as an encyclopedia's, which has a
new subject on every page, but as a large help center's would.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hc_builder.content.help_center import Shown
from search.datasets import Dataset, make_article, make_center, mix, read_korquad, read_korquad_topics
from search.keywords import cut_noun

EXCHANGED, INVENTED = 0.5, 0.08
WORDS = 120


@dataclass(frozen=True)
class Stock:
    """What articles are made of. `tails` maps a form to what follows its noun (`해군이` → `이`)."""

    sentences: tuple[str, ...]
    nouns: tuple[str, ...]
    tails: dict[str, str]


def make_dataset(count: int) -> Dataset:
    """`count` articles of about `WORDS` words, the first of them real; the questions on those of the test half."""
    real = read_korquad("test")
    chosen = [question.article for question in mix(real.questions)]
    order = {id: place for place, id in enumerate(dict.fromkeys(chosen))}
    articles = sorted(real.articles, key=lambda shown: order.get(shown.article.id, len(order)))[:count]
    articles += list(make_articles(count - len(articles), WORDS))
    ids = {shown.article.id for shown in articles}
    questions = tuple(question for question in real.questions if question.article in ids)
    return Dataset(f"{count}", "ko", make_center(articles), questions)


def make_articles(count: int, words: int) -> Iterator[Shown]:
    """The same for the same numbers."""
    stock, chance = read_stock(), random.Random(f"{count} {words}")
    for number in range(count):
        text = make_text(stock, words, chance)
        yield make_article(f"{chance.choice(stock.nouns)} {chance.choice(stock.nouns)} {number}", text)


def make_text(stock: Stock, words: int, chance: random.Random) -> str:
    made: list[str] = []
    while len(made) < words:
        made += [change_word(word, stock, chance) for word in chance.choice(stock.sentences).split()]
    return " ".join(made)


def change_word(word: str, stock: Stock, chance: random.Random) -> str:
    draw, tail = chance.random(), stock.tails.get(word)
    if tail is None or draw > EXCHANGED:
        return word
    if draw > INVENTED:
        return chance.choice(stock.nouns) + tail
    first, second = chance.choice(stock.nouns), chance.choice(stock.nouns)
    return first[: -(-len(first) // 2)] + second[len(second) // 2 :] + tail


@cache
def read_stock() -> Stock:
    text = "\n".join(text for _, paragraphs in read_korquad_topics() for text, _ in paragraphs)
    sentences = tuple(part for part in re.split(r"(?<=[.?!])\s+|\n", text) if len(part.split()) > 3)
    cut = {word: cut_noun(word) for word in sorted(set(re.findall("(?<!\\S)[가-힣]{2,}(?!\\S)", text)))}
    nouns = tuple(sorted({noun for noun in cut.values() if len(noun) > 1}))
    return Stock(sentences, nouns, {word: word[len(noun) :] for word, noun in cut.items() if len(noun) > 1})
