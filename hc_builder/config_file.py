"""`mkdocs.yml` as YAML, read as MkDocs reads it: `INHERIT`, `!ENV`, and with the line that each key stands on.

Unlike MkDocs it runs nothing: `!!python/name:…` is told and left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os.path import normpath, relpath
from pathlib import Path
from typing import Any, NamedTuple

import yaml
import yaml_env_tag  # type: ignore[import-untyped]

from hc_builder.errors import ProjectError
from hc_builder.problems import Problem, Severity, count_problems, did_you_mean

KeyPath = tuple[str | int, ...]

_LEFT_OUT = object()
_MOST_NODES, _DEEPEST = 50_000, 30  # far more than any configuration has; an alias of itself has no end
_PYTHON_TAG = "tag:yaml.org,2002:python/"
_KNOWN_TAGS = ("!ENV", "!relative")


class MissingConfig(ProjectError):
    """There is no such file: most likely the command was given in the wrong folder."""

    exit_code = 2

    def __init__(self, path: Path) -> None:
        hint = "go to the folder of a help center, or make one with 'hc new DIR'"
        super().__init__(f"{path}: there is no such file", hint)


class SourceLine(NamedTuple):
    """A line (1-based; 0: the file as a whole) of the file `path`, as seen from the project's folder."""

    path: str
    line: int


@dataclass(frozen=True)
class ConfigFile:
    """What one `mkdocs.yml` says, with all that it inherits.

    `files` are those that were read, itself first; `lines` tells where each key stands (`("theme", "name")`), `unset`
    which line has no value because a variable of the environment, which it names, is not set.
    """

    values: Mapping[str, Any]
    lines: Mapping[KeyPath, SourceLine]
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    unset: Mapping[SourceLine, str]

    def find_line(self, *keys: str | int) -> SourceLine:
        """Where that key stands, or else the nearest key above it."""
        above = (self.lines[keys[:depth]] for depth in range(len(keys), 0, -1) if keys[:depth] in self.lines)
        return next(above, SourceLine(self.files[0].name, 0))


@dataclass(frozen=True)
class Named:
    """An entry of `plugins` or `markdown_extensions`: its name and options, and the `keys` under which it stands."""

    name: str
    options: Mapping[str, Any]
    keys: KeyPath


def list_named(value: list[Any] | Mapping[str, Any], *keys: str) -> list[Named]:
    """`[a, {b: {option: 1}}]` or `{a: {}, b: {option: 1}}` → the entries; one without options has none."""
    if isinstance(value, Mapping):
        return [Named(name, _options(given), (*keys, name)) for name, given in value.items()]
    found = []
    for index, item in enumerate(value):
        entry = item if isinstance(item, Mapping) else {str(item): None}
        found += [Named(str(name), _options(given), (*keys, index, str(name))) for name, given in entry.items()]
    return found


def _options(given: object) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def refuse_config(path: Path, problems: list[Problem]) -> ProjectError:
    """The error for a configuration that nothing can be made of."""
    return ProjectError(f"{path.name} can't be used: {count_problems(problems)}", problems=problems)


def read_config_file(path: Path) -> ConfigFile:
    """Raises `ProjectError` where it can't be read, with the fault and its line."""
    if not path.exists():
        raise MissingConfig(path)
    return _read(path.absolute(), path.absolute().parent, ())


def _read(path: Path, folder: Path, below: tuple[Path, ...]) -> ConfigFile:
    """`below` are the files that inherit from this one."""
    shown = relpath(path, folder)
    values, lines, problems, unset = _parse(_read_text(path, shown, below), shown, folder, below)
    inherited = values.pop("INHERIT", None)
    if not inherited:
        return ConfigFile(values, lines, (path,), tuple(problems), unset)
    line = lines["INHERIT",].line
    parent_path = Path(normpath(path.parent / str(inherited)))
    if not parent_path.is_file():
        fault = "is a folder, and not a file" if parent_path.is_dir() else "does not exist"
        raise _refuse(below, shown, line, f"`INHERIT` names {inherited}, which {fault}", _INHERIT_HINT)
    if parent_path.resolve() in [file.resolve() for file in (path, *below)]:
        raise _refuse(below, shown, line, f"`INHERIT: {inherited}` leads back to this file", "take the line out")
    parent = _read(parent_path, folder, (*below, path))
    merged = _merge(parent.values, values)
    told = (*problems, *parent.problems)
    return ConfigFile(merged, {**parent.lines, **lines}, (path, *parent.files), told, {**parent.unset, **unset})


_INHERIT_HINT = "write its path as seen from this file"


def _merge(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings are merged key by key; anything else of the child takes the parent's place."""
    merged = {**parent, **child}
    for key in parent.keys() & child.keys():
        if isinstance(parent[key], dict) and isinstance(child[key], dict):
            merged[key] = _merge(parent[key], child[key])
    return merged


def _read_text(path: Path, shown: str, below: tuple[Path, ...]) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _refuse(below, shown, 0, f"the file can't be read: {error.strerror}", "check its permissions") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refuse(below, shown, line, "the file is not UTF-8 text", "save the file as UTF-8") from error


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML with `!ENV`; what it can't build is left out and told in `faults`."""

    def __init__(self, text: str, shown: str, folder: Path) -> None:
        super().__init__(text)
        self.shown = shown
        self.folder = folder
        self.faults: list[Problem] = []
        self.unset: dict[SourceLine, str] = {}

    def tell(self, node: yaml.Node, what: str, hint: str, code: str = "HC50") -> None:
        severity: Severity = "warning" if code == "HC54" else "error"
        self.faults.append(Problem(self.shown, node.start_mark.line + 1, code, what, hint, severity))


def _construct_timestamp(loader: Any, node: yaml.ScalarNode) -> object:
    """A date that is none (2026-02-30) stays text, so that the setting that holds it can be named."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


def _construct_environment(loader: _Loader, node: yaml.Node) -> object:
    """`!ENV NAME` and `!ENV [NAME, OTHER, default]`: the first variable that is set, read as YAML reads a value."""
    value = yaml_env_tag.construct_env_tag(loader, node)
    if value is None:
        first = node.value[0] if isinstance(node, yaml.SequenceNode) and node.value else node
        loader.unset[SourceLine(loader.shown, node.start_mark.line + 1)] = str(first.value)
    return value


def _construct_relative(loader: _Loader, node: yaml.Node) -> object:
    """`!relative $config_dir/x`: that path from the project's folder. Others depend on the page that is read."""
    prefix, _, rest = str(node.value).partition("/")
    if prefix == "$config_dir":
        return str(loader.folder / rest)
    what = f"`!relative {node.value}` names a folder that is not known here: the option is left out"
    loader.tell(node, what, "write `!relative $config_dir/…`, the path from the folder of mkdocs.yml", "HC54")
    return _LEFT_OUT


def _construct_python(loader: _Loader, suffix: str, node: yaml.Node) -> object:
    what = f"`!!python/{suffix}` names Python code, which is not run: the option is left out"
    loader.tell(node, what, "take the option out, or give it a value that YAML can hold", "HC54")
    return _LEFT_OUT


def _construct_unknown(loader: _Loader, node: yaml.Node) -> object:
    hint = did_you_mean(node.tag, _KNOWN_TAGS) or "put quotes around a value that starts with `!`"
    loader.tell(node, f"unknown tag `{node.tag}`", hint)
    return _LEFT_OUT


def _prune(value: Any) -> Any:
    """Without what was left out."""
    if isinstance(value, dict):
        return {str(key): _prune(item) for key, item in value.items() if item is not _LEFT_OUT}
    return [_prune(item) for item in value if item is not _LEFT_OUT] if isinstance(value, list) else value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _construct_timestamp)
_Loader.add_constructor("!ENV", _construct_environment)
_Loader.add_constructor("!relative", _construct_relative)
_Loader.add_multi_constructor(_PYTHON_TAG, _construct_python)
_Loader.add_constructor(None, _construct_unknown)


def _parse(
    text: str, shown: str, folder: Path, below: tuple[Path, ...]
) -> tuple[dict[str, Any], dict[KeyPath, SourceLine], list[Problem], dict[SourceLine, str]]:
    loader = _Loader(text, shown, folder)
    try:
        node = loader.get_single_node()
        if node is None:
            hint = "write at least `site_name: …` and `plugins: [helpcenter]`"
            raise _refuse(below, shown, 0, "the file is empty", hint)
        if not isinstance(node, yaml.MappingNode):
            raise _refuse(below, shown, 1, "the file is not a list of `key: value` lines", "begin with `site_name: …`")
        lines = dict(_find_lines(node, shown))
        values = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise _refuse(below, shown, *_explain(error, text)) from error
    except (_TooLarge, RecursionError) as error:
        what = "the file is nested too deep, or its aliases make it endless"
        raise _refuse(below, shown, 0, what, "write out what `*name` stands for") from error
    return _prune(values), lines, [*loader.faults, *_find_repeated(node, shown)], loader.unset


class _TooLarge(Exception):
    """More nodes than any configuration has: aliases of aliases."""


def _find_lines(root: yaml.Node, shown: str) -> Iterator[tuple[KeyPath, SourceLine]]:
    """Each key's path and line, aliases followed."""
    waiting: list[tuple[KeyPath, yaml.Node]] = [((), root)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        path, node = waiting.pop()
        if len(path) > _DEEPEST:
            raise _TooLarge
        for name, mark, child in _list_children(node):
            yield (*path, name), SourceLine(shown, mark.start_mark.line + 1)
            waiting.append(((*path, name), child))
    raise _TooLarge


def _list_children(node: yaml.Node) -> list[tuple[str | int, yaml.Node, yaml.Node]]:
    """(key or index, node whose line counts, value)."""
    if isinstance(node, yaml.MappingNode):
        return [(str(key.value), key, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(index, item, item) for index, item in enumerate(node.value)]
    return []


def _find_repeated(root: yaml.Node, shown: str) -> Iterator[Problem]:
    """Keys given twice in one mapping: YAML would silently take the last."""
    waiting, met = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in met:
            continue
        met.add(id(node))
        waiting += [child for _, _, child in _list_children(node)]
        if isinstance(node, yaml.MappingNode):
            yield from _find_repeated_in(node, shown)


def _find_repeated_in(node: yaml.MappingNode, shown: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if first.setdefault(str(key.value), line) != line:
            what = f"`{key.value}` is given twice; the first is on line {first[str(key.value)]}"
            yield Problem(shown, line, "HC50", what, "keep one of the two")


def _explain(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """(line, what, hint) of a text that is not YAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark and "token" in str(error) and "\t" in text.split("\n")[mark.line]:
        return mark.line + 1, "a tab stands where YAML wants spaces", "indent with spaces, not tabs"
    what = f"not valid YAML: {getattr(error, 'problem', None) or error}"
    hint = "check the indentation, and put quotes around a value that holds ': ' or ' #' or starts with a sign"
    return mark.line + 1 if mark else 0, what, hint


def _refuse(below: tuple[Path, ...], shown: str, line: int, what: str, hint: str) -> ProjectError:
    """The error names the file that the command was given, the fault the file that it is in."""
    return refuse_config(below[0] if below else Path(shown), [Problem(shown, line, "HC50", what, hint)])
