"""What stands beside a film under its name: its poster, its captions, and what is said in it as text.

`demo.mp4` has `demo.webp` or `demo-poster.webp`, `demo.ko.vtt` or `demo.vtt`, and `demo.ko.txt` or `demo.txt`.
"""

import posixpath
from collections.abc import Container, Iterator, Sequence

import msgspec

FILM_SUFFIXES = (".mp4", ".m4v", ".mov", ".webm")
_POSTERS = (".webp", ".jpg", ".jpeg", ".png", ".avif")


class Companions(msgspec.Struct, frozen=True):
    """Paths in the site; `captions` with their languages. Empty where there is none."""

    poster: str = ""
    captions: tuple[tuple[str, str], ...] = ()
    transcript: str = ""


def is_film_name(path: str) -> bool:
    return path.lower().endswith(FILM_SUFFIXES)


def find_companions(path: str, files: Container[str], languages: Sequence[str], lang: str) -> Companions:
    """Those of a film among `files`; captions of `lang`, that of the page, come first."""
    stem = posixpath.splitext(path)[0]
    own = [lang, *(each for each in languages if each != lang)]
    captions = [(each, f"{stem}.{each}.vtt") for each in own]
    captions = [each for each in captions if each[1] in files]
    if not captions and f"{stem}.vtt" in files:
        captions = [(lang, f"{stem}.vtt")]
    poster = next((name for name in _list_posters(stem) if name in files), "")
    transcript = next((name for name in (f"{stem}.{lang}.txt", f"{stem}.txt") if name in files), "")
    return Companions(poster, tuple(captions), transcript)


def list_companions(path: str, languages: Sequence[str]) -> Iterator[str]:
    """All names that they may have."""
    stem = posixpath.splitext(path)[0]
    for ending in ("vtt", "txt"):
        yield f"{stem}.{ending}"
        yield from (f"{stem}.{lang}.{ending}" for lang in languages)
    yield from _list_posters(stem)


def _list_posters(stem: str) -> Iterator[str]:
    yield from (f"{stem}-poster{suffix}" for suffix in _POSTERS)
    yield from (f"{stem}{suffix}" for suffix in _POSTERS)
