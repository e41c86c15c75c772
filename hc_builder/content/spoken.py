"""Settings that differ by language: `{ko: 전화 상담, en: By phone}` stands wherever a value may stand."""

from collections.abc import Mapping, Sequence
from typing import Any


def choose_language(value: Any, lang: str, languages: Sequence[str]) -> Any:
    """`value` as `lang` says it: of each choice its part, or that of the first of `languages` which has one."""
    if isinstance(value, Mapping):
        if is_choice(value, languages):
            said = next(value[each] for each in (lang, *languages) if each in value)
            return choose_language(said, lang, languages)
        return {key: choose_language(item, lang, languages) for key, item in value.items()}
    return [choose_language(item, lang, languages) for item in value] if isinstance(value, list) else value


def is_choice(value: Mapping[str, Any], languages: Sequence[str]) -> bool:
    return bool(value) and all(key in languages for key in value)
