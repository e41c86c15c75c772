"""Pictures and films as they arrive: nothing moves when they do, films play in sight, and other sites wait."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fresh_site import build_site
from media_samples import animation, draw, paint, save
from playwright.sync_api import expect

from hc_builder.cache import Cache
from hc_builder.config import read_config
from hc_builder.project import build_renderer, read_project

PICTURES = (
    "![하나](media/a.png)\n\n![둘](media/b.jpg){ width=240 }\n\n![셋](media/c.svg){ height=120 }\n\n"
    '<img src="media/a.png" alt="넷" width="50%">\n\n![다섯](media/turned.jpg)\n\n![여섯](media/clip.mp4)\n\n'
    '<iframe src="https://www.youtube.com/embed/abc" title="여덟"></iframe>\n\n'
)
ARTICLES = {
    "pictures": f"{'앞에 있는 글이에요. ' * 60}\n\n{PICTURES}## 아래 제목\n\n{'뒤에 있는 글이에요. ' * 200}\n",
    "moving": f"![움직여요](media/a.gif)\n\n{'글이에요. ' * 900}\n",
    "elsewhere": '<iframe src="https://www.youtube.com/embed/abc" title="조회하는 영상"></iframe>\n',
}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>'


def write_media(folder: Path, film: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / "a.png").write_bytes(save(paint((1600, 900)), "PNG"))
    (folder / "b.jpg").write_bytes(save(draw((600, 800)), "JPEG"))
    exif = draw((8, 8)).getexif()
    exif[0x0112] = 6
    (folder / "turned.jpg").write_bytes(save(draw((900, 600)), "JPEG", exif=exif))
    (folder / "c.svg").write_text(DRAWING)
    (folder / "a.gif").write_bytes(animation(size=(200, 120)))
    (folder / "clip.mp4").write_bytes(film)


@pytest.fixture(scope="module")
def site(serve_folder, tmp_path_factory) -> Iterator[object]:
    folder = tmp_path_factory.mktemp("media")
    example = Path(__file__).parents[2] / "content/return/media/request-return.mp4"
    write_media(folder / "content/media", example.read_bytes())
    for name, body in ARTICLES.items():
        (folder / f"content/{name}.md").write_text(f"---\ntitle: {name} 글\n---\n\n{body}", "utf-8")
    config = {"site_name": "시험", "docs_dir": "content", "theme": "helpcenter", "plugins": ["helpcenter"]}
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    config = read_config(folder / "mkdocs.yml")
    build_site(read_project(config, build_renderer(config), cache=Cache(folder / ".cache")), folder / "site")
    with serve_folder(folder / "site", f"sqlite:///{folder}/events.db") as served:
        yield served


@pytest.mark.parametrize("width", [360, 1280])
def test_a_heading_under_pictures_stays_where_a_link_has_led(visit, width):
    """Pictures are held back until the page stands; then they come, and nothing moves."""
    page = visit("/moving/", width=width)
    held, is_waiting = [], True
    page.route(
        "**/*.{png,jpg,svg,avif,webp,mp4}", lambda route: held.append(route) if is_waiting else route.continue_()
    )
    page.evaluate("location.href = '/pictures/#아래-제목'")
    heading = page.get_by_role("heading", name="아래 제목")
    expect(heading).to_be_in_viewport()
    before = heading.bounding_box()["y"]
    height = page.evaluate("document.documentElement.scrollHeight")
    is_waiting = False
    for route in held:
        route.continue_()
    page.evaluate(
        """async () => {
          const images = [...document.querySelectorAll('.hc-body img')];
          for (const image of images) image.loading = 'eager';
          await Promise.all(images.map((image) => image.decode()));
        }"""
    )
    assert page.evaluate("[...document.querySelectorAll('.hc-body img')].every((i) => i.naturalWidth > 0)")
    assert heading.bounding_box()["y"] == pytest.approx(before, abs=0.5)
    assert page.evaluate("document.documentElement.scrollHeight") == pytest.approx(
        height, abs=2
    )  # sides are whole pixels


def test_a_browser_takes_the_form_that_fits_its_screen(visit):
    def find(width, density):
        page = visit("/pictures/", width=width, device_scale_factor=density)
        image = page.locator(".hc-body img").first
        image.scroll_into_view_if_needed()
        return image.evaluate("image => image.decode().then(() => image.currentSrc)").rpartition("/")[2]

    assert find(360, 1).startswith("360-")
    assert find(360, 2).startswith("720-")
    assert find(1280, 2).startswith("1400-")
    assert find(1280, 1).endswith(".avif")


def test_what_is_enlarged_is_the_picture_itself(visit):
    page = visit("/pictures/")
    page.locator("a.hc-zoom").first.click()
    image = page.get_by_role("dialog").get_by_role("img")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1600


def test_a_moving_picture_plays_in_sight_and_stands_still_out_of_it(visit):
    page = visit("/moving/")
    film = page.locator("video[data-moving]")
    film.evaluate("film => new Promise((done) => film.addEventListener('timeupdate', done, { once: true }))")
    page.keyboard.press("End")
    expect(film).to_have_js_property("paused", True)
    page.keyboard.press("Home")
    expect(film).to_have_js_property("paused", False)
    film.evaluate("film => film.pause()")  # as its reader does, by its button
    page.keyboard.press("End")
    expect(film).not_to_be_in_viewport()
    page.keyboard.press("Home")
    expect(film).to_be_in_viewport()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert film.evaluate("film => film.paused")


def test_who_asked_for_less_motion_sees_a_still_with_a_button(visit):
    page = visit("/moving/", reduced_motion="reduce")
    film = page.locator("video[data-moving]")
    expect(film).to_be_in_viewport()
    page.wait_for_load_state("networkidle")
    assert film.evaluate("film => [film.paused, film.currentTime, film.controls]") == [True, 0, True]
    assert page.evaluate("fetch(document.querySelector('video').poster).then((got) => got.ok)")


def test_another_site_is_asked_for_nothing_before_a_click(visit, watch):
    page = visit("/elsewhere/")
    page.wait_for_load_state("networkidle")
    assert not watch.faults
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="<p>film</p>"))
    page.get_by_role("link", name="조회하는 영상").click()
    frame = page.locator("iframe.hc-embedded")
    expect(frame).to_have_attribute("src", "https://www.youtube-nocookie.com/embed/abc?autoplay=1")
    expect(frame).to_have_attribute("title", "조회하는 영상")
    expect(frame).to_be_focused()
    box = frame.bounding_box()
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)
    watch.forgive()  # the policy of this host allows no frame
