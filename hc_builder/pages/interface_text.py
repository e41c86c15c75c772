"""The words of the pages themselves, in the languages of `theme/lang/`."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from hc_builder.yaml_text import read_own_yaml

FALLBACK = "en"
_NAMES = dict(
    zip(
        "ko en ja zh es fr de it pt nl pl ru uk tr ar hi th vi id ms".split(),
        "한국어 English 日本語 中文 Español Français Deutsch Italiano Português Nederlands Polski Русский Українська "
        "Türkçe العربية हिन्दी ไทย Việt Indonesia Melayu".split(),
        strict=True,
    )
)
_FOLDER = Path(__file__).parents[1] / "theme" / "lang"


@cache
def read_interface_text(lang: str) -> Mapping[str, str]:
    """Key → text. `ko-KR` takes `ko`, and a language without a set of its own takes English."""
    for name in (lang, lang.partition("-")[0], FALLBACK):
        path = _FOLDER / f"{name}.yml"
        if path.is_file():
            return MappingProxyType(read_own_yaml(path))
    raise FileNotFoundError(f"{_FOLDER / FALLBACK}.yml is missing: the package is not whole, install it again")


def name_language(lang: str) -> str:
    """A language's own name for itself; one not known here is called by its code."""
    return _NAMES.get(lang.partition("-")[0], lang)


def format_date(day: date, text: Mapping[str, str]) -> str:
    """A date as the language writes it."""
    return text["date"].format(year=day.year, month=day.month, day=day.day, month_name=f"{day:%B}")
