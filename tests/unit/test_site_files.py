"""Files of a theme: those that MkDocs would not serve are not copied."""

import json
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.structure.files import Files

from hc_builder.pages.theme_assets import build_theme_assets
from hc_builder.project import load_project
from hc_builder.site.files import build_site_files, find_copied_files

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


@pytest.mark.parametrize("meaning", ["endpoint", "off"])
def test_what_a_second_look_reads_is_written_where_it_is_wanted(tmp_path: Path, meaning: str) -> None:
    (tmp_path / "content/refund").mkdir(parents=True)
    text = "---\ntitle: 환불은 언제 되나요?\n---\n3일 걸려요.\n\n## 카드\n\n" + "카드사가 승인을 취소해요. " * 30
    (tmp_path / "content/refund/when.md").write_text(text, encoding="utf-8")
    settings = f"feedback: {{endpoint: /v1/events}}, search: {{meaning: '{meaning}'}}"
    head = "site_name: 시험\ndocs_dir: content\ntheme: {name: helpcenter}\n"
    (tmp_path / "mkdocs.yml").write_text(f"{head}plugins: [helpcenter: {{{settings}}}]\n", encoding="utf-8")
    files = build_site_files(load_project(tmp_path / "mkdocs.yml"), build_theme_assets(), "/")
    if meaning == "off":
        assert "search/ko/meaning.json" not in files
        return
    found = json.loads(files["search/ko/meaning.json"])
    (article,) = found["articles"]
    assert (found["form"], found["lang"], article["id"], article["url"]) == (1, "ko", "refund/when", "refund/when/")
    assert [(each["anchor"], each["title"]) for each in article["sections"]] == [("", ""), ("카드", "카드")]
    assert [len(each["text"]) for each in article["sections"]] == [len("3일 걸려요."), 160]
