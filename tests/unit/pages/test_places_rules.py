"""Every page of a site: its kind, its address and the file it comes from."""

from datetime import date
from pathlib import Path

from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.places import find_places


def list_places(folder: Path, **texts: str) -> list[tuple[str, str, str, str, str]]:
    for name, head in texts.items():
        path = folder / f"{name.replace('__', '/').replace('_', '.')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{head}\n---\n", "utf-8")
    center = read_help_center(folder, Settings(languages=("ko", "en")), Renderer(), date(2026, 11, 1))
    return [(place.kind, place.lang, place.url, place.source, place.updated) for place in find_places(center)]


def test_articles_categories_home_and_search_are_pages(tmp_path: Path) -> None:
    texts = {"a__b": "title: 글\nupdated: 2026-03-01", "a__index": "title: 분류", "c__d_en": "title: Text"}
    assert sorted(list_places(tmp_path, **texts)) == sorted(
        [
            ("article", "ko", "a/b/", "a/b.md", "2026-03-01"),
            ("article", "en", "en/c/d/", "c/d.en.md", ""),
            ("category", "ko", "a/", "a/index.md", ""),
            ("home", "ko", "", "ko/index.md", ""),
            ("home", "en", "en/", "en/index.md", ""),
            ("category", "en", "en/c/", "en/c/index.md", ""),
            ("search", "ko", "search/", "search.ko.md", ""),
            ("search", "en", "en/search/", "search.en.md", ""),
        ]
    )


def test_an_article_stands_for_a_folder_of_its_name_that_has_no_page_of_its_own(tmp_path: Path) -> None:
    found = list_places(tmp_path, a="title: 글", a__b="title: 다른 글")
    assert [(kind, url) for kind, lang, url, _, _ in found if lang == "ko"] == [
        ("article", "a/b/"),
        ("home", ""),
        ("article", "a/"),
        ("search", "search/"),
    ]
