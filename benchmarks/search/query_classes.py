"""Ways to type the same need, each made by rule from a real question, the same on every run.

All classes of a set come from the same questions, so that a figure can be read against its neighbour's. `keywords`
is the clean query that the mistyped ones are made from; questions with fewer than two keywords (in a Korean set: of
Hangul) are left out.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from search import hangul
from search.datasets import Dataset, Question
from search.keywords import find_keywords

Words = list[str]
Rule = Callable[[Words, random.Random], str]

# (after a final consonant, after a vowel)
PARTICLES = (
    ("은", "는"), ("이", "가"), ("을", "를"), ("의", "의"), ("에", "에"), ("도", "도"), ("만", "만"), ("과", "와"),
    ("이나", "나"), ("이랑", "랑"), ("이라도", "라도"), ("에서", "에서"), ("까지", "까지"), ("부터", "부터"),
    ("에서는", "에서는"),
)  # fmt: skip


@dataclass(frozen=True)
class Query:
    text: str
    article: str


def build_queries(dataset: Dataset, most: int) -> dict[str, list[Query]]:
    """Class → its queries, from the first `most` questions that have keywords."""
    chosen = choose_questions(dataset, most)
    queries = {"question": [Query(question.text, question.article) for question, _ in chosen]}
    for name, rule in (ENGLISH if dataset.lang == "en" else KOREAN).items():
        texts = (rule(words, random.Random(f"{name}\n{question.text}")) for question, words in chosen)
        queries[name] = [Query(text, question.article) for text, (question, _) in zip(texts, chosen, strict=True)]
    return queries


def choose_questions(dataset: Dataset, most: int) -> list[tuple[Question, Words]]:
    found = []
    for question in dataset.questions:
        words = find_keywords(question.text, dataset.lang)
        if sum(map(hangul.is_hangul, words)) > 1 or (len(words) > 1 and dataset.lang != "ko"):
            found.append((question, words))
        if len(found) == most:
            break
    return found


def join_words(words: Words, _: random.Random) -> str:
    return "".join(words)


def split_words(words: Words, chance: random.Random) -> str:
    """A space inside the longest word, and inside every other of four syllables or more."""
    longest = find_longest(words)
    return " ".join(
        _split(word, chance) if place == longest or len(word) > 3 else word for place, word in enumerate(words)
    )


def _split(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return f"{word[:at]} {word[at:]}"


def add_particles(words: Words, chance: random.Random) -> str:
    """A particle after every Hangul word, right for its last letter, of fifteen in common use."""
    return " ".join(word + _choose_particle(word, chance) if hangul.is_hangul(word) else word for word in words)


def _choose_particle(word: str, chance: random.Random) -> str:
    closed, open = chance.choice(PARTICLES)
    return closed if hangul.has_final(word) else open


def find_longest(words: Words) -> int:
    """The place of the longest Hangul word, the first of equals."""
    return max(range(len(words)), key=lambda at: (hangul.is_hangul(words[at]), len(words[at]), -at))


def in_longest(mistake: Callable[[str, random.Random], str]) -> Rule:
    """One mistake, in the longest word."""

    def rule(words: Words, chance: random.Random) -> str:
        longest = find_longest(words)
        return " ".join(mistake(word, chance) if at == longest else word for at, word in enumerate(words))

    return rule


def replace_jamo(word: str, chance: random.Random) -> str:
    """`환불` → `환블`: one jamo of one syllable becomes another of its place."""
    at = chance.randrange(len(word))
    parts = list(hangul.split_syllable(word[at]))
    place = chance.choice([place for place, part in enumerate(parts) if part])
    others = (hangul.INITIALS, hangul.VOWELS, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ")[place]
    parts[place] = chance.choice([jamo for jamo in others if jamo != parts[place]])
    return word[:at] + hangul.join_syllable(*parts) + word[at + 1 :]


def on_keys(mistake: Callable[[str, int, random.Random], str]) -> Callable[[str, random.Random], str]:
    """A slip of the finger on the keys of a Korean keyboard, then what the input method makes of it."""

    def mistype(word: str, chance: random.Random) -> str:
        keys = hangul.split_keystrokes(word)
        places = [at for at in range(1, len(keys)) if mistake(keys, at, random.Random(0)) != keys]
        return hangul.compose_keystrokes(mistake(keys, chance.choice(places), chance)) if places else word

    return mistype


def miss_key(keys: str, at: int, _: random.Random) -> str:
    return keys[:at] + keys[at + 1 :]


def double_key(keys: str, at: int, _: random.Random) -> str:
    return keys[:at] + keys[at] + keys[at:]


def swap_keys(keys: str, at: int, _: random.Random) -> str:
    return keys[: at - 1] + keys[at] + keys[at - 1] + keys[at + 1 :]


def hit_neighbour(keys: str, at: int, chance: random.Random) -> str:
    """The key to the left or right of the one that was meant."""
    row = next((row for row in hangul.KEYBOARD_ROWS if keys[at] in row), "")
    place = row.find(keys[at])
    beside = [row[near] for near in (place - 1, place + 1) if row and 0 <= near < len(row)]
    return keys[:at] + chance.choice(beside) + keys[at + 1 :] if beside else keys


def keep_initials(words: Words, _: random.Random) -> str:
    """Of the Hangul words; the others are left out, or they would answer alone."""
    return " ".join(
        "".join(hangul.split_syllable(char)[0] for char in word) for word in filter(hangul.is_hangul, words)
    )


def forget_layout(words: Words, _: random.Random) -> str:
    """The Hangul words, for the same reason."""
    return " ".join(map(hangul.type_english, filter(hangul.is_hangul, words)))


def stop_typing(words: Words, chance: random.Random) -> str:
    """The last word while it is typed: its last syllable missing, or begun (`환불` → `환부`, `환ㅂ`)."""
    *before, last = words
    begun = last[:-1] + _begin_syllable(last[-1], chance) if hangul.is_syllable(last[-1]) else last[:-1]
    return " ".join([*before, last[:-1] if len(last) > 2 and chance.random() < 0.5 else begun])


def _begin_syllable(syllable: str, chance: random.Random) -> str:
    initial, vowel, final = hangul.split_syllable(syllable)
    return hangul.join_syllable(initial, vowel) if final and chance.random() < 0.7 else initial


def mistype_english(words: Words, chance: random.Random) -> str:
    """One letter of the longest word wrong, missing, doubled, or swapped with the one before."""
    at = max(range(len(words)), key=lambda place: (len(words[place]), -place))
    word, letter = words[at], chance.randrange(1, len(words[at]))
    kinds = (
        word[:letter] + chance.choice("abcdefghijklmnopqrstuvwxyz".replace(word[letter], "")) + word[letter + 1 :],
        miss_key(word, letter, chance),
        double_key(word, letter, chance),
        swap_keys(word, letter, chance),
    )
    return " ".join([*words[:at], chance.choice(kinds), *words[at + 1 :]])


def cut_english(words: Words, chance: random.Random) -> str:
    """The last word without its last one to three letters, of which two are left at least."""
    *before, last = words
    return " ".join([*before, last[: max(2, len(last) - chance.randint(1, 3))]])


def keep_words(words: Words, _: random.Random) -> str:
    return " ".join(words)


KOREAN: dict[str, Rule] = {
    "keywords": keep_words,
    "no space": join_words,
    "extra space": split_words,
    "other particle": add_particles,
    "wrong jamo": in_longest(replace_jamo),
    "wrong key": in_longest(on_keys(hit_neighbour)),
    "missing key": in_longest(on_keys(miss_key)),
    "doubled key": in_longest(on_keys(double_key)),
    "swapped keys": in_longest(on_keys(swap_keys)),
    "initials": keep_initials,
    "English layout": forget_layout,
    "prefix": stop_typing,
}
ENGLISH: dict[str, Rule] = {"keywords": keep_words, "typo": mistype_english, "prefix": cut_english}
