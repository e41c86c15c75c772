"""Addresses that are none, wherever a source may have one: they are read over."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from tests.unit.importers.sources import read_files, write_files

ODD = "https://[내쇼핑몰].cafe24.com/"
WXR = (
    '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'
    "<channel><link>{0}</link><item><title>환불</title><link>{0}</link><content:encoded>글</content:encoded>"
    "<wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"
)
ARTICLE = {"id": 7, "title": "환불", "section_id": 1, "locale": "ko", "html_url": ODD, "body": f'<a href="{ODD}">x</a>'}
PAGE = f"# 환불\n\n[몰]({ODD}) ![그림]({ODD}) [몰](//[몰]/a)\n"


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ("wordpress", {"a.xml": WXR.format(ODD)}),
        ("zendesk", {"a.json": json.dumps({"articles": [ARTICLE]})}),
        ("mkdocs", {"mkdocs.yml": f"site_name: x\nsite_url: '{ODD}'\n", "docs/a.md": PAGE}),
        ("mkdocs", {"mkdocs.yml": "site_name: x\nday: 2026-02-30\n", "docs/a.md": PAGE}),
        ("jekyll", {"_config.yml": f"url: '{ODD}'\n", "a.md": PAGE}),
        ("docusaurus", {"docusaurus.config.js": f"module.exports = {{\n  url: '{ODD}',\n}}\n", "docs/a.md": PAGE}),
        ("markdown", {"a.md": PAGE}),
    ],
)
def test_an_address_that_is_none_stops_nothing(tmp_path: Path, source: str, files: dict[str, str]) -> None:
    export = read_files(source, tmp_path, files, site=ODD)
    assert [article.title for article in export.articles] == ["환불"]


@pytest.mark.parametrize("option", ["--report=nodir/x.txt", "--into=f/content"])
def test_a_place_that_can_t_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    write_files(tmp_path, {"source/a.md": "# 가\n\n글\n", "f": "x"})
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["import", "markdown", "source", "--lang", "en", "--yes", option])
    assert "Error: " in result.output
    assert isinstance(result.exception, SystemExit)
