"""The content model: what a folder of Markdown means."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.article import parse_article, split_language
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.links import AddressBook, relative_url
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.content.settings_reading import parse_settings

TODAY = date(2026, 11, 21)


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def read(root: Path, with_drafts: bool = False, **settings: object) -> HelpCenter:
    return read_help_center(root, Settings(**settings), Renderer(), TODAY, with_drafts)  # type: ignore[arg-type]


def article(title: str, more: str = "", body: str = "본문이에요.") -> str:
    return f"---\ntitle: {title}\n{more}---\n\n{body}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_an_articles_id_is_its_path_and_its_folder_is_its_category(root: Path) -> None:
    write(root, delivery__late_DOT_md=article("늦어요"))
    center = read(root)
    (shown,) = center.articles
    assert (shown.article.id, shown.article.category, shown.url) == ("delivery/late", "delivery", "delivery/late/")
    assert [category.id for category in center.categories] == ["", "delivery"]


def test_a_folders_index_gives_title_order_icon_and_description(root: Path) -> None:
    write(
        root,
        b__index_DOT_md="---\ntitle: 배송\norder: 1\nicon: material/truck\ndescription: 배송 이야기\n---\n",
        b__x_DOT_md=article("하나"),
        a__index_DOT_md="---\ntitle: 환불\norder: 2\n---\n",
        a__y_DOT_md=article("둘"),
    )
    center = read(root)
    assert [(category.id, category.title) for category in center.categories if category.id] == [
        ("b", "배송"),
        ("a", "환불"),
    ]
    assert center.category_by_key["ko", "b"].fields.icon == "material/truck"


def test_drafts_and_articles_of_a_later_day_are_read_only_when_asked_for(root: Path) -> None:
    write(
        root,
        now_DOT_md=article("지금", "publish_at: 2026-11-21\n"),
        later_DOT_md=article("나중", "publish_at: 2026-11-22\n"),
        draft_DOT_md=article("초안", "draft: true\n"),
    )
    assert [shown.article.id for shown in read(root).articles] == ["now"]
    assert [shown.article.id for shown in read(root, with_drafts=True).articles] == ["draft", "later", "now"]


def test_a_language_tag_makes_the_same_article_in_another_language(root: Path) -> None:
    write(root, refund__when_DOT_md=article("언제"), refund__when_DOT_en_DOT_md=article("When"))
    center = read(root, languages=("ko", "en"))
    assert {shown.article.lang: shown.url for shown in center.articles} == {
        "ko": "refund/when/",
        "en": "en/refund/when/",
    }
    assert center.find("refund/when", "en").article.title == "When"  # type: ignore[union-attr]
    assert center.find("refund/when", "fr").article.title == "언제"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("late", ("late", "ko")),
        ("late.en", ("late", "en")),
        ("late._en", ("late", "en")),
        ("v1.fr", ("v1.fr", "ko")),
        ("open_en", ("open_en", "ko")),
    ],
)
def test_only_the_sites_own_languages_are_tags(stem: str, expected: tuple[str, str]) -> None:
    assert split_language(stem, ("ko", "en")) == expected


def test_a_leading_heading_that_repeats_the_title_is_shown_once() -> None:
    parsed, problems = parse_article(article("환불, 언제?", body="# 환불 언제\n\n답."), "a.md", "a.md", ("ko",))
    assert (parsed.body.strip(), problems) == ("답.", [])


def test_a_leading_heading_that_says_something_else_moves_down_a_level() -> None:
    parsed, _ = parse_article(article("환불", body="# 카드로 낸 돈\n\n답."), "a.md", "a.md", ("ko",))
    assert "## 카드로 낸 돈" in parsed.body


def test_a_leading_heading_serves_as_title_where_none_is_given() -> None:
    parsed, problems = parse_article("# 환불 {#refund}\n\n답.\n", "a.md", "a.md", ("ko",))
    assert (parsed.title, parsed.body.strip(), problems) == ("환불", "답.", [])


def test_a_heading_that_serves_as_title_is_read_without_its_marks() -> None:
    parsed, _ = parse_article("# **회의용** 한 장: `hc report` [보기](b.md)\n\n답.\n", "a.md", "a.md", ("ko",))
    assert parsed.title == "회의용 한 장: hc report 보기"


def test_decomposed_hangul_and_windows_line_ends_are_read_as_the_same_text() -> None:
    import unicodedata

    text = article("환불")
    windows = unicodedata.normalize("NFD", text).replace("\n", "\r\n")
    assert parse_article(windows, "a.md", "a.md", ("ko",)) == parse_article(text, "a.md", "a.md", ("ko",))


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("../b/y.md", "b/y/"),
        ("../b/y.md#anchor", "b/y/"),
        ("/b/y.md", "b/y/"),
        ("/b/y/", "b/y/"),
        ("../b/y", "b/y/"),
        ("/old/place/", "b/y/"),
        ("../b/", "b/"),
        ("pic.svg", "a/pic.svg"),
        ("#here", "a/x/"),
        ("nowhere.md", None),
        ("../../../etc/passwd", None),
    ],
)
def test_a_reference_leads_where_its_writer_means(root: Path, target: str, url: str | None) -> None:
    write(
        root,
        a__x_DOT_md=article("하나"),
        a__pic_DOT_svg="<svg/>",
        b__y_DOT_md=article("둘", "redirect_from: [old/place]\n"),
    )
    center = read(root)
    shown = center.find("a/x")
    assert shown is not None
    found = AddressBook(center).resolve(shown, target)
    assert (found.url if found else None) == url


def test_a_link_between_pages_is_relative_so_the_site_works_under_any_path() -> None:
    assert relative_url("refund/when/", "delivery/fee/") == "../../refund/when/"
    assert relative_url("refund/환불 표.png", "") == "refund/%ED%99%98%EB%B6%88%20%ED%91%9C.png"


def test_settings_of_the_wrong_form_are_told_and_the_rest_is_kept() -> None:
    settings, problems = parse_settings({"shop": {"name": 5}, "words": ["온서랍"]}, "mkdocs.yml")
    assert settings.words == ("온서랍",)
    assert [problem.code for problem in problems] == ["HC06"]
