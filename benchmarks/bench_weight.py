"""What does it weigh: a page on a phone, a command's start, an install, what a build leaves on a disk?

    python benchmarks/bench_weight.py pages          bytes of each kind of page; --files N names the N heaviest files
    python benchmarks/bench_weight.py start          processor time of each command to its first useful work
    python benchmarks/bench_weight.py install        the archives of a release, and a base install by library
    python benchmarks/bench_weight.py kept           what CI uploads and keeps of a shop, and of 1,000 articles
    python benchmarks/bench_weight.py run            from a clean clone to the first page of `make run`

Pages are those of the example shop and of the Korean articles of `$HC_SHARED` (else `../shared`), in a Chromium with
an empty cache and the screen of a phone. `start` needs the extras `feedback` and `gaps`.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from build.articles import write_project
from weight.first_run import time_first_run
from weight.kept import weigh_folder, weigh_packed, weigh_site
from weight.pages import Fetched, Step, list_fetched, open_phone, read_to_the_end, search_for
from weight.projects import ROOT, build, has_adobe, write_adobe, write_log, write_shop
from weight.start import Command, find_port, measure_start

sys.path.insert(0, str(ROOT))
from tools.release.archives import build_archives
from tools.release.trials import try_wheel
from tools.release.weight import render_weight, weigh_libraries

Pages = dict[str, tuple[str, Step | None]]
SHOP: Pages = {
    "home": ("", None),
    "home, and a first search": ("", search_for("환불하고 싶어요")),
    "article": ("refund/when/", None),
    "tutorial": ("return/request-return/", None),
    "tutorial, read to its end": ("return/request-return/", read_to_the_end),
    "category": ("refund/", None),
    "search page, asked": ("search/?q=환불하고+싶어요", None),
    "flow": ("flows/refund/", None),
    "inquiry form": ("inquiry/", None),
    "404": ("404.html", None),
}
ADOBE: Pages = {
    "home": ("", None),
    "home, and a first search": ("", search_for("결제 오류")),
    "article": ("how-to/general/how-to-subscribe-to-adobe-magento-status-updates/", read_to_the_end),
    "category": ("how-to/", None),
}
KINDS = ("HTML", "CSS", "script", "index", "pictures", "film")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pages", "start", "install", "kept", "run"))
    parser.add_argument("--files", type=int, default=0, metavar="N", help="names of the N heaviest files of each page")
    parser.add_argument("--runs", type=int, default=5, help="of each command; the median counts")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-weight-") as name:
        folder = Path(name)
        print_it: dict[str, Callable[[], None]] = {
            "pages": lambda: print_pages(folder, arguments.files),
            "start": lambda: print_starts(folder, arguments.runs),
            "install": lambda: print_install(folder),
            "kept": lambda: print_kept(folder),
            "run": print_first_run,
        }
        print_it[arguments.what]()


def print_pages(folder: Path, files: int) -> None:
    print(f"| KB by gzip | {' | '.join(KINDS)} | all | all, brotli |")
    print(f"|---|{'--:|' * (len(KINDS) + 2)}")
    print_site("shop", folder / "shop", write_shop, SHOP, files)
    if has_adobe():
        print_site("Adobe", folder / "adobe", write_adobe, ADOBE, files)


def print_site(name: str, project: Path, write: Callable[[Path], None], pages: Pages, files: int) -> None:
    write(project)
    build(project)
    with open_phone() as phone:
        for page, (path, step) in pages.items():
            print_page(f"{name}: {page}", list_fetched(phone, project / "site", path, step), files)


def print_page(name: str, fetched: Sequence[Fetched], files: int) -> None:
    kinds: Counter[str] = Counter()
    for one in fetched:
        kinds[one.kind] += one.gzip
    cells = [f"{kinds[kind] / 1000:.1f}" if kinds[kind] else "" for kind in KINDS]
    packed, denser = sum(one.gzip for one in fetched), sum(one.brotli for one in fetched)
    print(f"| {name} | {' | '.join(cells)} | {packed / 1000:.1f} | {denser / 1000:.1f} |", flush=True)
    for one in fetched[:files]:
        print(f"      {one.raw:>9,} {one.gzip:>9,} {one.brotli:>9,}  {one.path}")


def print_starts(folder: Path, runs: int) -> None:
    print("| command | processor | modules | heaviest libraries, ms |")
    print("|---|--:|--:|---|")
    project = folder / "shop"
    write_shop(project)
    build(project)
    write_log(project / "events.jsonl")
    for command in list_commands():
        start = measure_start(command, project, runs)
        heavy = " · ".join(f"{name} {milliseconds:.0f}" for name, milliseconds in start.libraries[:6])
        print(f"| {command.name} | {start.seconds:.2f} s | {start.modules} | {heavy} |", flush=True)


def list_commands() -> Iterator[Command]:
    def hc(name: str, *words: str, leaves: str = "", address: str = "") -> Command:
        return Command(name, ("hc_builder.cli", *words), address, leaves)

    yield hc("`hc --help`", "--help")
    yield hc("`hc check`, nothing changed", "check")
    yield hc("`hc build`, nothing changed", "build")
    yield hc("`hc build` into an empty folder, all known", "build", "--site", "other", leaves="other")
    yield hc("`hc search 환불`", "search", "환불")
    new = ("article", "new", "제목", "--category", "refund", "--name", "x")
    yield hc("`hc article new`", *new, leaves="content/refund/x.md")
    yield hc("`hc report` of ten events", "report", "--events", "events.jsonl", "--now", "2026-11-28T00:00:00")
    yield hc("`hc new shop`", "new", "made", leaves="made")
    port = find_port()
    yield hc("`hc serve`, to its first page", "serve", "--port", f"{port}", address=f"http://127.0.0.1:{port}/")
    port = find_port()
    health = f"http://127.0.0.1:{port}/v1/health"
    yield hc("endpoint, to its first answer", "feedback", "serve", "--port", f"{port}", address=health)


def print_install(folder: Path) -> None:
    archives = build_archives(folder / "dist")
    for archive in (archives.wheel, archives.sdist):
        print(f"{archive.stat().st_size / 1e6:8.2f} MB  {archive.name}")
    print(render_weight(weigh_libraries(try_wheel(archives.wheel, Path(sys.executable), folder))))


def print_kept(folder: Path) -> None:
    for name, write in (("example shop", write_shop), ("1,000 articles", lambda place: write_project(place, 1_000))):
        project = folder / name
        write(project)
        build(project)
        print(f"{name}:")
        print_folder("site", project / "site")
        print(
            f"    {', '.join(f'{kind} {size / 1e6:.1f}' for kind, size in weigh_site(project / 'site').most_common())}"
        )
        print_folder(".cache/hc", project / ".cache/hc")


def print_folder(name: str, folder: Path) -> None:
    print(f"  {name}: {weigh_folder(folder) / 1e6:.1f} MB, zipped {weigh_packed(folder) / 1e6:.1f}")


def print_first_run() -> None:
    for step, seconds in time_first_run():
        print(f"| {step[:100]} | {seconds:.1f} s |", flush=True)


if __name__ == "__main__":
    main()
