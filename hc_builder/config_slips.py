"""What `mkdocs.yml` says otherwise than it was meant: wrong indentation, names given twice, missing files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_type_hints

from hc_builder.config_file import ConfigFile, Named
from hc_builder.content.settings import Settings
from hc_builder.content.targets import is_external, split_target
from hc_builder.problems import Problem, did_you_mean

PLUGIN = "helpcenter"
_THEME_KEYS = (
    "name custom_dir static_templates language locale favicon logo icon font palette features highlightjs "
    "hljs_languages hljs_style include_search_page search_index_only"
).split()
"""MkDocs' own, its themes', and Material's."""
_LIKE_A_SLIP = 75
_PLUGINS_TOO = frozenset({"search"})
"""Settings that MkDocs has a plugin of the same name for."""


def split_misplaced(plugins: Sequence[Named]) -> tuple[list[Named], list[Named]]:
    """The plugins, and settings of the help center that stand at the plugin's own indent."""
    home = next((plugin.keys[:2] for plugin in plugins if plugin.name == PLUGIN and len(plugin.keys) > 2), None)
    settings = get_type_hints(Settings).keys() - _PLUGINS_TOO
    misplaced = [
        plugin for plugin in plugins if plugin.name != PLUGIN and (plugin.name in settings or plugin.keys[:2] == home)
    ]
    return [plugin for plugin in plugins if plugin not in misplaced], misplaced


def find_plugin_slips(file: ConfigFile, plugins: Iterable[Named], misplaced: Iterable[Named]) -> Iterator[Problem]:
    for setting in misplaced:
        what = f"`{setting.name}` stands beside `{PLUGIN}`, and not below it, so it is read as a plugin"
        hint = f"indent the line further than `{PLUGIN}:`, by two more spaces"
        yield Problem(*file.find_line(*setting.keys), "HC06", what, hint)
    own = [plugin for plugin in plugins if plugin.name == PLUGIN]
    for again in own[1:]:
        first = file.find_line(*own[0].keys).line
        what = f"the plugin `{PLUGIN}` is named twice; the first is on line {first}"
        yield Problem(*file.find_line(*again.keys), "HC51", what, "keep one of the two")
    for plugin in own:
        if (given := _read_value(file.values, plugin.keys)) is not None and not isinstance(given, Mapping):
            what = f"the settings of `{PLUGIN}` must be a group of `key: value` lines, not {given!r}"
            hint = f"write them on lines of their own, indented below `- {PLUGIN}:`"
            yield Problem(*file.find_line(*plugin.keys), "HC06", what, hint)


def _read_value(values: Any, keys: Iterable[str | int]) -> Any:
    """What stands at `keys`; a plugin that is a bare name has nothing."""
    for key in keys:
        is_there = key in values if isinstance(values, Mapping) else isinstance(values, list) and isinstance(key, int)
        values = values[key] if is_there else None
    return values


def find_theme_slips(file: ConfigFile, theme: Mapping[str, Any]) -> Iterator[Problem]:
    """A name that is no slip may be an option of the shop's own templates."""
    for key in theme:
        if key not in _THEME_KEYS and (hint := did_you_mean(key, _THEME_KEYS, _LIKE_A_SLIP)):
            yield Problem(*file.find_line("theme", key), "HC52", f"unknown key `theme: {key}`", hint, "warning")


def find_missing_files(
    file: ConfigFile, key: str, names: Iterable[str], folders: Sequence[Path], beside: Iterable[tuple[str, Path]]
) -> Iterator[Problem]:
    """Files of this site that `key` lists and that are in none of these folders, nor in one that stands `beside` them
    for a beginning of addresses. What other plugins make is not known."""
    for index, name in enumerate(names):
        path = split_target(name)[0].lstrip("/")
        places = [folder / path for folder in folders]
        places += [root / path[len(start) :].lstrip("/") for start, root in beside if path.startswith(f"{start}/")]
        if not is_external(name) and not any(place.is_file() for place in places):
            what = f"`{key}` names {name}, which does not exist"
            hint = f"write its path as seen from {folders[0].name}/, or take the line out"
            yield Problem(*file.find_line(key, index), "HC51", what, hint, "warning")
