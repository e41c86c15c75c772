"""Snippets for VS Code: whole articles and files, and each key of front matter with what it means.

In Markdown, VS Code checks no front matter by a schema; by these it at least proposes the keys.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hc_builder.schemas.catalogue import build_schema
from hc_builder.schemas.written import TEXTS, Schema

_TABLE = Path(__file__).with_name("snippets.toml")
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"


def build_snippets(lang: str) -> dict[str, Any]:
    """A `.code-snippets` file. Those of whole forms are called `hc-…`."""
    return dict([*_list_forms(lang), *_list_keys(lang)])


def _list_forms(lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    forms = tomllib.loads(_TABLE.read_text("utf-8"))
    english = forms.pop("english")
    for name, given in forms.items():
        body = given["body"].strip("\n") if lang == "ko" else _translate(given["body"].strip("\n"), english)
        shown = {"scope": given["scope"], "prefix": f"hc-{name}", "body": body.split("\n")}
        yield given[lang], shown | {"description": given[lang]}


def _translate(body: str, english: Mapping[str, str]) -> str:
    for korean, word in english.items():
        body = body.replace(korean, word)
    return body


def _list_keys(lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    properties: Mapping[str, Schema] = build_schema("notice", lang)["properties"]
    for key, value in properties.items():
        meaning = value["description"]
        yield key, {"scope": "markdown", "prefix": key, "body": [_write(key, value)], "description": meaning}


def _write(key: str, value: Schema) -> str:
    """`related: [$1]`, `type: ${1|faq,tutorial|}`."""
    if choices := value.get("enum"):
        return f"{key}: ${{1|{','.join(choices)}|}}"
    if value["type"] == TEXTS["type"]:
        return f"{key}: [$1]"
    kind = value["type"][0]
    is_date = kind == "string" and "pattern" in value
    return f"{key}: {'true' if kind == 'boolean' else f'${{1:{_TODAY}}}' if is_date else '$1'}"
