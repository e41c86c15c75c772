"""The memory of what was published: `addresses.json` beside `mkdocs.yml`, one address a line, so that git can join what
two branches wrote. `hc addresses update` writes it, every check reads it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from hc_builder.content.help_center import HelpCenter
from hc_builder.content.text_file import read_text_file
from hc_builder.problems import Problem

NAME = "addresses.json"
_VERSION = 1
_HINT = "take it back from git, or delete it and run hc addresses update"


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stood at an address: the article's id (or the folder's, which has no `content`), its title, and a hash over
    its text, by which it is known again under another name."""

    id: str
    title: str
    content: str = ""


class _File(msgspec.Struct, frozen=True):
    version: int = _VERSION
    gone: list[str] = []
    published: dict[str, Entry] = {}


@dataclass(frozen=True)
class Published:
    """`entries` by address (`refund/when/`), those that are `gone` on purpose, and where each is named."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict)


def read_published(folder: Path) -> tuple[Published, list[Problem]]:
    """The memory of a project, which need not be there, and what is wrong with its file (HC32)."""
    read = read_text_file(folder / NAME, NAME)
    if read is None:
        return Published(), []
    text, problems = read
    try:
        file = msgspec.convert(json.loads(text), _File)
    except RecursionError:
        return Published(), [Problem(NAME, 0, "HC32", "this is no JSON: it is nested too deeply", _HINT)]
    except json.JSONDecodeError as error:
        return Published(), [*problems, Problem(NAME, error.lineno, "HC32", f"this is no JSON: {error.msg}", _HINT)]
    except msgspec.ValidationError as error:
        return Published(), [*problems, Problem(NAME, 0, "HC32", f"the file has another form: {error}", _HINT)]
    if file.version != _VERSION:
        what = f"the file is of version {file.version}, and this reads version {_VERSION}"
        return Published(), [*problems, Problem(NAME, 0, "HC32", what, "update hc-builder")]
    lines = {name: number for number, line in enumerate(text.splitlines(), 1) if (name := _read_name(line))}
    return Published(file.published, frozenset(file.gone), lines), list(problems)


def _read_name(line: str) -> str:
    """The name with which a line begins."""
    try:
        name, _ = json.JSONDecoder().raw_decode(line.strip())
    except json.JSONDecodeError:
        return ""
    return name if isinstance(name, str) else ""


def render_published(published: Published) -> str:
    """The file."""
    entries = sorted(published.entries.items())
    gone = [f"    {_dump(address)}" for address in sorted(published.gone)]
    told = [f"    {_dump(address)}: {_dump(msgspec.to_builtins(entry))}" for address, entry in entries]
    lines = [
        "{",
        f'  "version": {_VERSION},',
        '  "gone": [',
        *_separate(gone),
        "  ],",
        '  "published": {',
        *_separate(told),
        "  }",
        "}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _separate(lines: list[str]) -> list[str]:
    return [*(f"{line}," for line in lines[:-1]), *lines[-1:]]


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def list_present(center: HelpCenter) -> Iterator[tuple[str, Entry]]:
    """Every address that is meant to stay: those of articles and folders. A notice ends on its day, and the home is
    never gone."""
    for category in center.categories:
        if category.id:
            yield center.category_url(category), Entry(category.id, category.title)
    for shown in center.articles:
        if not shown.article.is_notice:
            article = shown.article
            yield shown.url, Entry(article.id, article.title, _hash_text(article.body))


def _hash_text(text: str) -> str:
    """Over the words: blanks and line ends are no change."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:16]
