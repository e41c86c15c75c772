"""Pictures of what the guides and the README show, taken in Chromium of the example shop, so that they stay true.

.venv/bin/python -m tools.screens        docs/images/*.webp anew
"""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.starter_media.make import find_chromium

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
ASKED = "환불하고 싶어요"
LACKING = "오프라인 매장 있나요"
_QUALITY = 60
_PATIENCE = 180_000
"""Milliseconds: the preview makes the search, and the sheet, while the first pages are looked at."""
_FOR_WRITERS = "document.getElementById('hc-edit')?.remove()"
_WIDE = {"width": 1140, "height": 640}


@contextmanager
def serve_shop() -> Iterator[str]:
    """The address of a new shop in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port, hc = probe.getsockname()[1], [sys.executable, "-m", "hc_builder.cli"]
        probe.close()
        subprocess.run([*hc, "new", "shop"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        shop = Path(folder, "shop")
        server = subprocess.Popen([*hc, "serve", "--port", str(port)], cwd=shop, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("hc serve did not start: run it by itself to see why")


@dataclass
class Camera:
    """Pages of one size, and the frames of a film."""

    browser: Browser
    address: str
    frames: list[tuple[Image.Image, int]] = field(default_factory=list)

    def open(self, path: str, width: int = _WIDE["width"], height: int = _WIDE["height"], scale: int = 2) -> Page:
        size = {"width": width, "height": height}
        context = self.browser.new_context(
            viewport=size, device_scale_factor=scale, locale="ko-KR", reduced_motion="reduce"
        )
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        page.goto(self.address + path, wait_until="networkidle")
        return page

    def film(self, page: Page, milliseconds: int) -> None:
        """One frame, shown so long."""
        self.frames.append((self.shoot(page), milliseconds))

    def shoot(self, page: Page) -> Image.Image:
        """The page as customers see it."""
        page.evaluate(_FOR_WRITERS)
        return Image.open(BytesIO(page.screenshot())).convert("RGB")


def _type_query(page: Page, text: str) -> None:
    page.get_by_role("combobox").first.fill(text)
    page.get_by_role("option").first.wait_for()


def take_home(camera: Camera) -> Page:
    page = camera.open("/")
    _type_query(page, ASKED)
    return page


def take_inquiry(camera: Camera) -> Page:
    page = camera.open("/inquiry/", height=1000)
    page.get_by_label("문의 내용").fill("비밀번호 몇 번 틀리면 잠기나요?")
    page.get_by_text("혹시 이 답인가요?").wait_for()
    return page


def take_edit(camera: Camera) -> Page:
    page = camera.open("/refund/when/")
    page.locator("#hc-edit").click()
    page.locator("textarea:not([readonly])").wait_for()
    page.wait_for_load_state("networkidle")
    return page


def take_report(camera: Camera) -> Page:
    for _ in range(3):
        page = camera.open("/")
        page.get_by_role("combobox").first.fill(LACKING)
        page.get_by_role("combobox").first.press("Enter")
        page.wait_for_url("**/search/?q=*")
        page.get_by_text("맞는 글을 찾지 못했어요").wait_for()
        page.get_by_role("link", name="전화 상담").first.click()
        page.wait_for_timeout(1500)
    page = camera.open("/__report", height=1000)
    page.get_by_text("먼저 할 일").first.wait_for()
    return page


def take_tour(camera: Camera) -> None:
    """A customer types, reads the answer and says that it helped; as film in half the size."""
    page = camera.open("/", width=760, height=480, scale=1)
    camera.film(page, 1500)
    for end in range(1, len(ASKED) + 1):
        page.get_by_role("combobox").first.fill(ASKED[:end])
        page.wait_for_timeout(150)
        camera.film(page, 180)
    page.get_by_role("option").first.wait_for()
    camera.film(page, 2500)
    page.get_by_role("option").first.click()
    page.wait_for_load_state("networkidle")
    camera.film(page, 3000)
    page.get_by_role("button", name="네", exact=True).click()
    page.get_by_text("고마워요").first.scroll_into_view_if_needed()
    camera.film(page, 2500)
    page.goto(f"{camera.address}/search/?q=ghksqnf", wait_until="networkidle")
    camera.film(page, 3000)


PICTURES: dict[str, Callable[[Camera], Page]] = {
    "home": take_home,
    "inquiry": take_inquiry,
    "edit": take_edit,
    "report": take_report,
}
FILM = "tour"


def main() -> None:
    with serve_shop() as address, sync_playwright() as playwright:
        camera = Camera(playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"]), address)
        for name, take in PICTURES.items():
            camera.shoot(take(camera)).save(IMAGES / f"{name}.webp", quality=_QUALITY, method=6)
        take_tour(camera)
        camera.browser.close()
    (first, _), *others = camera.frames
    first.save(
        IMAGES / f"{FILM}.webp",
        save_all=True,
        append_images=[frame for frame, _ in others],
        duration=[shown for _, shown in camera.frames],
        loop=0,
        quality=_QUALITY,
        method=6,
    )


if __name__ == "__main__":
    main()
