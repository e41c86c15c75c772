"""Words that mean the same to a customer: the lexicon that ships with the tool, and the shop's own file over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from hc_builder.content.text_file import read_text_file
from hc_builder.problems import Problem, did_you_mean
from hc_builder.search.phrases import squeeze
from hc_builder.yaml_lines import list_yaml
from hc_builder.yaml_text import Fields, Items, Node, Scalar, YamlFault, parse_yaml

NAME = "synonyms.yml"
ONE_WAY, SWITCHED_OFF = ("from", "to"), ("not",)
"""The keys of an entry that is no list of words."""
LEXICON_WEIGHT, SHOP_WEIGHT = 60, 80
_FORM_HINT = "write `- [word, word]` for both ways, `- {from: [word], to: [word]}` for one, or `- {not: [word]}`"


@dataclass(frozen=True)
class Group:
    """`sources` also find `targets`; both ways where the two are the same. `weight`: hundredths of a hit."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    weight: int = SHOP_WEIGHT

    @property
    def words(self) -> frozenset[str]:
        return frozenset(map(squeeze, (*self.sources, *self.targets)))


@dataclass(frozen=True)
class Synonyms:
    groups: tuple[Group, ...] = ()


def render_synonym(word: str, meant: Iterable[str]) -> str:
    """The line of `synonyms.yml` by which `word` also finds what is `meant`."""
    return f"- {{from: {list_yaml([word])}, to: {list_yaml(meant)}}}"


@dataclass(frozen=True)
class _Entry:
    """One item of a file: a group, or words whose lexicon groups are switched off."""

    group: Group | None = None
    without: tuple[str, ...] = ()


def read_synonyms(path: Path | None, shown_path: str = "", lang: str = "ko") -> tuple[Synonyms, list[Problem]]:
    """The lexicon of `lang` and the shop's file at `path`, which need not exist."""
    file = read_text_file(path, shown_path) if path else None
    if file is None:
        return Synonyms(_read_lexicon(lang)), []
    text, faults = file
    entries, problems = _parse_entries(text, shown_path, SHOP_WEIGHT)
    without = {squeeze(word) for entry in entries for word in entry.without}
    kept = tuple(group for group in _read_lexicon(lang) if not group.words & without)
    return Synonyms(kept + tuple(entry.group for entry in entries if entry.group)), [*faults, *problems]


@cache
def _read_lexicon(lang: str) -> tuple[Group, ...]:
    """The groups of every file of the language, the files in the order of their names."""
    folder = files("hc_builder.search") / "lexicon" / lang
    if not folder.is_dir():
        return ()
    sources = sorted((file for file in folder.iterdir() if file.name.endswith(".yml")), key=lambda file: file.name)
    return tuple(group for source in sources for group in _read_theme(source))


def _read_theme(source: Traversable) -> list[Group]:
    entries, problems = _parse_entries(source.read_text("utf-8"), source.name, LEXICON_WEIGHT)
    if problems:
        raise ValueError(f"the shipped lexicon is faulty: {problems[0].path}:{problems[0].line}: {problems[0].what}")
    return [entry.group for entry in entries if entry.group]


def _parse_entries(text: str, path: str, weight: int) -> tuple[list[_Entry], list[Problem]]:
    root = parse_yaml(text)
    if isinstance(root, YamlFault):
        return [], [Problem(path, root.line, "HC41", root.what, root.hint)]
    parsed = [_parse_entry(node, path, weight) for node in _list_items(root)]
    found = [item for item in parsed if isinstance(item, _Entry)]
    problems = [item for item in parsed if isinstance(item, Problem)]
    if isinstance(root, Scalar):
        problems.append(Problem(path, 1, "HC41", "the file is not a list of synonyms", _FORM_HINT))
    return found, problems


def _list_items(root: Node | None) -> Iterable[Node]:
    """Of a list, or of every list in a mapping from topics to lists."""
    if isinstance(root, Items):
        return root.nodes
    if isinstance(root, Fields):
        return [item for pair in root.pairs for item in _list_items(pair.value)]
    return []


def _parse_entry(node: Node, path: str, weight: int) -> _Entry | Problem:
    if isinstance(node, Items):
        words = _read_words(node)
        if len(words) < 2:
            return Problem(path, node.line, "HC41", "a group of synonyms needs at least two words", _FORM_HINT)
        return _Entry(Group(words, words, weight))
    if not isinstance(node, Fields):
        return Problem(path, node.line, "HC41", "an entry is a list of words or a `from`/`to` pair", _FORM_HINT)
    return _parse_pair({pair.key.value: pair.value for pair in node.pairs}, path, node.line, weight)


def _parse_pair(fields: dict[str, Node], path: str, line: int, weight: int) -> _Entry | Problem:
    for key, value in fields.items():
        if key not in (*ONE_WAY, *SWITCHED_OFF):
            hint = did_you_mean(key, (*ONE_WAY, *SWITCHED_OFF)) or _FORM_HINT
            return Problem(path, value.line, "HC41", f"unknown key `{key}` in a synonym", hint)
    words = {key: _read_words(value) for key, value in fields.items()}
    if set(words) == {"not"} and words["not"]:
        return _Entry(without=words["not"])
    if set(words) == {"from", "to"} and all(words.values()):
        return _Entry(Group(words["from"], words["to"], weight))
    return Problem(path, line, "HC41", "a one-way synonym needs words under `from` and under `to`", _FORM_HINT)


def _read_words(node: Node) -> tuple[str, ...]:
    """A list of words, or one word."""
    nodes = node.nodes if isinstance(node, Items) else (node,)
    return tuple(item.value for item in nodes if isinstance(item, Scalar) and squeeze(item.value))
