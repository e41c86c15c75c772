"""The text of a folder's `index.md`: on the category's page, and found, linked and checked as an article."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.page_html import build_page_html
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import Place, find_places
from hc_builder.pages.theme_assets import ThemeAssets
from hc_builder.search.document import build_document

TODAY = date(2026, 11, 30)
FILES = {
    "배송/index.md": "---\ndescription: 며칠이면 와요\nicon: material/truck\nquestions: [제주는요?]\n---\n\n"
    "# 배송 안내\n\n"
    "[배송비](fee.md)부터 보세요. ![상자](media/box.png)\n\n## 제주\n\n사흘이에요.\n",
    "배송/index.en.md": "---\ntitle: Shipping\n---\n",
    "배송/fee.md": "---\ntitle: 배송비\n---\n[위로](index.md) [제주](../배송/#제주) [없음](index.md#서울)\n",
    "배송/fee.en.md": "---\ntitle: Fees\n---\nThree dollars.\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "content", FILES)


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def read(root: Path, with_drafts: bool = False) -> HelpCenter:
    return read_help_center(root, Settings(languages=("ko", "en")), Renderer(), TODAY, with_drafts)


def find(center: HelpCenter, url: str) -> Place:
    return next(place for place in find_places(center) if place.url == url)


def tell(center: HelpCenter) -> list[tuple[str, str]]:
    return [(problem.path.removeprefix("content/"), problem.code) for problem in check_help_center(center, TODAY)]


def test_it_stands_on_the_page_of_the_category(root: Path) -> None:
    center = read(root)
    place = find(center, "배송/")
    assert (place.kind, place.source, place.title) == ("category", "배송/index.md", "배송 안내")
    view = PageViews(center, ThemeAssets("", "", "", {}), TODAY).build(place)
    assert view.article
    assert view.category
    assert (view.description, view.article.id, view.category.icon) == ("며칠이면 와요", "배송", "material/truck")
    assert [row.title for row in view.articles] == ["배송비"]
    assert place.shown
    html = build_page_html(AddressBook(center), place.shown)
    assert '<a href="../%EB%B0%B0%EC%86%A1/fee/">' in html
    assert "배송 안내" not in html


def test_it_is_in_no_list_and_counts_as_none(root: Path) -> None:
    view = PageViews(read(root), ThemeAssets("", "", "", {}), TODAY).build(find(read(root), ""))
    assert [(card.title, card.count) for card in view.children] == [("배송 안내", 1)]
    assert view.articles == ()
    assert [row.title for row in view.popular] == ["배송비"]


def test_a_language_without_one_has_the_category_alone(root: Path) -> None:
    center = read(root)
    assert find(center, "en/배송/").shown is None
    view = PageViews(center, ThemeAssets("", "", "", {}), TODAY).build(find(center, "배송/"))
    assert [other.url for other in view.alternates] == ["en/배송/"]


def test_it_is_found_under_the_title_of_its_category(root: Path) -> None:
    [document] = [build_document(shown) for shown in read(root).list_public("ko") if shown.article.id == "배송"]
    assert (document.url, document.title, document.category) == ("배송/", "배송 안내", "배송")
    assert "사흘" in document.body


def test_its_references_and_those_to_its_headings_are_checked(root: Path) -> None:
    assert tell(read(root)) == [("배송/fee.md", "HC11"), ("배송/index.md", "HC12")]


def test_a_folder_of_text_alone_is_a_category_too(root: Path) -> None:
    write(
        root,
        {"안내/깊이/index.md": "---\ntitle: 깊이\n---\n글\n", "빈/index.md": "---\ntitle: 빈\n---\n<!-- 나중에 -->\n"},
    )
    center = read(root)
    view = PageViews(center, ThemeAssets("", "", "", {}), TODAY).build(find(center, ""))
    assert [card.title for card in view.children] == ["배송 안내", "안내"]
    assert ("빈/index.md", "HC73") in tell(center)
    assert ("안내/깊이/index.md", "HC73") not in tell(center)


def test_as_a_draft_the_text_is_held_back_and_not_the_category(root: Path) -> None:
    write(root, {"배송/index.md": "---\ntitle: 배송\ndraft: true\n---\n아직이에요.\n"})
    assert find(read(root), "배송/").shown is None
    assert find(read(root, with_drafts=True), "배송/").shown is not None


def test_what_it_can_not_say_is_told(root: Path) -> None:
    write(root, {"배송/index.md": "---\ntitle: 배송\nsummary: 가\npin: true\nkeywords: [나]\n---\n글\n"})
    center = read(root)
    assert [(problem.line, problem.code) for problem in center.problems] == [(3, "HC02"), (4, "HC02")]
    assert center.by_key["ko", "배송"].article.fields.keywords == ("나",)


def test_folders_of_one_title_may_have_texts(root: Path) -> None:
    write(root, {f"{name}/faq/index.md": "---\ntitle: 자주 묻는 질문\n---\n글\n" for name in ("가", "나")})
    assert "HC20" not in {code for _, code in tell(read(root))}


def test_the_home_page_shows_none_and_says_so(root: Path) -> None:
    write(root, {"index.md": "---\ntitle: 홈\n---\n\n글\n"})
    center = read(root)
    assert find(center, "").shown is None
    assert [(problem.line, problem.code) for problem in center.problems] == [(4, "HC08")]


def test_a_page_of_the_folders_name_beside_it_is_one_too_many(root: Path) -> None:
    write(root, {"배송.md": "---\ntitle: 배송이란\n---\n글\n"})
    assert ("배송.md", "HC21") in tell(read(root))
