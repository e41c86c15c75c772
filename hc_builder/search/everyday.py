"""Words of everyday Korean, and how common they are: what the shipped list and an index make of each other."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from hc_builder.search.facts import FORM_BIT, PROMINENT_BIT, SPEECH_BITS, VERB
from hc_builder.search.word_lists import read_lines

_VERB_BITS = SPEECH_BITS | FORM_BIT | PROMINENT_BIT


@cache
def read_everyday() -> Mapping[tuple[str, bool], int]:
    """(Word, whether it is a verb's stem) → 1 for one that is well known to 3 for one of every other text."""
    return {
        (word, "v" in head): int(head[0])
        for head, line in (line.split(": ") for line in read_lines("everyday.ko.txt"))
        for word in line.split()
    }


def find_everyday_level(word: str, kind: int) -> int:
    """How common a term is; 0: not so."""
    return read_everyday().get((word, kind == VERB), 0)


def find_strangers(lang: str, kinds: Mapping[str, int], tails: Iterable[str], least: int = 1) -> Iterator[str]:
    """Nouns of level `least` or more that the site does not write, and stems of one syllable; but for those that one of
    its words and an ending make up (신고+가, 사+고). `kinds`: the words of the index with their bits."""
    if lang != "ko":
        return
    endings = frozenset(tails)
    for (word, is_stem), level in read_everyday().items():
        heads = (word[:at] for at in range(1, len(word)) if word[at:] in endings)
        is_kept = len(word) == 1 if is_stem else not any(_may_end(head, kinds) for head in heads)
        if is_kept and level >= least and word not in kinds:
            yield word


def _may_end(head: str, kinds: Mapping[str, int]) -> bool:
    """One syllable is mostly a piece of something else (선거 is no 선, 감기 no 감), but for verbs that articles are
    about."""
    bits = kinds.get(head, 0)
    return head in kinds and (len(head) > 1 or bits & _VERB_BITS == VERB | PROMINENT_BIT)
