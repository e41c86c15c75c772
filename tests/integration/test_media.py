"""A built site's media: the same bytes on any number of cores, kept by content, and nothing private in any file."""

import json
from pathlib import Path

import pytest
from media_samples import SECRET, animation, film, photograph

from hc_builder.cache import Cache
from hc_builder.config import read_config
from hc_builder.content.links import AddressBook
from hc_builder.media.gallery import Gallery, open_gallery
from hc_builder.project import build_renderer, read_project
from hc_builder.site.build import build_project

KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    media = folder / "content/media"
    media.mkdir(parents=True)
    for suffix, kind in KINDS.items():
        (media / f"a.{suffix}").write_bytes(photograph(kind, 6, (800, 600)))
    (media / "a.gif").write_bytes(animation())
    (media / "clip.mp4").write_bytes(film())
    shown = "\n\n".join(f"![그림](media/{path.name})" for path in sorted(media.iterdir()))
    (folder / "content/a.md").write_text(f"---\ntitle: 글\n---\n{shown}\n", "utf-8")
    config = {"site_name": "시험", "docs_dir": "content", "theme": "helpcenter", "plugins": ["helpcenter"]}
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    return folder


def build(shop: Path, jobs: int) -> dict[str, bytes]:
    site = shop / "site"
    build_project(shop / "mkdocs.yml", site, jobs=jobs)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_any_number_of_processes_gives_the_same_bytes_and_tells_no_place(shop: Path) -> None:
    sites = []
    for jobs in (1, 3):
        (shop / ".cache/hc/derived.sqlite").unlink(missing_ok=True)
        sites.append(build(shop, jobs))
    one, other = sites
    assert one == other
    forms = [path for path in one if path.startswith("assets/media/")]
    assert {path.rpartition(".")[2] for path in forms} == {"avif", "webp", "mp4"}
    assert all(path in one["a/index.html"].decode() for path in forms)
    assert [path for path, data in one.items() if SECRET in data] == []


def test_a_form_that_the_cache_has_lost_is_made_again(shop: Path) -> None:
    config = read_config(shop / "mkdocs.yml")
    center = read_project(config, build_renderer(config)).center
    gallery = open_gallery(center, AddressBook(center), Cache())
    poor = Gallery(gallery.exhibits, gallery.sources, Cache())
    assert all(poor.read(path) == gallery.read(path) for path in gallery.files)


def test_a_picture_that_changes_changes_the_pages_that_show_it(shop: Path) -> None:
    before = build(shop, 1)
    (shop / "content/media/a.png").write_bytes(photograph("PNG", 3, (800, 600)))
    after = build(shop, 1)
    assert before["a/index.html"] != after["a/index.html"]
    gone = {path for path in before if path.startswith("assets/media/")} - after.keys()
    assert gone
    assert not [path for path in gone if path.encode() in after["a/index.html"]]


def test_a_shop_may_serve_its_pictures_as_they_are(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(shop / "content")
    config = json.loads((shop / "mkdocs.yml").read_text()) | {"plugins": [{"helpcenter": {"pictures": "as-is"}}]}
    (tmp_path / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    site = build(tmp_path, 1)
    assert not [path for path in site if path.startswith("assets/media/")]
    assert [path for path, data in site.items() if SECRET in data] == []
