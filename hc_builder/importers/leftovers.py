"""What no rule of a dialect knew: told, and left out as the build would leave it out."""

import re

from hc_builder.content.markup.masks import MARKS, mask_foreign
from hc_builder.importers.prose import Prose

_MARK = re.compile(MARKS)
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_LINK_NOWHERE = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\(\s*(?:<>)?\s*\)")


def drop_leftovers(prose: Prose) -> None:
    """The text as the build would show it, so that no build has to tell of it."""
    prose.sub(_LINK_NOWHERE, r"\1")
    masked = mask_foreign(prose.text)

    def settle(mark: re.Match[str]) -> str:
        hidden = masked.marks[mark[0]]
        if not hidden.foreign:
            return hidden.text
        prose.lose(f"a {hidden.foreign.kind} of {hidden.foreign.tool}", hidden.text)
        return hidden.shown

    if masked.marks:
        prose.text = _MARK.sub(settle, masked.text)


def tidy_prose(prose: Prose) -> None:
    """A link without a target is its text; what was left out leaves no rows of empty lines."""
    prose.sub(_LINK_NOWHERE, r"\1")
    prose.sub(_EMPTY_LINES, "\n\n")
