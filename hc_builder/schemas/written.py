"""JSON Schema of what is read as writers mean it: front matter, cards, flows, where every plain word is text.

A value may be left empty, one text is a list of one, and a variable may stand for a value.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from hc_builder.content.typed_fields import TRUTHS, describe_type
from hc_builder.korean import to_korean
from hc_builder.schemas.meanings import find_meanings

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
TEXTS: Schema = {"type": ["array", *TEXT["type"]], "items": TEXT}
_VARIABLE = r"^\{\{.*\}\}$"


def describe_shape(
    shape: type[msgspec.Struct],
    lang: str,
    more: Mapping[str, Schema] | None = None,
    required: tuple[str, ...] = (),
    without: frozenset[str] = frozenset(),
) -> Schema:
    """The group of `key: value` lines that is read into `shape`; `more` are keys that stand for more than a value, and
    `without` fields that it can't have here."""
    kinds = {name.rstrip("_"): kind for name, kind in get_type_hints(shape, include_extras=True).items()}
    defaults = {field.name.rstrip("_"): field.default for field in msgspec.structs.fields(shape)}
    values = {name: describe_value(kind, lang, defaults[name]) for name, kind in kinds.items() if name not in without}
    return describe_group(values | dict(more or {}), lang, required)


def describe_group(values: Mapping[str, Schema], lang: str, required: tuple[str, ...] = ()) -> Schema:
    """Keys and what may stand under them, in the words of the writing guide."""
    meanings = find_meanings(values.keys(), lang)
    properties = {name: value | {"description": meanings[name]} for name, value in values.items()}
    needed: Schema = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, "additionalProperties": False} | needed


def describe_value(kind: Any, lang: str, default: Any = None) -> Schema:
    """What is accepted for a field of that type; VS Code shows `patternErrorMessage` for what is not."""
    if get_origin(kind) is tuple:
        return TEXTS
    if get_origin(kind) is Literal:
        return _with_default({"enum": list(get_args(kind))}, default)
    kinds = get_args(kind) or (kind,)
    form = next(form for wanted, form in _FORMS.items() if wanted in kinds)
    expected = describe_type(kinds[0])
    told = {"patternErrorMessage": to_korean(expected) if lang == "ko" else expected} if "pattern" in form else {}
    return _with_default(form | told, default)


def _with_default(schema: Schema, default: Any) -> Schema:
    """Only one that tells something: most are empty."""
    return schema | {"default": default} if default and default is not msgspec.NODEFAULT else schema


def _allow(pattern: str) -> str:
    return f"{pattern}|{_VARIABLE}"


_WORDS = "|".join(f"{word}|{word.title()}|{word.upper()}" for word in TRUTHS)
_FORMS: Mapping[Any, Schema] = {
    str: TEXT,
    bool: {"type": ["boolean", "string", "null"], "pattern": _allow(f"^(?:{_WORDS})$")},
    int: {"type": ["integer", "string", "null"], "pattern": _allow("^[+-]?[0-9]{1,9}$")},
    date: {"type": ["string", "null"], "pattern": _allow("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")},
}
"""`bool` stands before `int`, of which it is a kind."""
