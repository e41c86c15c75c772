"""Groups of any list of questions, such as a chat export, and which of them existing articles already answer."""

from collections.abc import Sequence

import msgspec

from hc_builder.gaps.group import group_texts
from hc_builder.gaps.knowledge import Knowledge


class GroupedLine(msgspec.Struct, frozen=True):
    """One line of the file; `article` is the one that answers it, empty where none does."""

    query: str
    group: int
    topic: int
    article: str


def group_lines(lines: Sequence[str], knowledge: Knowledge) -> list[GroupedLine]:
    """A result for each line, in their order."""
    groups = group_texts(lines)
    found = knowledge.coverage.find(lines)
    return [
        GroupedLine(line, question, topic, near[0].article if near and near[0].covers else "")
        for line, question, topic, near in zip(lines, groups.question, groups.topic, found, strict=True)
    ]


def render_lines(lines: Sequence[GroupedLine]) -> str:
    """One JSON object a line."""
    return "".join(msgspec.json.encode(line).decode() + "\n" for line in lines)
