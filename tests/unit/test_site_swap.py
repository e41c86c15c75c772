"""A site takes its place whole, or not at all."""

import os
from pathlib import Path

import pytest

from hc_builder.site.swap import BuildRefused, build_to


def make_site(folder: Path, text: str = "new") -> None:
    (folder / "sitemap.xml").write_text(text)


def test_a_good_build_replaces_the_site_of_before(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_to(site, make_site)
    (site / "stale.html").write_text("old")
    build_to(site, make_site)
    assert [path.name for path in site.iterdir()] == ["sitemap.xml"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failing_build_leaves_the_site_of_before(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_to(site, lambda folder: make_site(folder, "before"))

    def fail(folder: Path) -> None:
        (folder / "half.html").write_text("half")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        build_to(site, fail)
    assert (site / "sitemap.xml").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_is_no_site_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.doc").write_text("mine")
    with pytest.raises(BuildRefused, match="hint: name another folder"):
        build_to(tmp_path / "site", make_site)
    assert (tmp_path / "site/thesis.doc").read_text() == "mine"


def test_what_a_killed_build_left_is_removed_once_no_build_can_be_at_it(tmp_path: Path) -> None:
    killed, at_work, other = (tmp_path / name for name in (".site-building-a", ".site-building-b", ".site-backup"))
    for folder in (killed, at_work, other):
        (folder / "site").mkdir(parents=True)
    for folder in (killed, other):
        os.utime(folder, (0, 0))
    build_to(tmp_path / "site", lambda folder: (folder / "sitemap.xml").touch())
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site-backup", ".site-building-b", "site"]
