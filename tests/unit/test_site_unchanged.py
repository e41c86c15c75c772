"""A build in which nothing changed is told by the states of files; whatever a build depends on makes it another one."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hc_builder import file_memo
from hc_builder.cache import CACHE, FILE, Cache
from hc_builder.site import unchanged
from hc_builder.site.build import build_project
from hc_builder.site.unchanged import Record, find_unchanged

CONFIG = """site_name: !ENV [SHOP_NAME, 시험]
docs_dir: content
theme: {name: helpcenter, custom_dir: overrides}
plugins:
  - helpcenter: {media_roots: {/img/: ../img}, dead_links: warning}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(file_memo, "SETTLED_NS", -1)  # every file counts as written long ago
    for folder in ("content/refund", "overrides/partials", "img"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "content/refund/when.md").write_text("---\ntitle: 환불\n---\n\n[없는 글](x.md)\n", encoding="utf-8")
    (tmp_path / "overrides/partials/footer.html").write_text("<footer>{{ config.site_name }}</footer>")
    (tmp_path / "img/a.txt").write_text("a")
    build_project(tmp_path / "mkdocs.yml")
    return tmp_path


def ask(shop: Path, strict: bool = False, site: Path | None = None) -> Record | None:
    cache = Cache(shop / CACHE)
    try:
        return find_unchanged(cache, shop / "mkdocs.yml", site, strict)
    finally:
        cache.close()


def test_nothing_changed_and_what_was_told_is_told_again(shop: Path) -> None:
    record = ask(shop)
    assert record is not None
    assert (record.built.articles, record.built.folder) == (1, str(shop / "site"))
    assert "content/refund/when.md:5: warning[HC10]" in record.told


CHANGES: dict[str, Callable[[Path], object]] = {
    "an article": lambda shop: (shop / "content/refund/when.md").write_text("---\ntitle: 교환\n---\n\n글\n"),
    "a new article": lambda shop: (shop / "content/new.md").write_text("---\ntitle: 새 글\n---\n\n글\n"),
    "one that went": lambda shop: (shop / "content/refund/when.md").unlink(),
    "a name": lambda shop: (shop / "content/refund/when.md").rename(shop / "content/refund/why.md"),
    "synonyms": lambda shop: (shop / "content/synonyms.yml").write_text("- [가, 나]\n"),
    "a template": lambda shop: (shop / "overrides/partials/footer.html").write_text("<footer></footer>"),
    "media beside the content": lambda shop: (shop / "img/b.txt").write_text("b"),
    "the configuration": lambda shop: (shop / "mkdocs.yml").write_text(CONFIG.replace("시험", "다른")),
    "a variable of the environment": lambda shop: os.environ.update(SHOP_NAME="딴이름"),
    "a file of the site": lambda shop: (shop / "site/refund/when/index.html").write_text("spoilt"),
    "one too many in the site": lambda shop: (shop / "site/more.html").write_text("more"),
    "one too few in the site": lambda shop: (shop / "site/refund/when/index.html").unlink(),
    "no site": lambda shop: shutil.rmtree(shop / "site"),
    "no cache": lambda shop: (shop / CACHE / FILE).unlink(),
    "a torn cache": lambda shop: (shop / CACHE / FILE).write_bytes((shop / CACHE / FILE).read_bytes()[:5_000]),
    "a link": lambda shop: (shop / "content/link").symlink_to(shop / "img"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(change: str, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_NAME", "")
    monkeypatch.delenv("SHOP_NAME")
    assert ask(shop)
    CHANGES[change](shop)
    assert ask(shop) is None


def test_another_day_site_or_strictness_is_another_build(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(shop, strict=True) is None
    assert ask(shop, site=shop / "elsewhere") is None
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert ask(shop) is None  # what it said was in another language
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1830297600")
    assert ask(shop) is None


def test_a_file_written_just_before_is_read_again(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its times would not tell a second write."""
    monkeypatch.setattr(file_memo, "SETTLED_NS", 10**18)
    article = shop / "content/refund/when.md"
    os.utime(shop / "mkdocs.yml", ns=(1, 1))
    inputs = unchanged.take_inputs([], [shop / "content"], shop / "content", "Asia/Seoul")
    assert inputs is not None
    assert all(content for _, content in inputs.files.values())
    assert unchanged._is_same(inputs)
    state = article.stat()
    article.write_bytes(article.read_bytes().replace("환불".encode(), "교환".encode()))
    os.utime(article, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert not unchanged._is_same(inputs)


def test_a_configuration_that_was_just_written_gives_no_record(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have been written again after it was read."""
    monkeypatch.setattr(file_memo, "SETTLED_NS", 10**18)
    assert unchanged.take_inputs([shop / "mkdocs.yml"], [], shop / "content", "Asia/Seoul") is None
