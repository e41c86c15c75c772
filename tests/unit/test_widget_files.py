"""The widget's own files, and what the host of the help center must send with what it fetches."""

import json
import re
from pathlib import Path

import pytest
from fresh_site import build_site
from small_shop import IN_TWO_LANGUAGES, write_shop

from hc_builder.pages.theme_assets import build_theme_assets
from hc_builder.project import Project, load_project
from hc_builder.site.host_headers import build_headers
from hc_builder.site.hosts import HOSTS, build_host_files
from hc_builder.site.widget_files import build_widget_files

CONFIG = """site_name: 시험
site_url: https://help.example/repo/
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter:
      languages: [ko, en]
"""
WIDGET = """      widget:
        origins: [https://shop.example]
        position: left
        suggestions:
          - {pages: /product/*, show: [when, flows/refund]}
"""
FLOW = "title: 환불 찾기\nsteps:\n  a:\n    ask: 무엇인가요?\n    choices: [{say: 언제, article: when}]\n"


def read(folder: Path, config: str = CONFIG + WIDGET) -> Project:
    return load_project(write_shop(folder, config, IN_TWO_LANGUAGES | {"flows/refund.yml": FLOW}))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return read(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def site(project: Project) -> Path:
    build_site(project, project.folder / "site")
    return project.folder / "site"


def test_the_panel_of_each_language_names_files_that_are_there(site: Path) -> None:
    panels = {lang: json.loads((site / f"widget/{lang}.json").read_text("utf-8")) for lang in ("ko", "en")}
    for panel in panels.values():
        assert all((site / panel[name]).is_file() for name in ("panel", "client", "queue", "masking"))
        assert (site / panel["index"] / "index.json").is_file()
    korean = {"pages": "/product/*", "links": [["언제 환불되나요?", "when/"], ["환불 찾기", "flows/refund/"]]}
    assert panels["ko"]["suggestions"] == [korean]
    assert panels["en"]["suggestions"] == [{"pages": "/product/*", "links": [["When?", "en/when/"]]}]


def test_the_loader_holds_the_settings_and_has_two_names(site: Path) -> None:
    loader = (site / "widget.js").read_text("utf-8")
    assert loader.startswith('(()=>{"use strict";'), "a shop's page runs it as a script, not as a module"
    assert (site / "widget.v1.js").read_text("utf-8") == loader
    held = re.search(r'JSON\.parse\(("(?:[^"\\]|\\.)*")\)', loader)
    assert held
    settings = json.loads(json.loads(held[1]))
    assert (settings["languages"], settings["position"], settings["zIndex"]) == (["ko", "en"], "left", 2147483000)
    assert ":root" not in settings["style"]


def test_without_origins_there_is_none(tmp_path: Path) -> None:
    project = read(tmp_path, CONFIG)
    assert build_widget_files(project, build_theme_assets()) == {}
    assert not any("Allow-Origin" in file.text for file in build_host_files("netlify", project, build_headers(project)))


@pytest.mark.parametrize("host", [name for name in HOSTS if name != "github-pages"])
def test_every_host_lets_other_origins_read_what_the_widget_fetches(project: Project, host: str) -> None:
    headers = build_headers(project)
    text = "".join(file.text for file in build_host_files(host, project, headers))
    assert re.search(r"Access-?Control-?Allow-?Origin", text)
    assert "frame-ancestors 'self' https://shop.example" in text
    assert host == "s3" or re.search(r"/repo/\(?(widget|assets)", text)
