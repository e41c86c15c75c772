"""The words of the pages themselves, in the languages of `theme/lang/`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

FALLBACK = "en"
_FOLDER = Path(__file__).parent / "theme" / "lang"


@cache
def read_interface_text(lang: str) -> Mapping[str, str]:
    """Key → text. `ko-KR` takes `ko`, and a language without a set of its own takes English."""
    for name in (lang, lang.partition("-")[0], FALLBACK):
        path = _FOLDER / f"{name}.yml"
        if path.is_file():
            return MappingProxyType(yaml.safe_load(path.read_text("utf-8")))
    raise FileNotFoundError(f"{_FOLDER / FALLBACK}.yml is missing: the package is not whole, install it again")
