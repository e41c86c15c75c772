"""Nothing of a source is lost without a word."""

import json
import unicodedata
from pathlib import Path

import pytest
import yaml

from hc_builder.importers import export_files
from hc_builder.importers.export_files import ExportRefused
from hc_builder.importers.importing import render_config
from hc_builder.importers.model import Export
from hc_builder.importers.prose import Prose
from hc_builder.importers.targets import change_targets
from tests.unit.importers.sources import by_path, read_files


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("markdown", "a/security-settings.md"),
        ("markdown", "a/security.md"),
        ("markdown", "license-keys.md"),
        ("markdown", "templates/mail.md"),
        ("obsidian", "mail/templates/a.md"),
        ("jekyll", "vendor/join.md"),
        ("jekyll", "help/404.md"),
        ("html", "a/search.html"),
    ],
)
def test_a_name_like_that_of_a_repository_is_a_page_still(tmp_path: Path, source: str, name: str) -> None:
    other = "b/c.html" if source == "html" else "b/c.md"
    export = read_files(source, tmp_path, {name: "# 제목\n\n글\n", other: "# 다른\n\n글\n"})
    assert len(export.articles) == 2
    assert not export.losses


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("markdown", "LICENSE.md"),
        ("markdown", ".github/pr.md"),
        ("obsidian", "templates/mail.md"),
        ("docusaurus", "README.md"),
    ],
)
def test_markdown_that_becomes_no_article_is_told(tmp_path: Path, source: str, name: str) -> None:
    export = read_files(source, tmp_path, {name: "# 제목\n", "docs/a.md": "# 가\n\n글\n", "docs/b.md": "# 나\n\n글\n"})
    assert len(export.articles) == 2
    assert [loss.place for loss in export.losses] == [name]


def test_gitbook_reads_every_space_and_no_other_file_as_a_summary(tmp_path: Path) -> None:
    export = read_files(
        "gitbook",
        tmp_path,
        {
            "spaces/a/SUMMARY.md": "* [하나](x.md)\n",
            "spaces/a/x.md": "# 하나\n\n글\n",
            "spaces/b/SUMMARY.md": "* [둘](order-summary.md)\n",
            "spaces/b/order-summary.md": "# 둘\n\n글\n",
            "out.md": "# 밖\n",
        },
    )
    assert {path: one.order for path, one in by_path(export).items()} == {"a/x": 1, "b/order-summary": 2}
    assert [loss.place for loss in export.losses] == ["out.md"]


def test_files_whose_names_differ_in_composition_only_are_told(tmp_path: Path) -> None:
    name = "환불.md"
    files = {unicodedata.normalize(form, name): f"# {form}\n\n글\n" for form in ("NFC", "NFD")}
    export = read_files("markdown", tmp_path, files)
    assert len(export.articles) == 1
    assert [loss.place for loss in export.losses] == [name]


def test_two_exports_of_wordpress_with_one_id_are_two_articles(tmp_path: Path) -> None:
    item = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>{}</title><wp:post_id>7</wp:post_id>'
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"
    )
    export = read_files("wordpress", tmp_path, {"a.xml": item.format("가"), "b.xml": item.format("나"), "c.xml": item})
    assert {article.key: article.title for article in export.articles} == {"7": "가", "7-2": "나", "7-3": "{}"}


@pytest.mark.parametrize("names", [("a.json", "b.json"), ("b.json", "a.json")])
def test_pages_of_zendesk_in_two_languages_are_translations(tmp_path: Path, names: tuple[str, str]) -> None:
    korean = {"id": 7, "title": "환불", "locale": "ko", "source_locale": "ko", "section_id": 1, "body": "<p>3일</p>"}
    english = {**korean, "title": "Refund", "locale": "en-us", "body": "<p>3 days</p>"}
    pages = [json.dumps({"articles": [one]}) for one in (korean, english)]
    export = read_files("zendesk", tmp_path, dict(zip(names, pages, strict=True)))
    assert {one.lang: (one.key, one.title) for one in export.articles} == {
        "ko": ("7", "환불"),
        "en": ("7:en", "Refund"),
    }


def test_a_text_that_is_too_long_is_refused_and_a_list_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_files, "MAX_TEXT", 1_000)
    body = {"id": 7, "title": "환불", "section_id": 1, "locale": "ko", "body": "가" * 2_000}
    export = read_files("zendesk", tmp_path / "a", {"a.json": json.dumps({"articles": [body]})})
    assert "가" * 2_000 in export.articles[0].body
    with pytest.raises(ExportRefused, match="more than 1,000 bytes"):
        read_files("markdown", tmp_path / "b", {"a.md": "가" * 2_000})


@pytest.mark.parametrize("text", ["[a](" + " " * 50_000, "[a](b" + " " * 50_000 + "c", "[a](" + "\n \t" * 20_000 + "x"])
def test_runs_of_blanks_are_read_once(text: str) -> None:
    prose = Prose(text, "a.md", with_indented=False)
    change_targets(prose, lambda target, is_shown: "other")
    assert prose.finish() == text


def test_blanks_around_a_target_and_in_it_are_read() -> None:
    prose = Prose('[a]( b c.md  "제목" ) [d](e(f).md ) [g](<h i>)', "a.md")
    seen: list[str] = []
    change_targets(prose, lambda target, is_shown: seen.append(target) or target)
    assert seen == ["b c.md", "e(f).md", "h i"]


def test_code_of_jekyll_ends_where_it_ends(tmp_path: Path) -> None:
    first = "# 가\n\n{% highlight js %}\na()\n{% endhighlight %}\n뒤\n\n"
    text = first + "- 하나\n\n  {% highlight js %}\n  b()\n  {% endhighlight %}\n"
    body = read_files("jekyll", tmp_path, {"a.md": text}).articles[0].body
    assert "````js\na()\n````\n뒤" in body
    assert "  ````js\n  b()\n  ````" in body


def test_a_page_and_a_category_have_each_an_address(tmp_path: Path) -> None:
    item = (
        "<item><title>{}</title>{}<wp:post_id>{}</wp:post_id>"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
    )
    category = '<category domain="category">환불</category>'
    items = item.format("환불", "", 1) + item.format("기간", category, 2)
    text = f'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>{items}</channel></rss>'
    export = read_files("wordpress", tmp_path, {"a.xml": text})
    assert by_path(export).keys() == {"환불/index", "환불/기간"}


def test_the_home_page_is_no_old_address(tmp_path: Path) -> None:
    export = read_files("html", tmp_path, {"index.html": "<h1>홈</h1>글", "a.html": "<h1>가</h1>글"})
    assert {path: one.old for path, one in by_path(export).items()} == {"overview": (), "a": ("/a.html",)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("korean", "ko"),
        ("한국어", "ko"),
        ("en-us", "en"),
        ("zh-tw", "zh-TW"),
        ("no", "no"),
        ("xx", ""),
        ("klingon", ""),
    ],
)
def test_a_language_is_known_by_its_name_and_its_code(tmp_path: Path, text: str, code: str) -> None:
    assert read_files("markdown", tmp_path, {"a.md": f"---\nlang: {text}\n---\n# 가\n\n글\n"}).articles[0].lang == code
    config = yaml.safe_load(render_config(Export(()), (code or "ko",), "content"))
    assert config["theme"]["language"] == (code or "ko")


def test_an_article_of_zendesk_without_a_title_has_its_id(tmp_path: Path) -> None:
    article = {"id": 7, "title": "", "section_id": 1, "locale": "ko", "body": "<p>글</p>"}
    export = read_files("zendesk", tmp_path, {"a.json": json.dumps({"articles": [article]})})
    assert [one.title for one in export.articles] == ["7"]


def test_lines_with_a_colon_are_text_unless_a_database_of_notion_names_them(tmp_path: Path) -> None:
    text = "# 가\n\n준비물: 영수증\n기간: 3일\n\n글\n"
    kept = read_files("notion", tmp_path / "a", {"a.md": text})
    assert "준비물: 영수증\n기간: 3일" in kept.articles[0].body
    taken = read_files("notion", tmp_path / "b", {"a.md": text, "표.csv": "\ufeffName,준비물,기간\n가,영수증,3일\n"})
    assert taken.articles[0].body == "글\n"
    assert [loss.sample for loss in taken.losses] == ["준비물: 영수증", "기간: 3일"]


def test_posts_of_jekyll_keep_their_addresses(tmp_path: Path) -> None:
    files = {"_posts/2024-01-02-hello.md": "# 가\n\n글\n", "news/_posts/2024-01-03-b.md": "# 나\n\n글\n"}
    export = read_files("jekyll", tmp_path, files)
    assert {article.old[0] for article in export.articles} == {"/2024/01/02/hello.html", "/news/2024/01/03/b.html"}
