"""Messages in Korean, for writers.

As in gettext, the English sentence is the key: `messages.ko.toml` has a Korean one for each, with the same fields.
Messages are made in forty modules, compared, kept in the cache and sent between processes as finished text, so the
fields are read back from it: `{name}` is taken over as it stands, `{name*}` is a sentence of its own. No particle
follows a field, so none can be wrong.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache, cached_property
from pathlib import Path

CATALOGUE = Path(__file__).with_name("messages.ko.toml")
LANGUAGES = ("en", "ko")
_FIELD = re.compile(r"\{(\w+)(\*?)\}")
_LONGEST = 4_000
"""Nothing longer is a sentence of ours."""

_chosen: ContextVar[str] = ContextVar("language", default="")


def speak(lang: str) -> None:
    """Tell everything in `lang` from here on; `""`: as the locale says."""
    _chosen.set(lang)


def spoken() -> str:
    """The language in which messages are told: the one that was chosen, or that of the locale where we have it."""
    return _chosen.get() or find_locale_language(os.environ)


def find_locale_language(environment: Mapping[str, str]) -> str:
    """The first variable that is set counts, as for every program (POSIX)."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "ko" if locale.startswith("ko") else "en"


def say(text: str) -> str:
    """A message in the language in which messages are told."""
    return to_korean(text) if spoken() == "ko" else text


class Sentence:
    """One English sentence and the Korean one; the shape is tried only on texts that begin and end alike."""

    def __init__(self, english: str, korean: str) -> None:
        self.english, self.korean = english, korean
        literals = _FIELD.split(english)[::3]
        self.begin, self.end = literals[0], literals[-1]
        self.weight = sum(map(len, literals))
        self.is_plain = len(literals) == 1

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        """A field that comes again holds the same again."""
        parts, seen, shape = _FIELD.split(self.english), set[str](), ""
        for literal, name in zip(parts[::3], [*parts[1::3], ""], strict=True):
            field = f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            shape += re.escape(literal) + (field if name else "")
            seen.add(name)
        return re.compile(shape, re.S)

    def translate(self, text: str) -> str | None:
        """The Korean of a text of this sentence; `None` where it is another."""
        if self.is_plain or not (text.startswith(self.begin) and text.endswith(self.end)):
            return self.korean if text == self.english else None
        found = self._shape.fullmatch(text)
        if found is None:
            return None
        inner = {name for name, star in _FIELD.findall(self.english) if star}
        values = {name: to_korean(value) if name in inner else value for name, value in found.groupdict().items()}
        return _FIELD.sub(lambda field: values[field[1]], self.korean)


@cache
def read_sentences() -> tuple[Sentence, ...]:
    """The one with most words of its own first, so that the nearest is taken."""
    given = tomllib.loads(CATALOGUE.read_text("utf-8"))
    return tuple(sorted((Sentence(*pair) for pair in given.items()), key=lambda one: -one.weight))


@cache
def to_korean(text: str) -> str:
    """A message, hint or part of one; what has no Korean sentence stays as it is."""
    if not text or len(text) > _LONGEST:
        return text
    return next((told for one in read_sentences() if (told := one.translate(text)) is not None), text)
