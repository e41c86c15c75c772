"""The documents as tests read them: pages, their sections, and what stands in code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
FENCE = re.compile(r"^( *)```(\w*)(?: title=\"([^\"]+)\")?\n(.*?)^\1```$", re.S | re.M)
HANGUL = re.compile(r"[가-힣]")
BY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@dataclass(frozen=True)
class Section:
    """What stands between one heading and the next; `level` is 0 before the first."""

    heading: str
    level: int
    text: str

    @property
    def blocks(self) -> list[tuple[str, str, str]]:
        """Language, title and text of each code block."""
        return [(match[2], match[3] or "", match[4]) for match in FENCE.finditer(self.text)]

    @property
    def prose(self) -> str:
        return FENCE.sub("", self.text)

    @property
    def codes(self) -> set[str]:
        """What stands in code marks within the prose."""
        return {found[1] for found in re.findall(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", self.prose)}


def split_sections(text: str) -> Iterator[Section]:
    """The sections of a document in their order; a `#` in a code block begins none."""
    hidden = FENCE.sub(lambda match: re.sub(r"^#", "\0", match[0], flags=re.M), text)
    before, *rest = re.split(r"^(#+ .*)$", hidden, flags=re.M)
    yield Section("", 0, before.replace("\0", "#"))
    for heading, body in zip(rest[::2], rest[1::2], strict=True):
        yield Section(heading, len(heading.split()[0]), body.replace("\0", "#"))


def read_sections(name: str) -> list[Section]:
    return list(split_sections((DOCS / name).read_text(encoding="utf-8")))


def read_page(page: Path) -> str:
    return page.read_text(encoding="utf-8")
