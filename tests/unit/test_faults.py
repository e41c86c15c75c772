"""The broken shelf: each folder of tests/sites is a help center with the fault in its name, and `expected.txt` is
what a writer reads. `UPDATE_GOLDEN=1` writes them anew, to be read before they are committed."""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.problem_codes import read_codes

SITES = sorted(path for path in (Path(__file__).parents[1] / "sites").iterdir() if path.is_dir())
NOT_ON_THE_SHELF = ("HC14", "HC24", "HC78", "HC81", "HC82", "HC83", "HC84", "HC85", "HC90", "HC93")
"""A megabyte of text, two names that are one on some disks (tests/unit/test_docs.py writes both), what another site
answers (tests/unit/test_external_links.py), what a served site does
(tests/integration/test_site_check.py), and heavy media (tests/unit/test_media_checks.py)."""
AT_ITS_DAY = {"holidays-end": "4114886400"}
"""Faults that only the calendar brings, at a moment in seconds since 1970."""


def is_told(site: Path, *severities: str) -> bool:
    golden = site / "expected.txt"
    told = golden.read_text("utf-8") if golden.exists() else ""  # of a new one, before it is written
    return any(f": {severity}[" in told for severity in severities)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_each_fault_is_told_with_place_and_cure(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AT_ITS_DAY.get(site.name, ""))
    result = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    golden = site / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(result.output, encoding="utf-8")
    assert result.output == golden.read_text(encoding="utf-8")
    assert result.exit_code == int(is_told(site, "error"))


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_each_fault_is_told_in_korean_too(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AT_ITS_DAY.get(site.name, ""))
    result = CliRunner().invoke(main, ["check", "--lang", "ko"], catch_exceptions=False)
    golden = site / "expected.ko.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(result.output, encoding="utf-8")
    assert result.output == golden.read_text(encoding="utf-8")
    for line in result.output.splitlines():
        said = re.sub(r"[`'].*?[`']", "", line.partition("]: ")[2] or line.partition(": ")[2])
        assert re.search("[가-힣]", said) or line.startswith(("  그 밖에: ", "Error: ")) or not said, line


def test_every_code_of_the_table_stands_on_the_shelf_and_every_code_of_the_shelf_in_the_table() -> None:
    told = "".join((site / "expected.txt").read_text("utf-8") for site in SITES)
    assert {*re.findall(r"\[(HC\d\d)\]", told), *NOT_ON_THE_SHELF} == read_codes().keys()


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_each_severity_is_one_that_the_table_names(site: Path) -> None:
    for severity, code in re.findall(r": (\w+)\[(HC\d\d)\]: ", (site / "expected.txt").read_text("utf-8")):
        assert severity in read_codes()[code].severities or read_codes()[code].severities == ("off",)


OF_A_CHECK_ALONE = ("search-test-fails", "search-test-unreadable", "site-url-missing")
FAILING = [site for site in SITES if is_told(site, "error", "warning") and site.name not in OF_A_CHECK_ALONE]


@pytest.mark.parametrize("site", FAILING, ids=lambda site: site.name)
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
