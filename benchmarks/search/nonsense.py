"""A hundred queries that no article answers: the right result is none at all."""

import random
from collections.abc import Iterator

from search.datasets import SHARED, Dataset
from search.hangul import INITIALS, VOWELS, join_syllable
from search.keywords import tokenize

OFF_TOPIC = SHARED / "questions/paraKQC/data/paraKQC_v1.txt"


def build_nonsense(dataset: Dataset, seed: str = "nonsense") -> list[str]:
    """25 each: mashed Latin keys, jamo, syllables at random, and pairs of real words that no article has."""
    chance = random.Random(seed)
    made = {*_mash(chance), *_mash_jamo(chance), *_mash_syllables(chance), *_find_off_topic(dataset, chance)}
    return sorted(made)


def _mash(chance: random.Random) -> list[str]:
    return ["".join(chance.choices("asdfghjklqwertyzxcvb", k=chance.randint(6, 10))) for _ in range(25)]


def _mash_jamo(chance: random.Random) -> list[str]:
    """`ㅁㄴㅏㅇㄹㅓ`: with a vowel among them, so that they are nobody's initials."""
    made = []
    for _ in range(25):
        jamo = chance.choices("ㅁㄴㅇㄹㅎㅂㅈㄷㄱㅅ", k=chance.randint(4, 6)) + chance.choices("ㅏㅓㅗㅣㅛ", k=2)
        chance.shuffle(jamo)
        made.append("".join(jamo))
    return made


def _mash_syllables(chance: random.Random) -> list[str]:
    return [
        "".join(join_syllable(chance.choice(INITIALS), chance.choice(VOWELS)) for _ in range(chance.randint(3, 5)))
        for _ in range(25)
    ]


def _find_off_topic(dataset: Dataset, chance: random.Random) -> list[str]:
    """Two nouns of orders given to a smart speaker, neither of which stands anywhere in the articles."""
    text = "\n".join(shown.article.source for shown in dataset.center.articles)
    absent = sorted({noun for noun in _read_nouns() if noun not in text})
    chance.shuffle(absent)
    return [f"{absent[2 * at]} {absent[2 * at + 1]}" for at in range(25)]


def _read_nouns() -> Iterator[str]:
    for line in OFF_TOPIC.read_text(encoding="utf-8").splitlines()[::10]:  # ten paraphrases of each
        sentence = line.rsplit("\t", 1)[-1]
        yield from (word for word, tag in tokenize(sentence) if tag in ("NNG", "NNP") and len(word) > 1)
