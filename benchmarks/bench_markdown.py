"""What does Markdown cost, beside the parsers it stands on?

    python benchmarks/bench_markdown.py        an article of 450 Korean words, in milliseconds
    python benchmarks/bench_markdown.py --dead-links 10000   as many files, each with a dead link, in seconds

Each figure is the median of many runs in one process, the readers taking turns.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import markdown
from markdown_it import MarkdownIt

from hc_builder.checks import check_help_center
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import render_problems

RUNS = 200
SENTENCE = "환불은 반품 상품이 도착하고 3일 안에 카드사로 처리돼요. "
ARTICLE = "\n\n".join(
    [
        SENTENCE * 8,
        *(
            f"## {number}. 신청한 다음에는\n\n{SENTENCE * 9}**카드사**마다 달라요. [반품](../return/request.md) 글."
            for number in (1, 2, 3)
        ),
        "| 결제 수단 | 환불까지 |\n|---|---|\n| 카드 | 3일 |\n| 계좌 이체 | 1일 |\n| 무통장 | 2일 |",
        "!!! warning\n    계좌를 **먼저** 등록해 주세요.\n\n    - 본인 계좌만 돼요\n    - 예금주가 같아야 해요",
        f"## 그래도 안 될 때\n\n![환불 화면](media/refund.webp)\n\n{SENTENCE * 9}",
    ]
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dead-links", type=int, metavar="N", help="N files with a dead link each")
    arguments = parser.parse_args()
    if arguments.dead_links:
        print_dead_links(arguments.dead_links)
    else:
        print_parsers()


def print_parsers() -> None:
    plain = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    ours, theirs = Renderer(), Renderer(dialect="python-markdown")
    readers: dict[str, Callable[[str], object]] = {
        "this project, CommonMark": lambda text: ours.render(text, "ko"),
        "this project, Python-Markdown": lambda text: theirs.render(text, "ko"),
        "markdown-it-py alone": plain.render,
        "Python-Markdown alone": lambda text: markdown.markdown(text, extensions=["tables", "admonition"]),
    }
    times: dict[str, list[float]] = {name: [] for name in readers}
    for run in range(RUNS):
        text = f"{ARTICLE}\n\n{run}"  # a renderer remembers what it has read
        for name, read in readers.items():
            start = time.perf_counter()
            read(text)
            times[name].append((time.perf_counter() - start) * 1000)
    for name, taken in times.items():
        print(f"{name:32} {median(taken):6.2f} ms  (least {min(taken):.2f})")
    print(f"{len(ARTICLE.split())} words")


def print_dead_links(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "content"
        for place in range(number):
            path = root / f"folder-{place % 100}" / f"article-{place}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\ntitle: 글 {place}\n---\n[다음](articel-{place}.md)\n", encoding="utf-8")
        start = time.process_time()
        center = read_help_center(root, Settings(), Renderer(), date(2026, 11, 1))
        read = time.process_time()
        told = render_problems(check_help_center(center, date(2026, 11, 1)))
        print(f"{number:,} dead links: read in {read - start:.1f} s, told in {time.process_time() - read:.1f} s of CPU")
        print(told.rsplit("\n", 1)[-1])


if __name__ == "__main__":
    main()
