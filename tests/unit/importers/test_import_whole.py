"""Nothing of a source is lost without a word."""

from pathlib import Path

import pytest

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
