"""Does search find the right article, however it is typed? This project beside what else a static site can run.

    python benchmarks/bench_search.py                       all of it, written to benchmarks/search.md
    python benchmarks/bench_search.py --only hc,limit --quick --split tune --misses "wrong jamo"

Needs the question sets and corpora of `$HC_SHARED` (else `../shared`).
"""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT.parent))

from search.datasets import Dataset, read_adobe, read_korquad, read_login  # noqa: E402
from search.peers import TITLES  # noqa: E402
from search.quality import Quality, measure_quality  # noqa: E402
from search.tables import render_quality  # noqa: E402


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(TITLES), help="engines, separated by commas")
    parser.add_argument("--sets", default="korquad,adobe,login", help="question sets, separated by commas")
    parser.add_argument("--split", choices=("tune", "test"), default="test", help="which half of KorQuAD")
    parser.add_argument("--quick", action="store_true", help="a quarter of the questions; writes no file")
    parser.add_argument(
        "--misses", metavar="CLASS", help="print the queries of this class (or `nonsense`) that went wrong"
    )
    return parser.parse_args()


def read_set(name: str, arguments: argparse.Namespace) -> Dataset:
    return {"korquad": lambda: read_korquad(arguments.split), "adobe": read_adobe, "login": read_login}[name]()


def print_misses(result: Quality, name: str) -> None:
    for kind, query, ranking in result.misses:
        if kind == name:
            print(f"{result.peer}: {query.text!r} wants {query.article}, got {', '.join(ranking[:3]) or 'nothing'}")


def main() -> None:
    arguments = parse_arguments()
    for name in arguments.sets.split(","):
        dataset, results = read_set(name, arguments), []
        for result in measure_quality(dataset, arguments.only.split(","), 100 if arguments.quick else 400):
            results.append(result)
            print(f"{dataset.name}: {result.peer} after {time.process_time():.0f} s", file=sys.stderr)
            if arguments.misses:
                print_misses(result, arguments.misses)
        print(f"\n## {dataset.name}: {len(dataset.articles)} articles\n\n{render_quality(results)}\n")


if __name__ == "__main__":
    main()
