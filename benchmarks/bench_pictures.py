"""How many bytes of pictures does a page send, and do they look the same?

    python benchmarks/bench_pictures.py            the example shop, and the corpora of `$HC_SHARED` (else `../shared`)
    python benchmarks/bench_pictures.py --only shop --encode     one of them, and what encoding costs each picture

For each page, as a browser chooses: bytes of all its pictures as they are in the content, and as the site sends them;
and the likeness of what is sent to its source (SSIM of the lightness, windows of 8 × 8), both at the size shown in the
screen's own pixels. Pictures that are shown twice on a page count once; of corpora whose own syntax names
their pictures each picture is a page.
"""

import argparse
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image, ImageOps
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.cache import Cache
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.content.targets import split_target
from hc_builder.media.encoding import encode_picture
from hc_builder.media.gallery import Gallery, open_gallery
from hc_builder.media.publishing import clean_file
from hc_builder.pages.page_html import build_page_html
from hc_builder.workers import count_jobs

ROOT = Path(__file__).parents[1]
CORPORA = Path(os.environ.get("HC_SHARED", ROOT.parent / "shared")) / "corpora"
PLACES: dict[str, tuple[Path, Settings]] = {
    "shop": (ROOT / "content", Settings()),
    "adobe-commerce-kb-ko": (CORPORA / "adobe-commerce-kb-ko/help", Settings()),
    "alchemyinsights-ko": (CORPORA / "alchemyinsights-ko/AlchemyInsights", Settings()),
    "arduino-help": (CORPORA / "arduino-help/content", Settings(languages=("en",))),
    "login-gov-help": (CORPORA / "login-gov-help/assets/img", Settings()),
    "plausible-docs": (CORPORA / "plausible-docs/static/img", Settings()),
}
SCREENS = {"phone, 360 × 2": (360, 2), "phone, 390 × 3": (390, 3), "desktop, 1280 × 1": (1280, 1)}


@dataclass(frozen=True)
class Sent:
    """One picture on one screen: bytes of its source and of what is sent, and their likeness."""

    before: int
    after: int
    likeness: float
    name: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PLACES)
    parser.add_argument("--encode", action="store_true", help="the time of one process for each picture")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="names of the N least like their source")
    arguments = parser.parse_args()
    print("| corpus | screen | pages | as written | sent | share | SSIM: mean, 5th of 100, least |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for name in [arguments.only] if arguments.only else PLACES:
        if PLACES[name][0].is_dir():
            print_corpus(name, arguments.encode, arguments.worst)


def print_corpus(name: str, with_times: bool, worst: int) -> None:
    root, settings = PLACES[name]
    with tempfile.TemporaryDirectory() as folder:
        if not any(root.rglob("*.md")):
            root = show_each(root, Path(folder))
        print_center(name, read_help_center(root, settings, Renderer(), date(2026, 11, 29)), with_times, worst)


def show_each(pictures: Path, content: Path) -> Path:
    """A page for each picture of a folder, where another tool's syntax names them in the articles."""
    shutil.copytree(pictures, content / "media")
    for number, path in enumerate(sorted(path for path in (content / "media").rglob("*") if path.is_file())):
        target = path.relative_to(content).as_posix()
        (content / f"{number}.md").write_text(f"---\ntitle: Picture {number}\n---\n\n![shown](<{target}>)\n", "utf-8")
    return content


def print_center(name: str, center: HelpCenter, with_times: bool, worst: int) -> None:
    book = AddressBook(center)
    gallery = open_gallery(center, book, Cache(), count_jobs())
    for screen, (width, density) in SCREENS.items():
        pages = [list(list_sent(book, gallery, shown, width, density)) for shown in center.articles]
        print_row(name, screen, [page for page in pages if page], worst)
    if with_times:
        print_times(gallery)


def print_row(name: str, screen: str, pages: list[list[Sent]], worst: int) -> None:
    sent = [each for page in pages for each in page]
    before, after = sum(each.before for each in sent), sum(each.after for each in sent)
    likeness = sorted(each.likeness for each in sent)
    found = f"{np.mean(likeness):.3f}, {likeness[len(likeness) // 20]:.3f}, {likeness[0]:.3f}"
    print(f"| {name} | {screen} | {len(pages)} | {show(before)} | {show(after)} | {after / before:.0%} | {found} |")
    for each in sorted(sent, key=lambda each: each.likeness)[:worst]:
        print(f"    {each.likeness:.4f}  {each.before:>9,} → {each.after:>9,}  {each.name}")


def show(size: int) -> str:
    return f"{size / 1000:,.0f} KB"


def list_sent(book: AddressBook, gallery: Gallery, shown: Shown, width: int, density: int) -> Iterator[Sent]:
    """What stands on the page of one article."""
    body = LexborHTMLParser(f"<body>{build_page_html(book, shown, gallery=gallery)}</body>").body
    assert body is not None
    met = set()
    for node in body.css("img[src], video[data-moving]"):
        path = find_source(book.center, gallery, shown, node)
        if path and path not in met:
            met.add(path)
            yield measure(book.center, gallery, path, node, width, density)


def find_source(center: HelpCenter, gallery: Gallery, shown: Shown, node: LexborNode) -> str:
    """The file of the content that the picture is made of; empty where it is a drawing or another site's."""
    source = node.css_first("source") if node.tag == "video" else node
    target, _ = split_target((source.attributes.get("src") if source else "") or "")
    path = os.path.normpath(os.path.join(shown.url, target))
    path = gallery.files.get(path, path)
    return path if path in center.files and not path.endswith(".svg") else ""


def measure(center: HelpCenter, gallery: Gallery, path: str, node: LexborNode, width: int, density: int) -> Sent:
    source = center.files[path].read_bytes()
    data = choose(gallery, path, node, width, density) or clean_file(center.files[path]) or source
    likeness = (
        1.0 if node.tag == "video" or data == source else compare(source, data, find_width(node, width) * density)
    )
    return Sent(len(source), len(data), likeness, path)


def choose(gallery: Gallery, path: str, node: LexborNode, width: int, density: int) -> bytes | None:
    """The narrowest form that is wide enough, of the first kind that there is."""
    exhibit = gallery.exhibits.get(path)
    frame = node.parent
    if exhibit is None or (node.tag == "img" and (frame is None or not frame.css("source[sizes]"))):
        return None
    forms = exhibit.list_kind("mp4") or exhibit.list_kind("avif") or exhibit.list_kind("webp")
    wide = [form for form in forms if form.width >= find_width(node, width) * density]
    path = (wide or list(forms[-1:]))[0].path
    return gallery.read(path) if path else None


def find_width(node: LexborNode, width: int) -> int:
    """CSS pixels, by what the page itself says in `sizes`."""
    source = node.parent.css_first("source[sizes]") if node.parent else None
    sizes = (source.attributes.get("sizes") if source else "") or "min(700px, 100vw - 32px)"
    if (beside := re.match(r"\(min-width: (\d+)px\) (\d+)px", sizes)) and width >= int(beside[1]):
        return int(beside[2])
    found = re.search(r"min\((\d+)px", sizes)
    return min(int(found[1]) if found else 700, width - 32)


def compare(source: bytes, sent: bytes, width: int) -> float:
    """Structural similarity of two pictures at one width, neither enlarged."""
    whole = open_picture(source)
    width = min(width, whole.width)
    size = width, max(8, round(whole.height * width / whole.width))
    return find_ssim(*(scale(picture, size) for picture in (whole, open_picture(sent))))


def open_picture(data: bytes) -> Image.Image:
    """On white, upright."""
    image = ImageOps.exif_transpose(Image.open(BytesIO(data))).convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("RGB")


def scale(picture: Image.Image, size: tuple[int, int]) -> np.ndarray:
    shown = picture if picture.size == size else picture.resize(size, Image.Resampling.BICUBIC)
    return np.asarray(shown.convert("L"), dtype=float)


def find_ssim(one: np.ndarray, other: np.ndarray, window: int = 8) -> float:
    means = [average(each, window) for each in (one, other)]
    spreads = [average(each * each, window) - mean * mean for each, mean in zip((one, other), means, strict=True)]
    shared = average(one * other, window) - means[0] * means[1]
    small, large = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * means[0] * means[1] + small) * (2 * shared + large)
    return float((likeness / ((means[0] ** 2 + means[1] ** 2 + small) * (spreads[0] + spreads[1] + large))).mean())


def average(values: np.ndarray, window: int) -> np.ndarray:
    """Of each window, by running sums."""
    window = min(window, *values.shape)
    sums = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    corners = sums[window:, window:] - sums[:-window, window:] - sums[window:, :-window] + sums[:-window, :-window]
    return corners / window**2


def print_times(gallery: Gallery) -> None:
    times = []
    for file in gallery.sources.values():
        data, began = file.read_bytes(), time.process_time()
        encode_picture(data)
        times.append(time.process_time() - began)
    print(f"    {len(times)} pictures: {sum(times):.1f} s of one core, {median(times) * 1000:.0f} ms in the median")


if __name__ == "__main__":
    main()
