"""Is what is personal in a customer's sentence masked, and is what only looks so left alone?

python benchmarks/bench_masking.py             both halves: those worked on, and those held
python benchmarks/bench_masking.py --misses    what is missed in the half worked on
"""

import argparse
import gzip
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from masking.recall import Half, find_leaks, read_near_misses, read_sentences

from feedback_function.masking import build_browser_rules, mask_text

HALVES: tuple[Half, Half] = ("dev", "held")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print what is missed in the half worked on")
    if parser.parse_args().misses:
        print_misses()
        return
    print_recall()
    for half in HALVES:
        texts = read_near_misses(half)
        print(f"near misses left alone, {half}: {sum(mask_text(text) == text for text in texts)} of {len(texts)}")
    print(f"rules for the browser, gzip: {len(gzip.compress(build_browser_rules().encode(), 9)):,} bytes")


def print_recall() -> None:
    counts = {half: count_by_kind(half) for half in HALVES}
    print("kind        " + "".join(f"{half:>16}" for half in HALVES))
    for kind in [*counts["dev"][1], "all"]:
        cells = [_format_share(*(each[kind] for each in counts[half])) for half in HALVES]
        print(f"{kind:12}" + "".join(f"{cell:>16}" for cell in cells))


def count_by_kind(half: Half) -> tuple[Counter[str], Counter[str]]:
    """Secrets that are masked, and all of them, by kind and under `all`."""
    masked, total = Counter[str](), Counter[str]()
    for sentence in read_sentences(half):
        for kind in (sentence.kind, "all"):
            total[kind] += len(sentence.secrets)
            masked[kind] += len(sentence.secrets) - len(find_leaks(sentence))
    return masked, total


def print_misses() -> None:
    for sentence in read_sentences("dev"):
        if leaks := find_leaks(sentence):
            print(sentence.kind, leaks, "|", sentence.text, "→", mask_text(sentence.text), sep="\t")
    for text in read_near_misses("dev"):
        if mask_text(text) != text:
            print("near miss", text, "→", mask_text(text), sep="\t")


def _format_share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:4.0%}" if whole else "–"


if __name__ == "__main__":
    main()
