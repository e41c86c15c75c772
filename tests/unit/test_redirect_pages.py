"""Pages at old addresses: each leads on, none takes another's place, and none is written that no disk can name."""

from pathlib import Path

import small_shop

from hc_builder.project import load_project
from hc_builder.site.redirect_pages import build_redirect_pages, name_page

CONFIG = "site_name: 시험\nsite_url: https://a.example/base/\ndocs_dir: content\nplugins: [helpcenter]\n"
LONG = "가" * 100


def test_each_old_address_has_a_page_where_there_is_room_for_one(tmp_path: Path) -> None:
    old = ["faq/old", "help/42.html", "guide.pdf/page", LONG, "refund/how", "help/42.html/more"]
    articles = {
        "refund/when.md": f"---\ntitle: 언제\nredirect_from: [{', '.join(old)}]\n---\n가\n",
        "refund/how.md": "---\ntitle: 어떻게\n---\n나\n",
        "guide.pdf": "%PDF-",
    }
    pages = build_redirect_pages(load_project(small_shop.write_shop(tmp_path, CONFIG, articles)), "/base/")
    assert sorted(pages) == ["faq/old/index.html", "help/42.html"]
    for page in pages.values():
        assert b"url=/base/refund/when/" in page
        assert b'href="https://a.example/base/refund/when/"' in page


def test_a_site_without_old_addresses_has_no_such_page(tmp_path: Path) -> None:
    assert build_redirect_pages(load_project(small_shop.write_shop(tmp_path, CONFIG, {"a.md": "# 글\n"})), "/") == {}


def test_the_address_of_a_file_is_its_name() -> None:
    assert [name_page(old) for old in ("a", "a.html", "b/a.htm")] == ["a/index.html", "a.html", "b/a.htm"]
