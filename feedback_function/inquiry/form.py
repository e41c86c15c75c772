"""What an inquiry is, as the page sends it: in JSON, or as the fields of a form."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from feedback_function.events import Lang

MAX_TEXT, MAX_LIST = 5000, 10
HASTY_MILLISECONDS = 3000
"""Who sends a form sooner than this after it was shown is like a program."""
_END = r"$(?!\n)"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = (
    rf"^(?!.*=\?){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?:[A-Za-z]{{2,63}}|xn--[A-Za-z0-9-]{{1,58}}[A-Za-z0-9]){_END}"
)
_PHONE = rf"^\+?\(?[0-9][0-9 ().-]{{5,28}}[0-9]{_END}"

_VISIBLE = r"[^\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"

Email = Annotated[str, Meta(max_length=254, pattern=f"^{_END}|{EMAIL}", description="A plain ASCII address.")]
Phone = Annotated[
    str, Meta(max_length=30, pattern=f"^{_END}|{_PHONE}", description="Digits, +, blanks, dots, brackets, -.")
]
Id = Annotated[str, Meta(max_length=200)]
Query = Annotated[str, Meta(max_length=200)]


class Inquiry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One inquiry. What may be absent may be null, or empty."""

    topic: Annotated[str, Meta(min_length=1, max_length=64, description="The id of a topic of inquiry.json.")]
    text: Annotated[str, Meta(min_length=1, max_length=MAX_TEXT, pattern=_VISIBLE)]
    id: Annotated[UUID, Meta(description="Made by the page: the same id is one inquiry.")] | None = None
    email: Email | None = None
    phone: Phone | None = None
    order: Annotated[str, Meta(max_length=40)] | None = None
    lang: Lang | None = None
    article: Annotated[Id, Meta(description="The article or flow from which the form was opened.")] | None = None
    queries: Annotated[list[Query], Meta(max_length=MAX_LIST)] | None = None
    articles: Annotated[list[Id], Meta(max_length=MAX_LIST)] | None = None
    source: Literal["site", "widget"] | None = msgspec.field(default=None, name="from")
    website: (
        Annotated[str, Meta(max_length=2000, description="Hidden from people: what fills it is a program.")] | None
    ) = None
    elapsed: (
        Annotated[
            int,
            Meta(
                ge=-(2**53),
                le=2**53,
                description="Milliseconds between showing and sending; below 0 after the clock was set back.",
            ),
        ]
        | None
    ) = None

    @property
    def is_trap(self) -> bool:
        """Whether it fills a field that no person sees."""
        return bool(self.website)

    @property
    def is_hasty(self) -> bool:
        """Whether it came sooner than people write."""
        return self.elapsed is not None and 0 <= self.elapsed < HASTY_MILLISECONDS


@dataclass(frozen=True)
class File:
    """A file as it was sent. Its name is not kept."""

    data: bytes


class BadForm(Exception):
    """What was sent is no inquiry; `field` names the field, or is empty. Nothing repeats what was sent."""

    def __init__(self, field: str = "", lang: str = "") -> None:
        super().__init__(field)
        self.field = field
        self.lang = lang


LISTS = ("queries", "articles")


def parse_json(body: bytes) -> Inquiry:
    """Raises `BadForm`."""
    try:
        given = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise BadForm from None
    if not isinstance(given, dict):
        raise BadForm
    return _convert(given, strict=True)


def parse_fields(fields: Iterable[tuple[str, str]]) -> Inquiry:
    """The fields of a form; lists are repeated fields. What is empty counts as absent. Raises `BadForm`."""
    given: dict[str, Any] = {}
    for name, value in fields:
        if name in LISTS and value:
            given.setdefault(name, []).append(value)
        elif value and name in given:
            raise BadForm(name if name in _KNOWN else "")
        elif value:
            given[name] = value
    return _convert(given, strict=False)


def _convert(given: Mapping[str, Any], *, strict: bool) -> Inquiry:
    lang = given.get("lang")
    lang = lang if isinstance(lang, str) else ""
    plain = {name: _plain(given[name]) for name in ("email", "phone") if name in given}
    if isinstance(text := given.get("text"), str):
        plain["text"] = _end_lines(text)  # a browser counts a line's end once, and sends it as two signs
    try:
        return _clean(msgspec.convert({**given, **plain}, Inquiry, strict=strict))
    except msgspec.ValidationError as fault:
        raise BadForm(_find_field(str(fault)), lang) from None
    except BadForm as fault:
        raise BadForm(fault.field, lang) from None


def _plain(value: Any) -> Any:
    """As people mean it who type with a Korean keyboard's wide signs, or leave a blank behind."""
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value


def _clean(inquiry: Inquiry) -> Inquiry:
    """Without signs that have no place in a text. Raises `BadForm` where nothing is left, or nobody can be answered."""
    changes = {name: [_clean_line(each) for each in getattr(inquiry, name) or ()] for name in LISTS}
    lines = {name: _clean_line(getattr(inquiry, name) or "") for name in ("order", "article")}
    text = _clean_text(inquiry.text)
    if not text:
        raise BadForm("text")
    if not (inquiry.email or inquiry.phone):
        raise BadForm("email")
    return msgspec.structs.replace(inquiry, text=text, **changes, **lines)


def _end_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _clean_text(text: str) -> str:
    """Lines as they were; no control characters, nor those that turn the direction of writing."""
    return "".join(sign for sign in text if sign in "\n\t" or not _is_hidden(sign)).strip()


def _clean_line(text: str) -> str:
    return " ".join("".join(" " if _is_hidden(sign) else sign for sign in text).split())


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNING


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KNOWN = frozenset(Inquiry.__struct_encode_fields__)


def _find_field(told: str) -> str:
    """Which field a message of msgspec is about."""
    found = re.search(r"\$\.(\w+)", told) or re.search(r"required field `(\w+)`", told)
    return found[1] if found and found[1] in _KNOWN else ""
