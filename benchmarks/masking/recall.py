"""How much of what is personal in the sentences beside this file is masked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from feedback_function.masking import list_tags, mask_text, tidy_text

Half = Literal["dev", "held"]
LEAK = 3
"""So many digits, letters or Hangul of a secret in one stretch are a leak; all of a shorter secret."""

_FOLDER = Path(__file__).parent
_TELLING = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks; `secrets` are places in it, as `[begin, end)`."""

    kind: str
    text: str
    secrets: tuple[tuple[int, int], ...]


def read_sentences(half: Half) -> list[Sentence]:
    return [_parse(line) for line in _read_half("personal.tsv", half)]


def read_near_misses(half: Half) -> list[str]:
    return _read_half("near_misses.txt", half)


def find_leaks(sentence: Sentence, mask: Callable[[str], str] = mask_text) -> list[str]:
    """The secrets of which a stretch of `LEAK` telling characters is left, or all of them if they are fewer."""
    kept = list(_list_kept(sentence.text, mask(sentence.text)))
    return [sentence.text[begin:end] for begin, end in sentence.secrets if _is_left(sentence.text, begin, end, kept)]


def _is_left(text: str, begin: int, end: int, kept: list[tuple[int, int]]) -> bool:
    enough = min(LEAK, len(_TELLING.findall(text[begin:end])))
    return any(len(_TELLING.findall(text[max(low, begin) : min(high, end)])) >= enough for low, high in kept)


def _list_kept(text: str, masked: str) -> Iterator[tuple[int, int]]:
    """The places of `text` that `masked` still shows between its tags."""
    tags = "|".join(map(re.escape, list_tags()))
    pieces = re.split(tags, masked)
    found = re.fullmatch("(.*?)".join(f"({re.escape(piece)})" for piece in pieces), text, re.S)
    if found is None:
        raise ValueError(f"masking changed more than it masked: {masked!r}")
    yield from (found.span(2 * number + 1) for number in range(len(pieces)))


def _parse(line: str) -> Sentence:
    """Tidied, as masking does first, so that what it keeps can be found again."""
    kind, _, marked = line.partition("\t")
    parts = re.split("[⟦⟧]", tidy_text(marked.replace("\\n", "\n")))
    ends = [sum(map(len, parts[: number + 1])) for number in range(len(parts))]
    return Sentence(kind, "".join(parts), tuple(zip(ends[:-1:2], ends[1::2], strict=True)))


def _read_half(name: str, half: Half) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return lines[half == "held" :: 2]
