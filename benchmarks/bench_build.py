"""What does a build cost, of any size, cold and after an edit, beside other builders of the same articles?

    python benchmarks/bench_build.py                        100 and 1,000 articles, with peers
    python benchmarks/bench_build.py --sizes 5000 10000     as many
    python benchmarks/bench_build.py --no-peers

Each figure is that of one process started anew. Hugo is measured where it is installed (`apt-get install hugo`);
Zensical is installed beside the figures on the first run.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from build.articles import write_project
from build.measure import CommandFailed, Cost, measure
from build.peers import ROOT, Peer, find_peers, write_peers

TOOLS = ROOT / ".cache" / "bench-build"
_HEAD = f"{'':44}{'user s':>9}{'wall s':>9}{'peak MB':>9}{'site MB':>9}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000], metavar="N", help="numbers of articles")
    parser.add_argument("--no-peers", action="store_true", help="this project alone")
    arguments = parser.parse_args()
    peers = [] if arguments.no_peers else find_peers(TOOLS)
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory(prefix="bench-build-") as folder:
            print(f"\n{size:,} articles\n{_HEAD}", flush=True)
            print_size(Path(folder), size, peers)


def print_size(folder: Path, size: int, peers: list[Peer]) -> None:
    articles = write_project(folder, size)
    for name, prepare, jobs in _list_cases(folder, articles):
        prepare()
        time.sleep(2.1)  # so that what was written counts as known
        command = (sys.executable, "-m", "hc_builder.cli", "build", "--jobs", str(jobs))
        print_cost(f"hc, {name}", folder, command, "site")
    write_peers(folder)
    for peer in peers:
        print_cost(f"{peer.name}, cold", folder, peer.command, peer.site)
        _edit_body(articles[0])
        print_cost(f"{peer.name}, a body edited", folder, peer.command, peer.site)


def _list_cases(folder: Path, articles: list[Path]) -> Iterator[tuple[str, Callable[[], object], int]]:
    yield "cold, 1 core", lambda: _clean(folder), 1
    yield "cold, 2 cores", lambda: _clean(folder), 2
    yield "nothing changed", lambda: None, 1
    yield "a body edited", lambda: _edit_body(articles[len(articles) // 2]), 1
    yield "a title edited", lambda: _edit_title(articles[len(articles) // 3]), 1
    yield "a file added", lambda: _add_like(articles[0]), 1
    yield "a template edited", lambda: _edit_template(folder), 1


def _clean(folder: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _edit_body(article: Path) -> None:
    article.write_text(f"{article.read_text('utf-8')}\n환불은 사흘 안에 돼요.\n", encoding="utf-8")


def _edit_title(article: Path) -> None:
    text = article.read_text("utf-8")
    article.write_text(text.replace('title: "', 'title: "새 안내 ', 1), encoding="utf-8")


def _add_like(article: Path) -> None:
    text = article.read_text("utf-8").replace('title: "', 'title: "더한 글 ', 1)
    article.with_name("added.md").write_text(text, encoding="utf-8")


def _edit_template(folder: Path) -> None:
    """The shop's own footer, with `custom_dir` set."""
    config = folder / "mkdocs.yml"
    (folder / "overrides/partials").mkdir(parents=True, exist_ok=True)
    (folder / "overrides/partials/footer.html").write_text("<footer>새로 고침</footer>", encoding="utf-8")
    text = config.read_text("utf-8").replace("language: ko}", "language: ko, custom_dir: overrides}")
    config.write_text(text, encoding="utf-8")


def print_cost(name: str, folder: Path, command: tuple[str | Path, ...], site: str) -> Cost | None:
    try:
        cost = measure(command, folder, {"PYTHONPATH": str(ROOT)})
    except CommandFailed as error:
        print(f"{name:44}  failed: {error}", flush=True)
        return None
    size = sum(path.stat().st_size for path in (folder / site).rglob("*") if path.is_file()) / 1e6
    print(f"{name:44}{cost.user:9.2f}{cost.wall:9.2f}{cost.memory:9.0f}{size:9.1f}", flush=True)
    return cost


if __name__ == "__main__":
    main()
