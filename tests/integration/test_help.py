"""`--help` of every command needs no project, no MkDocs and no extra, and a missing extra is told with its name."""

import json
import re
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

SCRIPT = """
import json, sys
from importlib import metadata

class NotInstalled:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in blocked["modules"]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

blocked = json.loads(sys.argv[1])
there = metadata.version

def version(name):
    if name in blocked["distributions"]:
        raise metadata.PackageNotFoundError(name)
    return there(name)

metadata.version = version
sys.meta_path.insert(0, NotInstalled())
"""
HELP = """
import click
from click.testing import CliRunner
from hc_builder.cli import main

def walk(command, path):
    told = CliRunner().invoke(main, [*path, "--help"])
    assert told.exit_code == 0 and "Usage:" in told.output, (path, told.output, told.exception)
    print("hc", *path)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            walk(command.get_command(context, name), [*path, name])

walk(main, [])
"""
RUN = "from hc_builder.cli import main\nmain(sys.argv[2:])\n"


@cache
def find_extras_alone() -> dict[str, list[str]]:
    """What the extras ask for and the base does not, as distributions and as the modules that they bring."""
    wanted: dict[bool, set[str]] = {True: set(), False: {"scipy"}}
    for requirement in metadata.requires("hc-builder") or []:
        name = re.match(r"[\w.-]+", requirement)
        assert name
        wanted["extra ==" not in requirement].add(name[0].lower())
    alone = wanted[False] - wanted[True]
    modules = [
        module
        for module, names in metadata.packages_distributions().items()
        if alone & {name.lower() for name in names}
    ]
    return {"distributions": sorted(alone), "modules": sorted({*modules, "mkdocs", "material"})}


def run_in_base(script: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SCRIPT + script, json.dumps(find_extras_alone()), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_the_help_of_every_command_is_there_in_an_empty_folder(tmp_path: Path) -> None:
    done = run_in_base(HELP, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert {"hc", "hc build", "hc gaps replay", "hc synonyms suggest", "hc feedback serve"} <= {
        *done.stdout.split("\n")
    }


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["gaps"], "gaps"),
        (["gaps", "replay"], "gaps"),
        (["synonyms", "suggest"], "gaps"),
        (["feedback", "serve"], "feedback"),
        (["feedback", "stats"], "feedback"),
        (["answer", "serve"], "feedback"),
    ],
)
def test_a_command_without_its_extra_says_what_to_install(arguments: list[str], extra: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: 하나\n---\n\n본문\n", encoding="utf-8")
    config = "site_name: 시험\ndocs_dir: content\nplugins: [helpcenter]\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "events.jsonl").touch()
    done = run_in_base(RUN, tmp_path, *arguments, *(["--events", "events.jsonl"] if extra == "gaps" else []))
    assert done.returncode == 1
    assert f"Error: this needs the extra '{extra}' (" in done.stderr
    assert f"hint: pip install 'hc-builder[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["build"], ["check"], ["search", "환불"], ["serve"]])
def test_a_command_in_the_wrong_folder_says_so(command: list[str], tmp_path: Path) -> None:
    done = run_in_base(RUN, tmp_path, *command)
    assert done.returncode == 2
    assert done.stderr == (
        "Error: mkdocs.yml: there is no such file\n"
        "  hint: go to the folder of a help center, or make one with 'hc new DIR'\n"
    )
