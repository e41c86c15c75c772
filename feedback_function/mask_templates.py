"""A shop's own forms of numbers, such as `ON-########`, which are masked beside what is personal everywhere.

`#` is a digit, `@` a letter, everything else itself, in either case. A form has one length, so that looking for it
takes linear time, which an expression of the shop's own might not.
"""

import re
from collections.abc import Iterable
from functools import cache

from feedback_function.errors import UserError
from feedback_function.masking import OWN_TAG, MaskRule

MOST_TEMPLATES = 20
LEAST, MOST = 5, 40
_ALLOWED = re.compile(r"[#@0-9A-Za-z가-힣 ._/:-]*")


class BadTemplate(UserError):
    """A form that would mask nothing, or too much."""

    exit_code = 2


@cache
def compile_templates(templates: tuple[str, ...]) -> tuple[MaskRule, ...]:
    """One rule for each of `templates`. Raises `BadTemplate`."""
    return tuple(_compile(template) for template in check_templates(templates))


def check_templates(templates: Iterable[str]) -> list[str]:
    """`templates`, each of which can be used. Raises `BadTemplate`."""
    checked = [_check(template) for template in templates]
    if len(checked) > MOST_TEMPLATES:
        raise BadTemplate(f"{len(checked)} forms to mask", f"give at most {MOST_TEMPLATES}")
    return checked


def _check(template: str) -> str:
    if not _ALLOWED.fullmatch(template):
        raise BadTemplate(
            f"the form {template!r} holds a sign that no form may",
            "use # for a digit, @ for a letter, and letters, digits, blanks and . _ / : - for themselves",
        )
    if not LEAST <= len(template) <= MOST or template.strip() != template:
        raise BadTemplate(
            f"the form {template!r} is too short or too long", f"write {LEAST} to {MOST} signs, as ON-####"
        )
    if "#" not in template or template.count("#") + template.count("@") < 4:
        raise BadTemplate(
            f"the form {template!r} would mask ordinary words", "give it 4 places # or @ at least, one of them #"
        )
    return template


def _compile(template: str) -> MaskRule:
    places = "".join(map(_match, template))
    pattern = re.compile(f"(^|[^0-9A-Za-z])({places})(?![0-9A-Za-z])")
    return MaskRule(OWN_TAG, pattern, pattern, bool)


def _match(sign: str) -> str:
    """The class of characters that stand for `sign`."""
    either_case = "".join(dict.fromkeys((sign.upper(), sign.lower())))
    return {"#": "[0-9]", "@": "[A-Za-z]"}.get(sign, f"[{either_case}]")
