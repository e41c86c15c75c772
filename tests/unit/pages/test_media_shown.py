"""Pictures and films on a page: lighter forms, a place for each, and other sites' players once they are asked for."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from media_samples import animation, draw, film, save
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.cache import Cache
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.media.gallery import open_gallery
from hc_builder.pages.page_html import build_page_html

WIDE, TALL = save(draw((800, 600)), "PNG"), save(draw((600, 800)), "JPEG", quality=95)


def read(folder: Path, body: str, files: Mapping[str, bytes], head: str = "") -> HelpCenter:
    (folder / "a/media").mkdir(parents=True)
    (folder / "a/b.md").write_text(f"---\ntitle: 글\n{head}---\n{body}\n", "utf-8")
    for name, data in files.items():
        (folder / "a/media" / name).write_bytes(data)
    return read_help_center(folder, Settings(languages=("ko", "en")), Renderer(), date(2026, 11, 1))


def build(folder: Path, body: str, files: Mapping[str, bytes], head: str = "") -> LexborNode:
    center = read(folder, body, files, head)
    book = AddressBook(center)
    html = build_page_html(book, center.articles[0], gallery=open_gallery(center, book, Cache()))
    found = LexborHTMLParser(f"<body>{html}</body>").body
    assert found is not None
    return found


def test_lighter_forms_come_before_the_picture_itself_which_is_what_is_enlarged(tmp_path: Path) -> None:
    body = build(tmp_path, "![그림](media/a.png)", {"a.png": WIDE})
    picture = body.css_first("a.hc-zoom > picture")
    assert picture is not None
    avif, webp, image = picture.iter()
    assert (avif.attributes["type"], webp.attributes["type"]) == ("image/avif", "image/webp")
    assert [part.split()[1] for part in (avif.attributes["srcset"] or "").split(", ")] == ["360w", "800w"]
    assert all(part.startswith("../../assets/media/") for part in (webp.attributes["srcset"] or "").split(", "))
    assert avif.attributes["sizes"] == "min(700px, 100vw - 32px)"
    assert image.attributes["src"] == picture.parent.attributes["href"] == "../../a/media/a.png"  # type: ignore[union-attr]
    assert (image.attributes["width"], image.attributes["height"]) == ("800", "600")


@pytest.mark.parametrize(
    ("written", "sides"),
    [
        ('width="400"', ("400", "300")),
        ('height="150"', ("200", "150")),
        ('width="50%"', ("350", "262")),
        ('width="400px"', ("400", "300")),
        ('width="10" height="10"', ("10", "10")),
    ],
)
def test_both_sides_are_told_whichever_is_written(tmp_path: Path, written: str, sides: tuple[str, str]) -> None:
    image = build(tmp_path, f'<img src="media/a.png" alt="" {written}>', {"a.png": WIDE}).css_first("img")
    assert image is not None
    assert (image.attributes["width"], image.attributes["height"]) == sides


def test_a_picture_beside_a_step_is_asked_for_as_wide_as_it_is_there(tmp_path: Path) -> None:
    body = build(tmp_path, "## 1. 눌러요\n\n![그림](media/a.jpg)\n", {"a.jpg": TALL}, "type: tutorial\n")
    source = body.css_first(".hc-step__picture source")
    assert source is not None
    assert source.attributes["sizes"] == "(min-width: 700px) 280px, min(600px, 100vw - 32px)"


def test_only_a_picture_of_the_first_screen_is_not_waited_for(tmp_path: Path) -> None:
    body = build(tmp_path, "![하나](media/a.png)\n\n![둘](media/b.jpg)", {"a.png": WIDE, "b.jpg": TALL})
    first, second = body.css("img")
    assert ("loading" in first.attributes, first.attributes["fetchpriority"]) == (False, "high")
    assert second.attributes["loading"] == "lazy"


def test_a_picture_far_down_is_waited_for(tmp_path: Path) -> None:
    image = build(tmp_path, f"{'환불은 사흘 걸려요. ' * 50}\n\n![하나](media/a.png)", {"a.png": WIDE}).css_first("img")
    assert image is not None
    assert image.attributes["loading"] == "lazy"


def test_a_picture_that_its_writer_has_dressed_is_left_alone(tmp_path: Path) -> None:
    own = (
        '<picture><source media="(min-width: 700px)" srcset="media/b.jpg"><img src="media/a.png" alt="그림"></picture>'
    )
    body = build(tmp_path, own, {"a.png": WIDE, "b.jpg": TALL})
    assert len(body.css("source")) == 1
    assert not body.css("picture picture")


def test_a_film_has_a_player_with_all_that_stands_beside_it(tmp_path: Path) -> None:
    files = {"clip.mp4": film(), "clip.ko.vtt": b"WEBVTT", "clip.en.vtt": b"WEBVTT", "clip-poster.webp": b"RIFF"}
    body = build(tmp_path, "![신청하는 영상](media/clip.mp4#t=10,20)", files)
    video = body.css_first("video")
    assert video is not None
    given = video.attributes
    assert {"controls", "playsinline"} <= given.keys()
    assert (given["width"], given["height"], given["preload"]) == ("640", "360", "none")
    assert (given["poster"], given["aria-label"]) == ("../../a/media/clip-poster.webp", "신청하는 영상")
    source, *tracks = video.iter()
    assert (source.attributes["src"], source.attributes["type"]) == ("../../a/media/clip.mp4#t=10,20", "video/mp4")
    assert [track.attributes["srclang"] for track in tracks] == ["ko", "en"]
    assert [track.attributes["src"] for track in tracks] == ["../../a/media/clip.ko.vtt", "../../a/media/clip.en.vtt"]
    assert ["default" in track.attributes for track in tracks] == [True, False]
    assert not body.css("img")


def test_what_is_said_in_a_film_stands_below_it_as_text(tmp_path: Path) -> None:
    files = {"clip.mp4": film(), "clip.txt": "첫 줄 <b>\n\n둘째 줄".encode()}
    body = build(tmp_path, "![영상](media/clip.mp4)", files)
    fold = body.css_first(".hc-film > details.hc-transcript")
    assert fold is not None
    assert [line.text() for line in fold.css("p")] == ["첫 줄 <b>", "둘째 줄"]
    assert body.css_first("p .hc-film") is None


def test_a_written_player_gets_its_sides_and_stays_where_it_is(tmp_path: Path) -> None:
    video = build(tmp_path, '<video controls width="320"><source src="media/clip.mp4"></video>', {"clip.mp4": film()})
    given = video.css_first("video").attributes  # type: ignore[union-attr]
    assert (given["width"], given["height"]) == ("320", "180")
    assert "playsinline" in given


def test_a_moving_picture_is_a_silent_film_that_repeats(tmp_path: Path) -> None:
    body = build(tmp_path, "![움직이는 그림](media/a.gif){ width=60 }", {"a.gif": animation()})
    video = body.css_first("video[data-moving]")
    assert video is not None
    assert {"muted", "loop", "playsinline", "controls"} <= video.attributes.keys()
    assert "autoplay" not in video.attributes
    assert (video.attributes["poster"] or "").endswith(".webp")
    assert (video.attributes["width"], video.attributes["height"]) == ("60", "40")
    assert video.attributes["aria-label"] == "움직이는 그림"


def test_the_writers_own_still_is_the_one_that_is_shown(tmp_path: Path) -> None:
    reduce = '<source media="(prefers-reduced-motion: reduce)" srcset="media/still.png">'
    body = build(
        tmp_path,
        f'<picture>{reduce}<img src="media/a.gif" alt="그림"></picture>',
        {"a.gif": animation(), "still.png": WIDE},
    )
    assert body.css_first("video").attributes["poster"] == "../../a/media/still.png"  # type: ignore[union-attr]
    assert not body.css("picture, img")


@pytest.mark.parametrize(
    ("address", "player", "page"),
    [
        (
            "https://www.youtube.com/embed/aB-9_x?start=30&autoplay=1",
            "https://www.youtube-nocookie.com/embed/aB-9_x?autoplay=1&start=30",
            "https://www.youtube.com/watch?v=aB-9_x&t=30",
        ),
        (
            "//player.vimeo.com/video/123",
            "https://player.vimeo.com/video/123?autoplay=1&dnt=1",
            "https://vimeo.com/123",
        ),
    ],
)
def test_another_sites_player_waits_behind_a_link(tmp_path: Path, address: str, player: str, page: str) -> None:
    body = build(tmp_path, f'<iframe src="{address}" title="배송 조회 영상"></iframe>', {})
    link = body.css_first("a.hc-embed")
    assert link is not None
    assert (link.attributes["data-player"], link.attributes["href"]) == (player, page)
    assert link.css_first("b").text() == "배송 조회 영상"  # type: ignore[union-attr]
    assert not body.css("iframe")


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://youtu.be/aB-9_x?t=30s", "https://www.youtube.com/watch?v=aB-9_x&t=30"),
        ("https://www.youtube.com/watch?v=aB-9_x", "https://www.youtube.com/watch?v=aB-9_x"),
        ("https://youtube.com/shorts/aB-9_x", "https://www.youtube.com/watch?v=aB-9_x"),
        ("https://vimeo.com/123", "https://vimeo.com/123"),
    ],
)
def test_a_film_elsewhere_may_be_written_as_a_picture(tmp_path: Path, address: str, page: str) -> None:
    body = build(tmp_path, f"![조회하는 영상]({address})", {})
    link = body.css_first("a.hc-embed")
    assert link is not None
    assert (link.attributes["href"], link.css_first("b").text()) == (page, "조회하는 영상")  # type: ignore[union-attr]
    assert not body.css("img")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/c/shop",
        "https://example.com/embed/x",
        "https://youtube.com.evil.example/embed/x",
        "https://www.youtube.com/embed/a%22b",
    ],
)
def test_other_frames_stay(tmp_path: Path, address: str) -> None:
    assert len(build(tmp_path, f'<iframe src="{address}"></iframe>', {}).css("iframe")) == 1


def test_what_only_a_hidden_film_has_beside_it_is_hidden(tmp_path: Path) -> None:
    center = read(tmp_path, "![영상](media/clip.mp4)", {"clip.mp4": film(), "clip.ko.vtt": b"WEBVTT"}, "draft: true\n")
    assert not center.files
