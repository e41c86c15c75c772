"""What a dialect of Markdown has to do: make HTML of a text whose foreign parts are masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hc_builder.content.markup.masks import Masked
from hc_builder.content.markup.rendered import ForeignSyntax


@dataclass(frozen=True)
class Converted:
    """HTML with marks still in it; `lines`: a reference's target → the lines it is used on; `foreign`: what the dialect
    itself met of other tools' syntax."""

    html: str
    lines: Mapping[str, Sequence[int]] = field(default_factory=dict)
    foreign: tuple[ForeignSyntax, ...] = ()


class Dialect(Protocol):
    def convert(self, masked: Masked, lang: str) -> Converted: ...
