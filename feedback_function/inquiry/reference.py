"""The number of an inquiry, which people read aloud and copy by hand: `H7K3-P9QX`.

Eight of 31 signs: no I, L, O, 0 and 1, which are taken for one another. The last is a check digit: the places times 1
to 8 add up to a multiple of 31, which is prime, so one wrong sign, and any two that changed places, are noticed (the
scheme of ISBN-10).
"""

import re
import secrets
import unicodedata

from feedback_function.errors import UserError

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 8
_BETWEEN = re.compile(r"[\s\-‐-―]")


class BadReference(UserError):
    """No reference number: a sign is wrong, missing or in the wrong place."""

    exit_code = 2


def make_reference() -> str:
    """A number by chance, of 27 billion."""
    places = [secrets.randbelow(len(SIGNS)) for _ in range(_LENGTH - 1)]
    text = "".join(SIGNS[place] for place in (*places, _find_check(places)))
    return f"{text[:4]}-{text[4:]}"


def parse_reference(typed: str) -> str:
    """As it is kept, however it was typed: in small letters, with blanks, in full width. Raises `BadReference`."""
    signs = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed[:64])).upper()
    places = [SIGNS.find(sign) for sign in signs]
    if len(places) != _LENGTH or min(places) < 0 or _find_check(places[:-1]) != places[-1]:
        raise BadReference(
            "this is no reference number", "it has eight signs, as in H7K3-P9QX; is one wrong or missing?"
        )
    return f"{signs[:4]}-{signs[4:]}"


def _find_check(places: list[int]) -> int:
    total = sum(weight * place for weight, place in enumerate(places, 1))
    return -total * pow(_LENGTH, -1, len(SIGNS)) % len(SIGNS)
