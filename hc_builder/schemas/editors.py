"""What VS Code, and every editor with the same YAML language server, needs to complete and check the files that writers
edit."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hc_builder.atomic import write_atomically
from hc_builder.schemas.catalogue import CATALOGUE, build_schema
from hc_builder.schemas.snippets import build_snippets

FOLDER = ".vscode"
_SCHEMAS = f"{FOLDER}/hc"
_SEVERITIES = {"error": "error|오류", "warning": "warning|경고", "info": "notice|알림"}
"""By the names that VS Code has for them, as a regular expression for what is printed."""


def write_editor_files(
    folder: Path, config: str, content: str, lang: str, foreign_keys: Sequence[str] = ()
) -> dict[str, dict[str, Any]]:
    """Write schemas and snippets into the project `folder`, whose files are `config` and those below `content`.

    Settings of a team's own are never touched: returned is what has to be added to them by hand, by path.
    """
    for path, value in _build_own_files(lang, foreign_keys).items():
        _write(folder / path, value)
    return {
        path: value for path, value in _build_shared_files(config, content).items() if not _settle(folder / path, value)
    }


def _build_own_files(lang: str, foreign_keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Those that nobody else writes; a later version of this tool may."""
    schemas = {_name_schema(name): build_schema(name, lang, foreign_keys) for name in CATALOGUE}
    return {**schemas, f"{FOLDER}/hc.code-snippets": build_snippets(lang)}


def _build_shared_files(config: str, content: str) -> dict[str, dict[str, Any]]:
    below = {name: [f"{content}/{pattern}" for pattern in each.files] for name, each in CATALOGUE.items()}
    named = {_name_schema(name): paths for name, paths in ({**below, "settings": [config]}).items() if paths}
    settings = {
        "yaml.schemas": named,
        "yaml.customTags": ["!ENV scalar", "!ENV sequence"],
        "[markdown]": {"editor.quickSuggestions": {"other": "on"}},
    }
    return {
        f"{FOLDER}/settings.json": settings,
        f"{FOLDER}/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
        f"{FOLDER}/tasks.json": {"version": "2.0.0", "tasks": [_build_task()]},
    }


def _name_schema(name: str) -> str:
    return f"{_SCHEMAS}/{name}.schema.json"


def _build_task() -> dict[str, Any]:
    """`hc check`, whose problems VS Code shows at their lines, those of Markdown too."""
    matchers = [_build_matcher(severity, words) for severity, words in _SEVERITIES.items()]
    return {
        "label": "hc check",
        "type": "shell",
        "command": "hc check",
        "group": {"kind": "build", "isDefault": True},
        "presentation": {"reveal": "silent"},
        "problemMatcher": matchers,
    }


def _build_matcher(severity: str, words: str) -> dict[str, Any]:
    pattern = {
        "regexp": rf"^(\S.*?):(\d+): (?:{words})\[(HC\d\d)\]: (.*)$",
        "file": 1,
        "line": 2,
        "code": 3,
        "message": 4,
    }
    location = ["relative", "${workspaceFolder}"]
    return {
        "owner": f"hc-{severity}",
        "source": "hc",
        "fileLocation": location,
        "severity": severity,
        "pattern": pattern,
    }


def _settle(path: Path, wanted: Mapping[str, Any]) -> bool:
    """Whether the file says what it must: written, where there was none."""
    if not path.exists():
        _write(path, wanted)
        return True
    try:
        return _has(json.loads(path.read_text("utf-8")), wanted)
    except ValueError:  # with comments, as VS Code allows them
        return False


def _has(given: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return isinstance(given, Mapping) and all(
            key in given and _has(given[key], value) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(given, list) and all(item in given for item in wanted)
    return bool(given == wanted)


def _write(path: Path, value: Mapping[str, Any]) -> None:
    write_atomically(path, f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode())
