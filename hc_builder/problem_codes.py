"""The one table of codes: what each problem is, why it is told and how it is mended, in English and in Korean."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

TABLE = Path(__file__).with_name("problem_codes.toml")
GROUPS = {
    "head": ("Front matter and settings", "머리말과 설정"),
    "links": ("Links and media", "링크와 그림·영상"),
    "files": ("Files", "파일"),
    "between": ("Between articles", "글과 글 사이"),
    "text": ("Text", "본문"),
    "writing": ("Writing", "글쓰기"),
    "shop": ("The shop", "가게"),
    "shared": ("Search, cards, flows and notices", "검색, 카드, 안내 흐름, 공지"),
    "config": ("Configuration", "구성 파일"),
    "site": ("The site as it is served", "공개된 사이트"),
    "silence": ("Silenced problems", "덮어 둔 문제"),
}
"""In the order of the documents, with their headings in English and Korean."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One code in one language, as Markdown; `when` says when it has another severity than the first."""

    title: str
    why: str
    cure: str
    when: str = ""


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the table. A code that is `fixed` keeps its severity, for no right site can be made with it."""

    severities: tuple[Literal["error", "warning", "notice", "off"], ...]
    since: str
    group: str
    en: Words
    ko: Words
    examples: tuple[str, ...] = ()
    fixed: bool = False

    def in_language(self, lang: str) -> Words:
        return self.ko if lang == "ko" else self.en


@cache
def read_codes() -> Mapping[str, Code]:
    """Every code, in the order of their numbers."""
    codes = msgspec.convert(tomllib.loads(TABLE.read_text("utf-8")), dict[str, Code])
    return dict(sorted(codes.items()))


def list_changeable() -> list[str]:
    """The codes whose severity may be set."""
    return [name for name, code in read_codes().items() if not code.fixed]
