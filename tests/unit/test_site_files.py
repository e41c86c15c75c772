"""Files of a theme: those that MkDocs would not serve are not copied."""

from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.structure.files import Files

from hc_builder.project import load_project
from hc_builder.site.files import find_copied_files

NAMES = (
    *("a.css", "a.svg", "a.txt", ".hidden", ".git/a.css", "a.py", "a.pyc", "a.html", "a.md", "a.markdown", "a.mdown"),
    *("a.mkd", "a.mkdn", "README", "readme.txt", "old-Readme.css", "A.MD", "a.xml", "mkdocs_theme.yml"),
)


@pytest.mark.parametrize("folder", ["assets", "assets/deep"])
def test_of_a_shops_templates_the_files_are_served_that_mkdocs_serves(tmp_path: Path, folder: str) -> None:
    for name in NAMES:
        path = tmp_path / "overrides" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "content").mkdir()
    head = "site_name: 시험\ndocs_dir: content\ntheme: {name: helpcenter, custom_dir: overrides}\n"
    (tmp_path / "mkdocs.yml").write_text(f"{head}plugins: [helpcenter]\n", encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    by_mkdocs = Files([])
    by_mkdocs.add_files_from_theme(config.theme.get_env(), config)
    ours = {path for path in find_copied_files(load_project(tmp_path / "mkdocs.yml")) if path.startswith(f"{folder}/")}
    theirs = {file.src_uri for file in by_mkdocs if file.src_uri.startswith(f"{folder}/")}
    own = {f"{folder}/{name}" for name in NAMES}
    assert ours & own == theirs & own
    assert f"{folder}/a.css" in ours
