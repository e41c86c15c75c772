"""Make the pictures, animations and videos of the example shop.

    python tools/starter_media/make.py                      everything
    python tools/starter_media/make.py return/ order/how    only names that begin so

Screens are HTML (templates/ and base.css), drawn by Chromium; scenes.yml says which to draw and what to mark,
shop.yml holds the name, the colours and the sample data. Same input, same pictures.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content"
WIDTH, FILM_HEIGHT, SCALE = 360, 640, 2
ABOVE_SHEET = 150  # how much of the screen to leave in view over a sheet
LOWEST, TALLEST = 340, 600  # pictures are as tall as their screen needs, within these CSS pixels
FRAMES_PER_SECOND = 20
HEIGHT_OF = "part => document.querySelector(part)?.getBoundingClientRect().height ?? 0"
BROWSER_OPTIONS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]
PULSES = (0.12, 0.35, 0.6, 0.85)  # how far the touch has spread in each frame of a tap
PULSE_SECONDS = 0.1

Frame = tuple[Image.Image, float]  # a picture and the seconds it stays
Film = dict[str, Any]  # title, number of steps, present step: shown above the phone in videos


@dataclass(frozen=True)
class Shot:
    """One screen, the words to tap or look at on it, how many seconds it stays, what the caption says."""

    screen: str
    tap: str = ""
    look: str = ""
    seconds: float = 2.0
    say: str = ""


@dataclass(frozen=True)
class Studio:
    """Draws the screens of scenes.yml for the shop of shop.yml."""

    templates: Environment
    page: Page
    screens: dict[str, dict[str, Any]]
    mark_script: str

    def open(self, shot: Shot, height: int, film: Film | None = None) -> None:
        self._show(shot, f"{height}px", film)
        self.page.set_viewport_size({"width": WIDTH, "height": height})
        marked = shot.tap or shot.look
        if marked and not self.page.evaluate(self.mark_script, [marked, bool(shot.tap)]):
            raise SystemExit(
                f"scenes.yml: '{marked}' is not wholly in view on screen '{shot.screen}'; "
                "correct the words, or show less above it."
            )

    def measure(self, shot: Shot) -> int:
        """The height in CSS pixels that shows the whole screen, within bounds."""
        self._show(shot, "auto", None)
        screen, sheet = (self.page.evaluate(HEIGHT_OF, part) for part in (".canvas", ".sheet"))
        return int(min(max(ceil(screen), ceil(sheet) + ABOVE_SHEET, LOWEST), TALLEST))

    def photograph(self, pulse: float = 0.0) -> Image.Image:
        self.page.evaluate("value => document.documentElement.style.setProperty('--pulse', value)", pulse)
        return Image.open(BytesIO(self.page.screenshot())).convert("RGB")

    def frames(self, shot: Shot, height: int, film: Film | None = None) -> list[Frame]:
        """The shot at rest, then the touch spreading from the mark."""
        self.open(shot, height, film)
        if not shot.tap:
            return [(self.photograph(), shot.seconds)]
        resting = shot.seconds - PULSE_SECONDS * len(PULSES)
        return [(self.photograph(), resting), *((self.photograph(at), PULSE_SECONDS) for at in PULSES)]

    def _show(self, shot: Shot, height: str, film: Film | None) -> None:
        screen = self.screens[shot.screen]
        template = self.templates.get_template(f"{screen['template']}.html.j2")
        self.page.set_content(template.render({**screen, "height": height, "film": film}))


def make_picture(studio: Studio, name: str, screen: str, tap: str = "", look: str = "") -> None:
    shot = Shot(screen, tap, look)
    studio.open(shot, studio.measure(shot))
    save_picture(studio.photograph(), media_path(name, ".webp"))


def make_drawing(studio: Studio, name: str, template: str) -> None:
    text = studio.templates.get_template(template).render()
    media_path(name, ".svg").write_text(text + "\n", encoding="utf-8")


def make_animation(studio: Studio, name: str, shots: list[dict[str, Any]]) -> None:
    story = [Shot(**shot) for shot in shots]
    height = max(map(studio.measure, story))
    takes = [studio.frames(shot, height) for shot in story]
    save_picture(takes[0][0][0], media_path(name, "-still.webp"))
    pictures, seconds = zip(*(frame for take in takes for frame in take), strict=True)
    pictures[0].save(
        media_path(name, ".webp"),
        save_all=True,
        append_images=pictures[1:],
        loop=0,
        quality=70,
        method=6,
        minimize_size=True,
        duration=[round(1000 * each) for each in seconds],
    )


def make_video(studio: Studio, name: str, title: str, shots: list[dict[str, Any]]) -> None:
    story = [Shot(**shot) for shot in shots]
    takes = [
        studio.frames(shot, FILM_HEIGHT, {"title": title, "steps": len(story), "step": step})
        for step, shot in enumerate(story)
    ]
    save_picture(takes[0][0][0], media_path(name, "-poster.webp"))
    encode_video(takes, media_path(name, ".mp4"))
    media_path(name, ".ko.vtt").write_text(render_captions(story), encoding="utf-8")


def encode_video(takes: list[list[Frame]], path: Path) -> None:
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-s",
        f"{WIDTH * SCALE}x{FILM_HEIGHT * SCALE}",
        "-r",
        str(FRAMES_PER_SECOND),
        "-i",
        "-",
        "-c:v",
        "libx264",
        "-preset",
        "veryslow",
        "-crf",
        "27",
        "-tune",
        "animation",
        "-threads",
        "1",
        "-pix_fmt",
        "yuv420p",
        "-movflags",
        "+faststart",
        "-map_metadata",
        "-1",
        str(path),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for picture in play(takes):
            encoder.stdin.write(picture.tobytes())
    if encoder.returncode:
        raise SystemExit(f"ffmpeg could not write {path.name}; its message stands above.")


def play(takes: list[list[Frame]]) -> Iterator[Image.Image]:
    """Every frame of the video in turn. A new screen fades in within the first moments of its own time."""
    fade = FRAMES_PER_SECOND // 4
    before: Image.Image | None = None
    for take in takes:
        still = [picture for picture, seconds in take for _ in range(round(seconds * FRAMES_PER_SECOND))]
        for index, picture in enumerate(still):
            if before and index < fade:
                yield Image.blend(before, picture, (index + 1) / (fade + 1))
            else:
                yield picture
        before = still[-1]


def render_captions(story: list[Shot]) -> str:
    """WebVTT captions, one cue a shot, in the step with the pictures."""
    cues, start = ["WEBVTT"], 0.0
    for shot in story:
        end = start + shot.seconds
        cues.append(f"{timestamp(start)} --> {timestamp(end)}\n{shot.say}")
        start = end
    return "\n\n".join(cues) + "\n"


def timestamp(seconds: float) -> str:
    return f"00:{int(seconds // 60):02}:{seconds % 60:06.3f}"


def save_picture(picture: Image.Image, path: Path) -> None:
    picture.save(path, quality=80, method=6)


def media_path(name: str, ending: str) -> Path:
    """The file in content/<category>/media/ for `category/name`."""
    category, _, stem = name.partition("/")
    folder = CONTENT / category / "media"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{stem}{ending}"


def read_templates(shop: dict[str, Any]) -> Environment:
    folders = [HERE / "templates", HERE / "drawings"]
    templates = Environment(loader=FileSystemLoader(folders), trim_blocks=True, lstrip_blocks=True)
    templates.filters["won"] = lambda amount: f"{amount:,}원"
    templates.globals.update(shop=shop, stylesheet=(HERE / "base.css").read_text(encoding="utf-8"))
    return templates


def read_scenes(shop: dict[str, Any]) -> dict[str, Any]:
    """scenes.yml with the shop's own words put in."""
    text = (HERE / "scenes.yml").read_text(encoding="utf-8")
    filled = Environment(undefined=StrictUndefined).from_string(text).render(shop=shop)
    scenes: dict[str, Any] = yaml.safe_load(filled)
    return scenes


def find_chromium() -> str | None:
    """The browser named in CHROMIUM, one on the PATH, or none for Playwright's own."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def make_all(studio: Studio, scenes: dict[str, Any], wanted: tuple[str, ...]) -> None:
    makers: dict[str, Callable[..., None]] = {
        "pictures": make_picture,
        "animations": make_animation,
        "videos": make_video,
        "drawings": make_drawing,
    }
    for kind, make in makers.items():
        for name, scene in scenes[kind].items():
            if name.startswith(wanted):
                make(studio, name, **scene)
                print(f"{kind.removesuffix('s'):10} {name}")


def main(wanted: list[str]) -> None:
    shop = yaml.safe_load((HERE / "shop.yml").read_text(encoding="utf-8"))
    scenes = read_scenes(shop)
    script = (HERE / "mark.js").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=BROWSER_OPTIONS)
        page = browser.new_page(device_scale_factor=SCALE, locale="ko-KR")
        studio = Studio(read_templates(shop), page, scenes["screens"], script)
        make_all(studio, scenes, tuple(wanted) or ("",))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
