"""Other builders of sites, over the same articles."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ZENSICAL = "zensical==0.0.73"
_MKDOCS = """site_name: 시험 고객센터
site_url: https://help.shop.example/
docs_dir: content
theme: {name: material, language: ko, features: [navigation.prune]}
markdown_extensions: [admonition, tables]
plugins: [search]
"""
_HUGO = """baseURL = "https://help.shop.example/"
title = "시험"
contentDir = "hugo-content"
disableKinds = ["taxonomy", "term"]
"""
_SINGLE = """<!doctype html><html lang="ko"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}
<ul>{{ range first 12 .CurrentSection.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</ul>"""
_LIST = """<!doctype html><html lang="ko"><title>{{ .Title }}</title>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</ul>"""


@dataclass(frozen=True)
class Peer:
    """`command` builds into `site`, in the folder of a project."""

    name: str
    command: tuple[str | Path, ...]
    site: str


def find_peers(tools: Path) -> list[Peer]:
    """Those that are here; Zensical is installed into `tools` on the first run."""
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "-q", "-f", "material.yml")
    found = [Peer("Material for MkDocs, pruned", mkdocs, "material")]
    if zensical := _install_zensical(tools):
        found.append(Peer("Zensical, pruned", (zensical, "build", "-f", "zensical.yml"), "zensical"))
    if hugo := shutil.which("hugo"):
        found.append(Peer("Hugo, tiny theme, no search", (hugo, "--quiet", "-d", "hugo"), "hugo"))
    return found


def write_peers(project: Path) -> None:
    """The configurations of all of them, in a project of `articles.write_project`."""
    for name in ("material", "zensical"):
        (project / f"{name}.yml").write_text(f"{_MKDOCS}site_dir: {name}\n", encoding="utf-8")
    (project / "config.toml").write_text(_HUGO, encoding="utf-8")
    shutil.copytree(project / "content", project / "hugo-content", dirs_exist_ok=True)
    for head in (project / "hugo-content").rglob("index.md"):
        head.rename(head.with_name("_index.md"))  # to Hugo an `index.md` is an article with all that lies beside it
    layouts = project / "layouts/_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(_SINGLE, encoding="utf-8")
    (layouts / "list.html").write_text(_LIST, encoding="utf-8")


def _install_zensical(tools: Path) -> Path | None:
    program = tools / "bin/zensical"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", tools], check=True)
        done = subprocess.run([tools / "bin/pip", "install", "-q", "--disable-pip-version-check", ZENSICAL])
        if done.returncode:
            return None
    return program
