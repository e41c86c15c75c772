"""Groups of any list of questions, such as a chat export, and which of them existing articles already answer."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec

from hc_builder.errors import UserError
from hc_builder.gaps.deciding.coverage import ContentKnowledge
from hc_builder.gaps.grouping.questions import group_texts
from hc_builder.gaps.grouping.vectors import Embedder

_SHOWN = 5


class QuestionFileError(UserError):
    """The file of questions can't be read."""


class GroupedLine(msgspec.Struct, frozen=True):
    """One line of the file; `article` is the one that answers it, empty where none does."""

    query: str
    group: int
    topic: int
    article: str


def read_lines(path: Path) -> list[str]:
    """The lines of a file, without a byte order mark and without spaces around them. Raises `QuestionFileError`."""
    text = path.read_bytes()
    try:
        return [line.strip() for line in text.decode("utf-8-sig").removesuffix("\n").split("\n")]
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        cure = f"save it as UTF-8, or convert it: iconv -f CP949 -t UTF-8 {path.name}"
        raise QuestionFileError(f"{path}:{line}: not UTF-8", cure) from error


def group_lines(lines: Sequence[str], knowledge: ContentKnowledge, embed: Embedder | None = None) -> list[GroupedLine]:
    """A result for each line, in their order; empty lines are a group of their own."""
    groups = group_texts(lines, knowledge.analyzer, embed)
    found = knowledge.coverage.find(lines)
    return [
        GroupedLine(line, question, topic, near[0].article if line and near and near[0].covers else "")
        for line, question, topic, near in zip(lines, groups.question, groups.topic, found, strict=True)
    ]


def render_groups(lines: Sequence[GroupedLine]) -> str:
    """How many lines ask what, the most asked first, and which articles answer; those asked once are only counted."""
    asked = [line for line in lines if line.query]
    groups: dict[int, list[GroupedLine]] = defaultdict(list)
    for line in asked:
        groups[line.group].append(line)
    several = sorted((group for group in groups.values() if len(group) > 1), key=len, reverse=True)
    open_ = sum(len(group) for group in several if not _find_answer(group))
    head = f"{len(asked)} lines ask {len(groups)} questions; {len(several)} are asked more than once"
    return f"{head}, {open_} lines of these have no article.\n" + "".join(map(_render_group, several))


def _render_group(group: Sequence[GroupedLine]) -> str:
    answer = _find_answer(group)
    wordings = Counter(line.query for line in group).most_common(_SHOWN)
    more = len({line.query for line in group}) - len(wordings)
    text = f"\n{len(group)} × {wordings[0][0]}\n    {f'answered by {answer}' if answer else 'no article'}\n"
    text += "".join(f"    - {query}\n" for query, _ in wordings[1:])
    return text + (f"    … and {more} more wordings\n" if more else "")


def _find_answer(group: Sequence[GroupedLine]) -> str:
    """The article that answers at least half of a group's lines."""
    article, number = Counter(line.article for line in group).most_common(1)[0]
    return article if article and 2 * number >= len(group) else ""


def render_lines(lines: Sequence[GroupedLine]) -> str:
    """One JSON object a line."""
    return "".join(msgspec.json.encode(line).decode() + "\n" for line in lines)
