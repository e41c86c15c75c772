"""The broken shelf: each folder of tests/sites is a help center with the fault in its name, and `expected.txt` is
what a writer reads. `UPDATE_GOLDEN=1` writes them anew, to be read before they are committed."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main

SITES = sorted(path for path in (Path(__file__).parents[1] / "sites").iterdir() if path.is_dir())
WARN_ONLY = {
    "config-python-name",
    "config-without-effect",
    "film-without-captions",
    "flow-in-folder",
    "foreign-syntax",
    "front-matter-cut-at-hash",
    "front-matter-of-another-tool",
    "front-matter-other-names",
    "front-matter-unknown-key",
    "group-unknown",
    "index-with-text",
    "markdown-as-typed",
    "no-text",
    "other-text-format",
    "pictures-not-shown",
    "redirects-at-odds",
    "template-tag",
}


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_each_fault_is_told_with_place_and_cure(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    result = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    golden = site / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(result.output, encoding="utf-8")
    assert result.output == golden.read_text(encoding="utf-8")
    assert result.exit_code == (0 if site.name in WARN_ONLY else 1)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_build_that_fails_leaves_the_site_of_before(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tmp_path / "site"
    before.mkdir()
    (before / "sitemap.xml").write_text("before")
    monkeypatch.chdir(site)
    result = CliRunner().invoke(main, ["build", "--strict", "--site", str(before)], catch_exceptions=False)
    assert result.exit_code == 1
    assert [path.name for path in before.iterdir()] == ["sitemap.xml"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
