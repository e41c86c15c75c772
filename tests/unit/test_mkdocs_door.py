"""MkDocs, run in this process, gives the bytes that `hc build` gives; what is for an audience is on its own pages."""

from pathlib import Path

import pytest
import small_shop
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page as MkDocsPage

from hc_builder.site.build import build_project
from hc_builder.site.render import Page

CONFIG = """site_name: 시험 고객센터
site_url: https://help.shop.example/base/
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter: {languages: [ko, en], exports: [articles, llms]}
"""
ARTICLES = {
    "order/index.md": "---\ntitle: 주문\n---\n",
    "order/how.md": "---\ntitle: 어떻게 주문하나요?\nupdated: 2026-10-01\nredirect_from: [old/how]\n"
    "related: [vip/gift]\n---\n이렇게요.\n",
    "order/how.en.md": "---\ntitle: How do I order?\n---\nLike this.\n",
    "vip/index.md": "---\ntitle: 단골 안내\naudience: 단골\n---\n",
    "vip/gift.md": "---\ntitle: 새어나감\n---\n새어나감\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    config = small_shop.write_shop(folder, CONFIG, ARTICLES)
    build_project(config, folder / "ours", strict=False, jobs=1)
    theirs = load_config(str(config), site_dir=str(folder / "theirs"))
    theirs.plugins.on_startup(command="build", dirty=False)
    build(theirs)
    theirs.plugins.on_shutdown()
    return folder


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_is_the_same_byte_for_byte(folder: Path) -> None:
    ours, theirs = read_files(folder / "ours"), read_files(folder / "theirs")
    assert {path for path in ours if ours[path] != theirs.get(path)} == set()
    assert "exports/ko/articles.json" in theirs


def test_what_is_for_an_audience_stands_on_its_own_pages_alone(folder: Path) -> None:
    for site in ("ours", "theirs"):
        told = {path for path, data in read_files(folder / site).items() if "새어나감".encode() in data}
        assert {path for path in told if not path.startswith("vip/")} == set()
        assert "vip/gift/index.html" in told


def test_templates_are_told_of_a_page_what_mkdocs_says_of_one() -> None:
    names = ("is_page", "is_section", "is_link")
    assert [getattr(Page, name) for name in names] == [getattr(MkDocsPage, name) for name in names]
