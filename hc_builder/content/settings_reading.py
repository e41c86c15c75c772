"""The plugin's options in `mkdocs.yml` → settings, with every fault and its place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from feedback_function.channels import Channel
from feedback_function.mask_templates import BadTemplate, check_templates
from hc_builder.content.brand_settings import Palette
from hc_builder.content.contact_settings import FileKind
from hc_builder.content.settings import LANGUAGE, SEVERITIES, Export, GivenSettings, Search, Settings, Widget
from hc_builder.content.spoken import choose_language
from hc_builder.content.variables import NAME
from hc_builder.problem_codes import list_changeable, read_codes
from hc_builder.problems import Problem, did_you_mean

FindPlace = Callable[..., tuple[str, int]]
"""Where a setting stands, as `(file, line)`, from its keys: `find_place("shop", "color")`."""
Keys = Sequence[str | int]

_AT = re.compile(r" - at `\$([^`]*)`")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_NUMBER = re.compile(r"Expected `int` (>=|<=) (\d+)")
_FORMS = {
    "str": ("text", "put quotes around it"),
    "int": ("a whole number", "write digits only, without quotes"),
    "bool": ("true or false", "write true or false, without quotes"),
    "array": ("a list", "write it as [one, two], or one `- item` on a line"),
    "object": ("a group of settings", "write its settings on lines of their own, indented below it"),
}
_COLOR = ('a colour such as "#2f6f5e"', "write # and six digits in quotes: to YAML a bare # begins a comment")
_OWN_FORMS = {
    **dict.fromkeys(("color", *get_type_hints(Palette)), _COLOR),
    "origins": (
        "an origin such as https://shop.example",
        "write scheme and host only, without a path or a slash at the end",
    ),
    "languages": ("a list of language codes", "write the articles' own first, such as [ko, en, zh-TW]"),
    "language": (
        "a language code",
        "write two small letters, a region after them if need be: ko, zh-TW; `no` in quotes",
    ),
}


def parse_settings(
    values: Mapping[str, Any], path: str, find_place: FindPlace | None = None
) -> tuple[Settings, list[Problem]]:
    """The plugin's options → settings and every fault; a faulty one keeps its default."""
    place = find_place or (lambda *keys: (path, 0))
    given = {key: msgspec.to_builtins(value) for key, value in values.items() if value is not None}  # dates as text
    given = {key: _read_off(value) if key in _WITH_OFF else value for key, value in given.items()}
    languages = _find_languages(given)
    spoken = {lang: choose_language(given, lang, languages) for lang in languages}
    first, *others = languages
    settings, faults = _parse(spoken[first], place)
    read = {lang: _parse(spoken[lang], place) for lang in others if spoken[lang] != spoken[first]}
    faults += [fault for _, found in read.values() for fault in found if fault not in faults]
    translations = {lang: other for lang, (other, _) in read.items()}
    return Settings(**msgspec.structs.asdict(settings), translations=translations), faults


def _parse(given: Mapping[str, Any], place: FindPlace) -> tuple[GivenSettings, list[Problem]]:
    """The options as one language says them."""
    types = get_type_hints(GivenSettings, include_extras=True)
    read = {key: _convert(key, value, types[key], place) for key, value in given.items() if key in types}
    unknown = [_tell_unknown([key], list(types), place) for key in given if key not in types]
    faults = [value for value in read.values() if isinstance(value, Problem)]
    settings = GivenSettings(**{key: value for key, value in read.items() if not isinstance(value, Problem)})
    more = (
        _find_idle(settings, place),
        _find_bad_forms(settings, place),
        _find_bad_variables(settings, place),
        _find_bad_severities(settings, place),
        _find_bad_topics(settings, place),
    )
    return settings, [*unknown, *faults, *chain.from_iterable(more)]


def _find_languages(given: Mapping[str, Any]) -> tuple[str, ...]:
    """As far as they can be read; a fault in them is told with the other settings."""
    try:
        found: tuple[str, ...] = msgspec.convert(
            given.get("languages"), get_type_hints(GivenSettings, include_extras=True)["languages"]
        )
    except msgspec.ValidationError:
        return GivenSettings().languages
    return found


def _find_idle(settings: GivenSettings, place: FindPlace) -> Iterator[Problem]:
    """What another setting would have to be on for."""
    if settings.search.meaning == "endpoint" and not settings.feedback.endpoint:
        what = "setting `helpcenter: search.meaning` asks the feedback endpoint, and `feedback.endpoint` is empty"
        hint = "name the endpoint in `feedback.endpoint`, or write `meaning: off`"
        yield Problem(*place("search", "meaning"), "HC06", what, hint)


def _find_bad_forms(settings: GivenSettings, place: FindPlace) -> Iterator[Problem]:
    """Forms of numbers that can't be masked."""
    try:
        check_templates(settings.feedback.mask)
    except BadTemplate as fault:
        what = f"setting `helpcenter: feedback.mask`: {fault.what}"
        yield Problem(*place("feedback", "mask"), "HC06", what, fault.hint)


def _find_bad_variables(settings: GivenSettings, place: FindPlace) -> Iterator[Problem]:
    """Names that no text can name, and values that would move the lines of a text."""
    for name, value in settings.texts_by_name.items():
        if not NAME.fullmatch(name):
            what = f"setting `helpcenter: variables`: `{name}` is no name"
            yield Problem(*place("variables", name), "HC06", what, "write letters, digits and _ only: shipping_fee")
        if "\n" in value or "{{" in value:
            what = f"setting `helpcenter: variables.{name}` must be one line of text without another variable in it"
            yield Problem(*place("variables", name), "HC06", what, "write the text itself, on one line")


_TOPIC = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def _find_bad_topics(settings: GivenSettings, place: FindPlace) -> Iterator[Problem]:
    """A form that asks for nothing, and topics that no address or statistics can name."""
    inquiry, name = settings.contact.inquiry, "setting `helpcenter: contact.inquiry.topics`"
    if inquiry.endpoint and not inquiry.topics:
        hint = "name one at least, such as `other` with the `name` 그 밖의 문의"
        yield Problem(*place("contact", "inquiry"), "HC06", f"{name} is empty", hint)
    for topic in inquiry.topics:
        if not _TOPIC.fullmatch(topic):
            at, what = place("contact", "inquiry", "topics", topic), f"{name}: `{topic}` is no id of a topic"
            yield Problem(*at, "HC06", what, "write small letters, digits and hyphens: delivery, size-exchange")


_WITH_OFF = ("search", "severities")


def _read_off(value: Any) -> Any:
    """To YAML a bare `off` is false; here it is a word."""
    if not isinstance(value, Mapping):
        return value
    return {key: "off" if item is False else item for key, item in value.items()}


def _find_bad_severities(settings: GivenSettings, place: FindPlace) -> Iterator[Problem]:
    """Codes that there are not, or that keep their severity, and severities that are none."""
    for code, severity in settings.severities.items():
        name, at = f"setting `helpcenter: severities.{code}`", place("severities", code)
        if code not in list_changeable():
            is_fixed = code in read_codes()
            what = "this code keeps its severity: no right site can be made with it" if is_fixed else "no such code"
            near = did_you_mean(code, list_changeable()) or "hc check tells the code of each problem in brackets"
            yield Problem(*at, "HC06", f"{name}: {what}", "take it out" if is_fixed else near)
        elif severity not in SEVERITIES:
            hint = did_you_mean(severity, SEVERITIES) or f"write {', '.join(SEVERITIES[:-1])} or off"
            yield Problem(*at, "HC06", f"{name}: there is no severity `{severity}`", hint)


def _convert(key: str, value: Any, wanted: Any, place: FindPlace) -> Any:
    """The value as its type, or the fault in it."""
    try:
        return _find_script(key, value, place) or msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        message = str(error)
        keys = _find_keys(key, message, value)
        if unknown := _UNKNOWN.search(message):
            return _tell_unknown([*keys, unknown[1]], _list_known(keys), place)
        if missing := _MISSING.search(message):
            what = f"setting `{_join(keys)}` has no `{missing[1]}`"
            return Problem(*place(*keys), "HC06", what, f"add `{missing[1]}: …`; `hc docs settings` tells its form")
        return _tell_form(keys, _find_value(value, keys[1:]), message, place)


_SCRIPT = re.compile(r"(?:javascript|vbscript|data|file|blob):", re.I)
_ADDRESSES = ("url", "order_lookup", "parcel_lookup", "endpoint")
_UNSEEN = re.compile(r"[\x00-\x20]")  # a browser passes over them


def _find_script(key: str, value: Any, place: FindPlace) -> Problem | None:
    """An address that would run a script, or that is of this machine only."""
    for keys, text in _list_texts([key], value):
        is_address = key == "policies" or keys[-1] in _ADDRESSES
        if is_address and (scheme := _SCRIPT.match(_UNSEEN.sub("", text))):
            what = f"setting `{_join(keys)}` begins with `{scheme[0]}`, to which no page may lead"
            return Problem(*place(*keys), "HC06", what, "write an address that begins with https://")
    return None


def _list_texts(keys: Sequence[str | int], value: Any) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _list_texts([*keys, key], item)


def _tell_unknown(keys: Keys, known: Sequence[str], place: FindPlace) -> Problem:
    hint = did_you_mean(str(keys[-1]), known) or f"known here: {', '.join(known)}"
    return Problem(*place(*keys), "HC06", f"unknown setting `{_join(keys)}`", hint)


def _tell_form(keys: Keys, value: Any, message: str, place: FindPlace) -> Problem:
    form, hint = _describe_form(keys, value, message)
    if isinstance(value, Mapping) and all(re.search(LANGUAGE, str(key)) for key in value):
        hint = f"a choice by language names those of `languages` only; here are {', '.join(map(str, value))}"
    end = ", and is empty" if value is None or value == [] else f", not {_describe_value(value)}"
    return Problem(*place(*keys), "HC06", f"setting `{_join(keys)}` must be {form}{end}", hint)


def _describe_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a group of settings"
    return "a list" if isinstance(value, list) else repr(value)


def _describe_form(keys: Keys, value: Any, message: str) -> tuple[str, str]:
    """What is allowed, and how to write it."""
    name, in_list = next(key for key in reversed(keys) if isinstance(key, str)), isinstance(keys[-1], int)
    if own := _OWN_FORMS.get("language" if in_list and name == "languages" else name):
        return own
    if number := _NUMBER.search(message):
        return f"a whole number, {'at least' if number[1] == '>=' else 'at most'} {number[2]}", "correct the number"
    if "enum value" in message:
        choices = _find_choices(name)
        allowed = f"{', '.join(choices[:-1])} or {choices[-1]}"
        return allowed, did_you_mean(str(value), choices) or f"write {allowed}"
    expected = re.search(r"Expected `(\w+)", message)
    return _FORMS.get(expected[1] if expected else "", ("in another form", "`hc docs settings` tells its form"))


def _find_choices(name: str) -> tuple[str, ...]:
    """The words that the setting `name` may be; those of lists, channels and the search stand deeper."""
    listed = {"type": Channel, "kinds": FileKind, "exports": Export}
    deeper = {**get_type_hints(GivenSettings), **get_type_hints(Search), **get_type_hints(Widget), **listed}
    return get_args(deeper[name])


def _list_known(keys: Keys) -> list[str]:
    """The settings of the group at `keys`."""
    return list(get_type_hints(_find_kind(keys)))


def _find_kind(keys: Keys) -> Any:
    """The type of what stands at `keys`."""
    kind: Any = GivenSettings
    for key in keys:
        if isinstance(key, int) or get_origin(kind) is dict:
            kind = get_args(kind)[-1 if isinstance(key, str) else 0]
        else:
            kind = get_type_hints(kind)[key]
    return kind


def _find_keys(key: str, message: str, value: Any) -> list[str | int]:
    """`channels` and `… at `$[1].type`` → `["channels", 1, "type"]`, the keys that the message is about."""
    at = _AT.search(message)
    keys: list[str | int] = [key]
    for name, index in _STEP.findall(at[1] if at else ""):
        step = _find_odd(value, get_args(_find_kind(keys))[1]) if index == "..." else name or int(index)
        keys.append(step)
        value = _find_value(value, [step])
    return keys


def _find_odd(values: Mapping[str, Any], kind: Any) -> str:
    """The key of the first value that is not of that kind."""
    return next(key for key, value in values.items() if not _is_of(value, kind))


def _is_of(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _find_value(value: Any, keys: Keys) -> Any:
    for key in keys:
        is_there = key in value if isinstance(value, Mapping) else isinstance(value, list) and isinstance(key, int)
        value = value[key] if is_there else None
    return value


def _join(keys: Keys) -> str:
    """`helpcenter: contact.channels[1].type`."""
    path = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys)
    return f"helpcenter: {path[1:]}"
