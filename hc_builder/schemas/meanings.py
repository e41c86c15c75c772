"""What each key means, as the documents say it: the tables and lists of `docs/`, in English and in Korean."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files

Meanings = Mapping[str, str]

_ROW = re.compile(r"^\| *\[?`(?P<key>[^`]+)`.*\| *(?P<meaning>[^|]*?) *\|$")
_POINT = re.compile(r"^- (?P<keys>`[^`]+`(?:, `[^`]+`)*): (?P<meaning>.+(?:\n  .+)*)", re.M)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@cache
def read_meanings(lang: str) -> Meanings:
    """Of every setting by its dotted name, and of each key of `mkdocs.yml`."""
    text = _read_document("settings", lang)
    tables = {key: meaning for table in _list_tables(text) for key, meaning in table.items()}
    return _list_points(text) | tables


def find_meanings(keys: Collection[str], lang: str) -> Meanings:
    """The one table of the writing guide that tells of all `keys`. Raises `KeyError` where there is none."""
    tables = _list_tables(_read_document("writing", lang))
    found = next((table for table in tables if table.keys() >= set(keys)), None)
    if found is None:
        raise KeyError(f"no table of the writing guide has {', '.join(keys)}")
    return found


@cache
def _read_document(name: str, lang: str) -> str:
    path = f"{name}.ko.md" if lang == "ko" else f"{name}.md"
    return (files("hc_builder") / "docs" / path).read_text("utf-8")


def _list_tables(text: str) -> Iterator[Meanings]:
    for block in text.split("\n\n"):
        rows = filter(None, map(_ROW.match, block.splitlines()))
        if table := {row["key"]: _flatten(row["meaning"]) for row in rows}:
            yield table


def _list_points(text: str) -> dict[str, str]:
    found = ((point["keys"], _flatten(point["meaning"])) for point in _POINT.finditer(text))
    return {key: meaning for keys, meaning in found for key in re.findall("`([^`]+)`", keys)}


def _flatten(meaning: str) -> str:
    """One line, without addresses: an editor does not know where the document lies."""
    return " ".join(_LINK.sub(r"\1", meaning).split())
