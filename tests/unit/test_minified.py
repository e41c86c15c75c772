"""A site where the minifier is not to be had: the same files, whose scripts run and whose styles hold."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = """
import sys
sys.modules |= {} if sys.argv[2] == "minified" else {"minify": None}
from pathlib import Path
from hc_builder.pages.theme_assets import build_theme_assets
for name, data in build_theme_assets().files.items():
    path = Path(sys.argv[1], name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The theme's files, minified and as they were written."""
    folders = tmp_path_factory.mktemp("minified"), tmp_path_factory.mktemp("written")
    for folder, how in zip(folders, ("minified", "written"), strict=True):
        subprocess.run([sys.executable, "-c", BUILD, folder, how], check=True)
    return folders


def read_files(folder: Path) -> dict[str, str]:
    """By their names without hashes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {re.sub(r"\.[0-9a-f]{10}\.", ".", path.relative_to(folder).as_posix()): path.read_text() for path in files}


def test_the_same_files_are_served_with_more_bytes(sites: tuple[Path, Path]) -> None:
    minified, written = map(read_files, sites)
    assert minified.keys() == written.keys()
    assert all(len(text) < len(written[name]) for name, text in minified.items())


PARSE = """
import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";
for (const path of process.argv.slice(1)) new SourceTextModule(readFileSync(path, "utf8"), { identifier: path });
"""


def test_each_script_is_one_that_browsers_read_and_fetches_those_that_are_there(sites: tuple[Path, Path]) -> None:
    written = sites[1]
    scripts = [path.relative_to(written).as_posix() for path in sorted(written.rglob("*.js"))]
    node = [ROOT / ".venv/bin/node", "--no-warnings", "--experimental-vm-modules", "--input-type=module", "-e", PARSE]
    done = subprocess.run([*node, "--", *scripts], cwd=written, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (page,) = (written / "assets/ui").glob("main.*.js")
    fetched = set(re.findall(r'"\.\./(\w+/[\w.]+\.js)"', page.read_text()))
    assert len(fetched) > 1
    assert {f"assets/{name}" for name in fetched} <= set(scripts)


def test_older_browsers_get_each_colour_of_the_light_page(sites: tuple[Path, Path]) -> None:
    """The part for them is cut out of the sheet, whatever was left in that."""
    light = [re.sub(r"\s", "", part[0]) for part in map(find_light_part, sites)]
    assert "light-dark" not in light[0].partition(")){")[2]
    assert [set(re.findall(r"--[\w-]+(?=:)", part)) for part in light] == [
        set(re.findall(r"--[\w-]+(?=:)", light[0]))
    ] * 2
    assert "/*" not in light[1]


def find_light_part(site: Path) -> list[str]:
    (sheet,) = (site / "assets").glob("helpcenter.*.css")
    return re.findall(r"@supports not \(color:light-dark.*", sheet.read_text(), re.S)
