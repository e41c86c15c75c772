"""Outside this repository: the wheel in an empty environment makes a help center, and three builders the same site."""

import hashlib
import json
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from hc_builder.importers.readers.sources import SOURCES
from tools.release.archives import ROOT, Archives, build_archives, find_archive_faults
from tools.release.weight import weigh_libraries

UV = Path(sys.executable).with_name("uv")
"""Resolves and unpacks in a fifth of pip's time; it links what one environment has into the next."""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    """Those of a release."""
    return build_archives(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def bin(archives: Archives, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that holds the wheel and what its base asks for, at the locked versions."""
    folder = tmp_path_factory.mktemp("wheel")
    pins = re.findall(r"^([\w.-]+==\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)
    (folder / "pins.txt").write_text("\n".join(pins), encoding="utf-8")
    venv.create(folder / "env")
    install(folder, archives.wheel)
    return folder / "env" / "bin"


def install(folder: Path, *names: str | Path) -> None:
    into = ["--python", folder / "env/bin/python", "--constraint", folder / "pins.txt"]
    run(UV, "pip", "install", "--quiet", *into, *names, cwd=folder)


@pytest.fixture(scope="module")
def shop(bin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`hc new shop && cd shop && hc build`, in a folder of a stranger's."""
    folder = tmp_path_factory.mktemp("stranger")
    run(bin / "hc", "new", "shop", cwd=folder)
    run(bin / "hc", "build", "--strict", cwd=folder / "shop")
    return folder / "shop"


TELL = """
import json, sys
from click.testing import CliRunner
from hc_builder.cli import main
told = [CliRunner().invoke(main, words) for words in json.load(sys.stdin)]
print(json.dumps([(one.exit_code, one.output) for one in told]))
"""
NEEDED = {
    "gaps": ["gaps", "report", "popular", "synonyms suggest", "gaps draft gap-1", "gaps replay", "gaps group FILE"],
    "feedback": ["feedback serve", "feedback stats", "feedback export", "inquiries list", "answer serve", "mcp"],
    "import": [f"import {name} content" for name in SOURCES],
}
ENOUGH = ("stale", "search 환불", "flows list", "deploy-files nginx", "docs settings", "schema settings")


@pytest.mark.timeout(600)
def test_without_an_extra_a_command_works_or_names_what_to_install(bin: Path, shop: Path) -> None:
    commands = [*ENOUGH, *(words for needing in NEEDED.values() for words in needing)]
    asked = json.dumps([words.replace("FILE", "mkdocs.yml").split() for words in commands])
    done = subprocess.run([bin / "python", "-c", TELL], cwd=shop, input=asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = dict(zip(commands, json.loads(done.stdout), strict=True))
    assert [(words, told[words]) for words in ENOUGH if told[words][0]] == []
    for extra, needing in NEEDED.items():
        for words in needing:
            exit_code, output = told[words]
            assert (exit_code, output.splitlines()[-1]) == (1, f"  hint: pip install 'hc-builder[{extra}]'"), words
    endpoint = subprocess.run([bin / "python", "-m", "feedback_function", "migrate"], capture_output=True, text=True)
    assert (endpoint.returncode, endpoint.stderr.splitlines()[-1]) == (1, "  hint: pip install 'hc-builder[feedback]'")


@pytest.fixture(scope="module")
def other_builders(bin: Path, shop: Path) -> Path:
    """The same environment, once `hc` has built the shop without them."""
    install(bin.parents[1], "mkdocs", "properdocs")
    return bin


def read_tree(site: Path) -> dict[str, str]:
    """Path → digest; a gzip's own bytes hold a time, so it is left to its plain twin."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and path.suffix != ".gz")
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.timeout(600)
def test_the_archives_hold_what_git_knows_of_the_packages_and_nothing_else(archives: Archives) -> None:
    assert [*find_archive_faults(archives)] == []


@pytest.mark.timeout(600)
def test_no_library_makes_a_base_install_heavier_than_the_guide_says(bin: Path) -> None:
    (libraries,) = bin.parent.glob("lib/python*/site-packages")
    weights = weigh_libraries(libraries)
    total = sum(size for name, size in weights.items() if name not in ("pip", "setuptools"))
    (promised,) = re.findall(r"\*\*(\d+) MB\*\*", (ROOT / "docs/upgrade.md").read_text("utf-8"))
    assert 0.9 < total / 1e6 / int(promised) < 1.1


@pytest.mark.timeout(600)
def test_what_messages_refer_to_is_there(bin: Path, shop: Path) -> None:
    assert "## 고객센터" in run(bin / "hc", "docs", "settings", "--lang", "ko", cwd=shop)
    assert "HC10" in run(bin / "hc", "check", "--explain", "HC10", cwd=shop)


@pytest.mark.timeout(600)
def test_a_new_shop_builds_with_all_its_pages_and_its_search(shop: Path) -> None:
    tree = read_tree(shop / "site")
    assert len([path for path in tree if path.endswith("/index.html")]) > 90
    assert any(path.startswith("search/ko/") for path in tree)
    assert "refund/when/index.html" in tree
    assert not any(path.endswith((".yml", ".md")) for path in tree)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_another_builder_gives_the_same_site(builder: str, other_builders: Path, shop: Path, tmp_path: Path) -> None:
    config = [] if builder == "mkdocs" else ["-f", "mkdocs.yml"]
    run(other_builders / builder, "build", "--strict", *config, "--site-dir", tmp_path / "site", cwd=shop)
    expected, got = read_tree(shop / "site"), read_tree(tmp_path / "site")
    assert expected.keys() == got.keys()
    assert [path for path in expected if expected[path] != got[path]] == []


def test_the_same_content_gives_the_same_bytes(bin: Path, shop: Path, tmp_path: Path) -> None:
    run(bin / "hc", "build", "--site", tmp_path / "site", cwd=shop)
    assert read_tree(shop / "site") == read_tree(tmp_path / "site")
