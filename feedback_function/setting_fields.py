"""How a setting is declared, checked and refused."""

from dataclasses import field
from typing import Any

from limits import RateLimitItem, parse_many

from feedback_function.errors import UserError


class BadSetting(UserError):
    """A setting that cannot be used: the variable's name, and a value that could be."""

    exit_code = 2


def setting(default: Any, about: str, within: tuple[float, float] | None = None) -> Any:
    """A field of a dataclass of settings. `within`: the least and the most of a number."""
    return field(default=default, metadata={"about": about, "within": within})


def check(name: str, text: str, convert: Any, wanted: str) -> Any:
    """What `convert` makes of the text of a setting. Raises `BadSetting` where it can't."""
    try:
        return convert(text)
    except (ValueError, KeyError):
        raise BadSetting(f"HC_{name.upper()} is {text!r}", f"use {wanted}") from None


def read_rate(text: str) -> RateLimitItem:
    """Raises `ValueError` for what is no single rate such as 60/minute."""
    rate, *others = parse_many(text)
    if others or rate.amount < 1 or rate.get_expiry() < 1:
        raise ValueError
    return rate
