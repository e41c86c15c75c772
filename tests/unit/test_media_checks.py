"""What is too heavy, what stays a GIF, and what nothing shows."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from media_samples import animation, draw, film, save

from hc_builder.checks.media import check_captions, check_gifs, check_unused, check_weights
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.pictures import MAX_BYTES, PictureFault, read_picture
from hc_builder.content.settings import Settings

PNG = save(draw((8, 8)), "PNG")


def read(folder: Path, body: str, files: Mapping[str, bytes], **settings: object) -> HelpCenter:
    for path, data in {"a.md": f"---\ntitle: 글\n---\n{body}\n".encode(), **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return read_help_center(folder, Settings(**settings), Renderer(), date(2026, 11, 1))  # type: ignore[arg-type]


def list_unused(center: HelpCenter, *named: str, templates: Path | None = None) -> list[str]:
    return [problem.path.partition("/")[2] for problem in check_unused(center, AddressBook(center), named, templates)]


def test_a_file_is_in_use_however_it_is_named(tmp_path: Path) -> None:
    content, templates = tmp_path / "content", tmp_path / "overrides"
    templates.mkdir()
    (templates / "footer.html").write_text("<img src='/templated.png'>")
    body = (
        "![](shown.png) [받기](linked.png) <b style=\"background: url('styled.png')\">글</b> ![](clip.mp4)\n\n"
        '<picture><source srcset="set.png 2x"><img src="shown.png" alt=""></picture>'
    )
    names = "shown linked styled set named templated carded left".split()
    films = {"clip.mp4": film(), "clip.ko.vtt": b"WEBVTT", "clip-poster.png": PNG, "other.vtt": b"WEBVTT"}
    center = read(content, body, {f"{name}.png": PNG for name in names} | films | {"cards.yml": b"- text: carded.png"})
    assert list_unused(center, "/named.png", templates=templates) == ["left.png", "other.vtt"]


def test_a_heavy_file_is_told_with_its_weight(tmp_path: Path) -> None:
    center = read(
        tmp_path, "글", {"a.png": PNG + bytes(12_000_000), "b.png": PNG, "c.mp4": bytes(26_300_000), "d.zip": b""}
    )
    told = {problem.path.rpartition("/")[2]: problem.what for problem in check_weights(center)}
    assert told == {
        "a.png": "the picture has 12.0 MB, which a customer waits for who enlarges it",
        "c.mp4": "the film has 26.3 MB, more than some hosts take",
    }


def test_one_that_is_larger_still_is_not_read_at_all(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.write(PNG)
        file.truncate(MAX_BYTES + 1)
    found = read_picture(tmp_path / "a.png")
    assert isinstance(found, PictureFault)
    assert found.what == "has 30 MB, and may have 30 at most"


def test_a_broken_film_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(film()[:100])
    assert isinstance(read_picture(tmp_path / "a.mp4"), PictureFault)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("![영상](a.mp4)", ["the film 'a.mp4' has sound and no captions"]),
        ("![영상](a.mp4#t=3)", ["the film 'a.mp4#t=3' has sound and no captions"]),
        ("<video><source src='a.mp4'></video>", ["the film 'a.mp4' has sound and no captions"]),
        ("<video src='a.mp4'><track src='b.vtt'></video>", []),
        ("![영상](b.mp4) ![소리 없음](c.mp4) [받기](a.mp4)", []),
        ("<video src='b.mp4'></video>", ["the film 'b.mp4' has sound and no captions"]),
    ],
)
def test_sound_wants_captions(tmp_path: Path, body: str, told: list[str]) -> None:
    files = {"a.mp4": film(sound=True), "b.mp4": film(sound=True), "b.vtt": b"WEBVTT", "c.mp4": film()}
    center = read(tmp_path, body, files)
    assert [problem.what for problem in check_captions(center, AddressBook(center))] == told


@pytest.mark.parametrize(
    ("has_encoder", "settings", "told"),
    [(False, {}, ["moves.gif"]), (True, {}, []), (False, {"pictures": "as-is"}, [])],
)
def test_a_gif_that_could_be_a_film_is_told(
    tmp_path: Path, has_encoder: bool, settings: dict[str, object], told: list[str]
) -> None:
    files = {"moves.gif": animation(), "still.gif": save(draw(), "GIF"), "unseen.gif": animation()}
    center = read(tmp_path, "![](moves.gif) ![](still.gif)", files, **settings)
    found = list(check_gifs(center, AddressBook(center), has_encoder))
    assert [problem.path.rpartition("/")[2] for problem in found] == told
    assert {problem.severity for problem in found} <= {"notice"}
