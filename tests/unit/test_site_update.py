"""A site is brought up to date where it stands: what changed is written, what is left over removed."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from hc_builder.file_memo import FileState, find_state, hash_bytes
from hc_builder.site.record import Output
from hc_builder.site.swap import BuildRefused
from hc_builder.site.update import SiteFile, Updated, update_site

BASE = {"sitemap.xml": "map", "a/index.html": "a", "b/index.html": "b", "search/x.1.bin": "one"}


class Site:
    """A folder, and what is known of it; `made` are the files that the last update asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: Mapping[str, Output] = {}
        self.made: list[str] = []

    def update(self, texts: Mapping[str, str]) -> Updated:
        self.made = []
        done = update_site(self.folder, {path: self._describe(path, text) for path, text in texts.items()}, self.known)
        self.known = done.outputs
        assert self.read() == dict(texts)
        assert {path: output.state for path, output in done.outputs.items()} == self.list_states()
        return done

    def _describe(self, path: str, text: str) -> SiteFile:
        def write(place: Path) -> None:
            self.made.append(path)
            place.write_text(text)

        return SiteFile(hash_bytes(text.encode()), write)

    def read(self) -> dict[str, str]:
        return {path.relative_to(self.folder).as_posix(): path.read_text() for path in self._list()}

    def list_states(self) -> dict[str, FileState]:
        return {path.relative_to(self.folder).as_posix(): find_state(path) for path in self._list()}

    def _list(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    site.update(BASE)
    return site


def test_a_first_build_writes_all(site: Site) -> None:
    assert sorted(site.made) == sorted(BASE)
    assert [path.name for path in site.folder.parent.iterdir()] == ["site"]


def test_only_what_changed_is_made_and_written(site: Site) -> None:
    before = site.list_states()
    done = site.update(BASE | {"a/index.html": "new", "c/index.html": "c"})
    assert sorted(site.made) == ["a/index.html", "c/index.html"]
    assert (done.written, done.removed) == (2, 0)
    assert {path: state for path, state in site.list_states().items() if before.get(path) == state}.keys() == {
        "sitemap.xml",
        "b/index.html",
        "search/x.1.bin",
    }


def test_what_has_no_use_any_more_is_removed_with_its_folder(site: Site) -> None:
    done = site.update({"sitemap.xml": "map", "a/index.html": "a"})
    assert (done.written, done.removed) == (0, 2)
    assert sorted(path.name for path in site.folder.iterdir()) == ["a", "sitemap.xml"]


def test_a_file_that_somebody_else_changed_added_or_removed_is_put_right(site: Site) -> None:
    (site.folder / "a/index.html").write_text("x")
    (site.folder / "b/index.html").unlink()
    (site.folder / "more/deep").mkdir(parents=True)
    (site.folder / "more/deep/file").write_text("more")
    done = site.update(BASE)
    assert sorted(site.made) == ["a/index.html", "b/index.html"]
    assert (done.written, done.removed) == (2, 1)
    assert not (site.folder / "more").exists()


def test_without_a_record_files_that_are_the_same_are_left_as_they_are(site: Site) -> None:
    before = site.list_states()
    site.known = {}
    done = site.update(BASE | {"a/index.html": "new"})
    assert (done.written, done.removed) == (1, 0)
    assert site.list_states()["b/index.html"] == before["b/index.html"]


def test_a_file_whose_questions_get_another_answer_is_made_again(tmp_path: Path) -> None:
    def update(answer: str) -> int:
        asked: dict[str, str] = {}

        def write(place: Path) -> None:
            asked["size"] = answer
            place.write_text(answer)

        files = {
            "sitemap.xml": SiteFile(b"", lambda place: place.write_text("map")),
            "a": SiteFile(b"key", write, asked, lambda known: known == {"size": answer}),
        }
        done = update_site(tmp_path / "site", files, known)
        known.update(done.outputs)
        return done.written

    known: dict[str, Output] = {}
    assert [update("1"), update("1"), update("2"), update("2")] == [2, 0, 1, 0]
    assert known["a"].asked == {"size": "2"}


def test_a_failure_while_files_are_made_leaves_the_site_as_it_was(site: Site) -> None:
    def fail(place: Path) -> None:
        place.write_text("half")
        raise ValueError("broken")

    files = {"sitemap.xml": SiteFile(b"new", lambda place: place.write_text("new")), "z": SiteFile(b"z", fail)}
    with pytest.raises(ValueError, match="broken"):
        update_site(site.folder, files, site.known)
    assert site.read() == BASE
    assert [path.name for path in site.folder.parent.iterdir()] == ["site"]


@pytest.mark.parametrize(
    "texts",
    [
        {"sitemap.xml": "map", "a": "a file where a folder was"},
        {"sitemap.xml": "map", "b/index.html/index.html": "a folder where a file was"},
        {"sitemap.xml": "map", "A/index.html": "another case"},
    ],
)
def test_a_file_where_a_folder_was_and_the_other_way_round(site: Site, texts: dict[str, str]) -> None:
    site.update(texts)
    site.update(BASE)


def test_a_link_in_the_site_is_not_written_through(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("mine")
    (site.folder / "a/index.html").unlink()
    (site.folder / "a").rmdir()
    (site.folder / "a").symlink_to(outside)
    site.update(BASE)
    assert (outside / "index.html").read_text() == "mine"
    assert not (site.folder / "a").is_symlink()


def test_a_folder_that_is_no_site_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(BuildRefused):
        Site(tmp_path).update(BASE)
    assert os.listdir(tmp_path) == ["thesis.doc"]


def test_no_path_is_a_file_and_a_folder(site: Site) -> None:
    before = site.read()
    with pytest.raises(BuildRefused, match=r"'robots\.txt' both as a file and as a folder"):
        site.update(BASE | {"robots.txt": "all", "robots.txt/index.html": "page"})
    assert site.read() == before
