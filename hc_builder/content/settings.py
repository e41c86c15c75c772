"""What a shop says of itself in `mkdocs.yml`, under the plugin `helpcenter`."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_type_hints

import msgspec
from msgspec import Meta

from hc_builder.problems import Problem, did_you_mean

ChannelType = Literal["phone", "email", "kakao", "naver", "chat", "form", "other"]


class Shop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shop itself. `company` are the lines of business details that 전자상거래법 asks for in the footer.

    `color` is its brand's, as `#2f6f5e`; `order_lookup` and `parcel_lookup` are where a search for an order or
    parcel number leads.
    """

    name: str = ""
    url: str = ""
    color: Annotated[str, Meta(pattern="^(#[0-9A-Fa-f]{6})?$")] = ""
    order_lookup: str = ""
    parcel_lookup: str = ""
    company: tuple[str, ...] = ()


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Opening hours in `zone`. `closed` adds the shop's own days to the public holidays of `holidays`."""

    weekdays: str = ""
    saturday: str = ""
    sunday: str = ""
    lunch: str = ""
    zone: str = "Asia/Seoul"
    holidays: str = "KR"
    closed: tuple[str, ...] = ()
    reply: str = ""


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to a person. `url` may be left out for `phone` and `email`, which are made of `value`."""

    type: ChannelType
    label: str = ""
    value: str = ""
    url: str = ""

    @property
    def href(self) -> str:
        made = {"phone": f"tel:{self.value.replace(' ', '')}", "email": f"mailto:{self.value}"}
        return self.url or made.get(self.type, "")


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    channels: tuple[Channel, ...] = ()
    hours: Hours = Hours()


class Feedback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the pages send events; an empty `endpoint` sends none and shows no vote box."""

    endpoint: str = "/v1/events"


class Gaps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the gap report takes for no customer: a session of so many searches is a bot's, so many sessions in one hour
    with the same one search and nothing else are a flood."""

    bot_searches: Annotated[int, Meta(ge=2)] = 60
    flood_sessions: Annotated[int, Meta(ge=2)] = 50


class Font(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A self-hosted font `file` (under the project folder), cut to the glyphs in use; none by default."""

    file: str = ""
    family: str = "HelpCenter"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it. `languages`: the first is that of files without a language tag. `dialect` is that of the
    Markdown, the same for all articles.

    `policies` are the links of the footer (label → URL or article id); `media_roots` maps a URL prefix to a
    folder beside the content (`/assets/: ../assets`); `dead_links: warning` lets a build go on with them;
    `foreign_keys` are other tools' front matter keys to pass over; `words` is the user dictionary of brand
    and product names.
    """

    languages: tuple[str, ...] = ("ko",)
    dialect: Literal["commonmark", "python-markdown"] = "commonmark"
    shop: Shop = Shop()
    contact: Contact = Contact()
    feedback: Feedback = Feedback()
    gaps: Gaps = Gaps()
    font: Font = Font()
    policies: dict[str, str] = {}
    media_roots: dict[str, str] = {}
    dead_links: Literal["error", "warning"] = "error"
    foreign_keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


FindPlace = Callable[..., tuple[str, int]]
"""Where a setting stands, as `(file, line)`, from its keys: `find_place("shop", "color")`."""

_AT = re.compile(r"at `\$([^`]*)`")
_UNKNOWN_FIELD = re.compile(r"unknown field `([^`]+)`")


def parse_settings(
    values: Mapping[str, Any], path: str, find_place: FindPlace | None = None
) -> tuple[Settings, list[Problem]]:
    """The plugin's options → settings and every fault; a faulty one keeps its default."""
    find_place = find_place or (lambda *keys: (path, 0))
    types = get_type_hints(Settings)
    good: dict[str, Any] = {}
    problems = []
    for key, value in values.items():
        if key not in types:
            hint = did_you_mean(key, types) or f"known settings: {', '.join(types)}"
            problems.append(Problem(*find_place(key), "HC06", f"unknown setting `helpcenter: {key}`", hint))
            continue
        try:
            good[key] = msgspec.convert(msgspec.to_builtins(value), types[key])  # a date of YAML is text here
        except msgspec.ValidationError as error:
            what = f"setting `helpcenter: {key}`: {str(error).replace('$', key)}"
            place = find_place(key, *_find_keys(str(error)))
            problems.append(Problem(*place, "HC06", what, "see docs/settings.md for its form"))
    return Settings(**good), problems


def _find_keys(message: str) -> list[str | int]:
    """`… at `$.channels[1].type`` → `["channels", 1, "type"]`, the keys that the message is about."""
    found, unknown = _AT.search(message), _UNKNOWN_FIELD.search(message)
    keys: list[str | int] = []
    for name, index in re.findall(r"\.([^.\[]+)|\[(\d+)\]", found[1] if found else ""):
        keys.append(name or int(index))
    return [*keys, unknown[1]] if unknown else keys
