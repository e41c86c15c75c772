"""JSON Schema of `mkdocs.yml`: the keys of MkDocs, and the settings of the help center under its plugin."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

import msgspec

from hc_builder.config_keys import Keys
from hc_builder.config_slips import PLUGIN
from hc_builder.content.settings import LANGUAGE, SEVERITIES, GivenSettings
from hc_builder.problem_codes import list_changeable, read_codes
from hc_builder.schemas.meanings import Meanings, read_meanings
from hc_builder.schemas.written import Schema

_REF = "#/$defs/{name}"


def describe_config(lang: str) -> Schema:
    """The whole file. Keys that no document names are known, and not proposed."""
    meanings = read_meanings(lang)
    (keys, _), parts = msgspec.json.schema_components([Keys, GivenSettings], ref_template=_REF)
    parts = {name: _tidy(part) for name, part in parts.items()}
    for shape, prefix in _list_groups(GivenSettings):
        parts[shape.__name__]["properties"] = _describe_group(parts[shape.__name__], prefix, meanings)
    own = parts[GivenSettings.__name__]["properties"]
    own["severities"] |= _describe_severities(lang)
    own["enabled"] = {"type": "boolean", "doNotSuggest": True}  # MkDocs' own, of any plugin
    given = parts[Keys.__name__]["properties"] | {"INHERIT": {"type": "string"}, "plugins": _describe_plugins()}
    parts[Keys.__name__] |= {
        "properties": {name: _describe_key(name, value, meanings) for name, value in given.items()},
        "additionalProperties": False,
        "anyOf": [{"required": ["site_name"]}, {"required": ["INHERIT"]}],
    }
    return {**keys, "$defs": parts}


def _list_groups(shape: type[msgspec.Struct], prefix: str = "") -> Iterator[tuple[type[msgspec.Struct], str]]:
    """Each group of settings, and what their names begin with in the documents."""
    yield shape, prefix
    for name, kind in get_type_hints(shape).items():
        for inner in (kind, *get_args(kind)):
            if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                yield from _list_groups(inner, f"{prefix}{name}.")


def _describe_group(part: Schema, prefix: str, meanings: Meanings) -> Schema:
    return {
        name: _in_any_language(value, can_be_empty=not prefix) | {"description": meanings[f"{prefix}{name}"]}
        for name, value in part["properties"].items()
    }


_BY_LANGUAGE: Schema = {"type": "object", "minProperties": 1, "propertyNames": {"pattern": LANGUAGE}}


def _in_any_language(value: Schema, can_be_empty: bool = False) -> Schema:
    """Where a value stands, there may be one for each language. VS Code's server would propose the keys of both groups,
    unless a condition parts them; under a condition it proposes no words."""
    inner = {name: _in_any_language(value[name]) for name in ("items", "additionalProperties") if value.get(name)}
    value = value | inner
    by_language = _BY_LANGUAGE | {"additionalProperties": value}
    empty: list[Schema] = [{"type": "null"}] if can_be_empty else []
    if "$ref" in value or value.get("type") == "object":
        return {"if": _BY_LANGUAGE, "then": by_language, "else": {"anyOf": [value, *empty]}}
    return {"anyOf": [value, *empty, by_language]}


def _describe_severities(lang: str) -> Schema:
    """Each code by what it tells."""
    titles = {code: read_codes()[code].in_language(lang).title for code in list_changeable()}
    codes = {code: {"enum": list(SEVERITIES), "description": title} for code, title in titles.items()}
    return {"anyOf": [{"type": "object", "properties": codes, "additionalProperties": False}, {"type": "null"}]}


def _describe_plugins() -> Schema:
    own = {"properties": {PLUGIN: {"anyOf": [{"$ref": _REF.format(name=GivenSettings.__name__)}, {"type": "null"}]}}}
    one = {"type": "object", **own}
    return {"anyOf": [{"type": "array", "items": {"anyOf": [one, {"type": "string"}]}}, one]}


def _describe_key(name: str, value: Schema, meanings: Meanings) -> Schema:
    meaning, shown = meanings.get(name), _without_default(value)
    if shown.get("type") in ("string", "boolean"):  # `!ENV NAME` is text to an editor, `!ENV [NAME, value]` a list
        shown["type"] = list(dict.fromkeys([shown["type"], "string", "array"]))
    return shown | ({"description": meaning} if meaning else {"doNotSuggest": True})


def _tidy(part: Mapping[str, Any]) -> Schema:
    """Without docstrings, which are for those who read the code, and empty values, which editors would write."""
    properties = {name: _without_default(value) for name, value in part["properties"].items()}
    return {name: value for name, value in part.items() if name != "description"} | {"properties": properties}


def _without_default(value: Mapping[str, Any]) -> Schema:
    return {name: item for name, item in value.items() if name != "default" or (item and isinstance(item, str | int))}
