"""Tokens: only from the environment, and never into a message."""

import base64
import os
from collections.abc import Callable, Mapping

from hc_builder.importers.api.refusals import ApiRefused

Sign = Callable[[str], Mapping[str, str]]
"""A token → the headers that show it."""


def read_token(variable: str, form: str) -> str:
    """Empty where there is none. `form` shows what one looks like; one that can't be meant so is refused unsent."""
    token = os.environ.get(variable, "").strip()
    is_whole = not token or (token.isprintable() and (":" not in form or ":" in token))
    if not is_whole:
        raise ApiRefused(f"{variable} does not hold what it should", f"it looks like this: {form}")
    return token


def sign_basic(pair: str) -> Mapping[str, str]:
    """`user:password`."""
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def sign_key(key: str) -> Mapping[str, str]:
    """A key in the place of a user's name; any password."""
    return sign_basic(f"{key}:X")


def sign_bearer(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {_check(token)}"}


def sign_intercom(token: str) -> Mapping[str, str]:
    """Of a version: without one it would be that which the app was made with."""
    return {**sign_bearer(token), "Intercom-Version": "2.14"}


def sign_chatwoot(token: str) -> Mapping[str, str]:
    return {"api_access_token": _check(token)}


def _check(token: str) -> str:
    """What no header can hold would be repeated in the fault that tells of it."""
    if not token.isascii() or " " in token:
        raise ApiRefused("the token holds letters that no token has", "copy it once more, and nothing around it")
    return token
