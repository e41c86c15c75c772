"""Is the sentence that answers quoted, is nothing quoted where nothing answers, and what does that cost?

    python benchmarks/bench_answers.py              KorQuAD's and the shop's halves that nothing was fitted on
    python benchmarks/bench_answers.py --split tune --misses --most 500
    python benchmarks/bench_answers.py --costs      bytes and times at 10,000 articles instead

End to end: all articles are searched, and a quote is right if it holds the place of the marked answer (KorQuAD) or one
of the stretches that answer (the shop). Needs Node and the question sets of `$HC_SHARED` (else `../shared`).
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from search.answers import (
    Asked,
    AskedSet,
    ask_candidates,
    read_korquad_asked,
    read_off_topic,
    read_orders,
    read_shop_asked,
)
from search.datasets import Dataset, Split
from search.generated import make_dataset
from search.metrics import find_percentile
from search.nonsense import build_nonsense

from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.result import Quote
from hc_builder.search.synonyms import read_synonyms

THRESHOLDS = (0.0, 0.3, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
SHOWN_IN_BOX = 7
SIZE, VISITS, TIMED = 10_000, 40, 400


@dataclass(frozen=True)
class Outcome:
    """What was quoted for a question, however doubtful, and whether that is right."""

    asked: Asked
    quote: Quote | None

    @property
    def is_right(self) -> bool:
        return self.quote is not None and self.asked.is_right(self.quote.article, self.quote.text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("tune", "test"), default="test")
    parser.add_argument("--most", type=int, default=5_000, help="questions of a set")
    parser.add_argument("--misses", action="store_true", help="print what was shown and is wrong")
    parser.add_argument("--costs", action="store_true", help="bytes and times, in place of right and wrong")
    arguments = parser.parse_args()
    for part in report_costs() if arguments.costs else report_quality(arguments):
        print(part, flush=True)


def report_quality(arguments: argparse.Namespace) -> Iterator[str]:
    split = arguments.split
    for source in (read_korquad_asked(split), read_shop_asked(split)):
        asked = source.asked[: arguments.most]
        answer = ask_candidates(source, [one.text for one in asked])
        least = answer["shipped"]["LEAST_CONFIDENCE"]
        yield f"## {source.name}: {len(source.center.articles)} articles, {len(asked)} questions\n"
        rates = [rate_passages(asked, answer, most) for most in (1, 2)]
        yield f"Best passage right: {rates[0]:.3f}; one of the best two: {rates[1]:.3f}.\n"
        with open_engine(source) as engine:
            outcomes = [find_outcome(engine, one) for one in asked]
            yield render_curve(outcomes, least) + "\n"
            if arguments.misses:
                yield render_misses(outcomes, least)
            yield render_nonsense(engine, source, split)


def rate_passages(asked: Sequence[Asked], answer: Mapping[str, Any], most: int) -> float:
    """The share of questions that one of the `most` best passages answers, of all that are asked."""
    signs = answer["shipped"]["SIGNS"]

    def rate(candidate: Mapping[str, Any]) -> float:
        return float(sum(weight * candidate["features"].get(name, 0) for name, weight in signs.items()))

    ordered = [sorted(found["candidates"], key=rate, reverse=True)[:most] for found in answer["found"]]
    return fmean(
        any(one.is_right(passage["article"], passage["text"]) for passage in best)
        for one, best in zip(asked, ordered, strict=True)
    )


def find_outcome(engine: SearchEngine, asked: Asked) -> Outcome:
    return Outcome(asked, engine.search(asked.text, SHOWN_IN_BOX, leastConfidence=0).answer)


def open_engine(source: AskedSet) -> SearchEngine:
    return SearchEngine(build_index(source.center, "ko", read_synonyms(source.synonyms)[0]))


def render_curve(outcomes: Sequence[Outcome], least: float) -> str:
    """For each threshold: the share of questions that something is shown for, and of the shown what is right."""
    lines = ["| confidence from | shown | right of the shown |", "|--:|--:|--:|"]
    for threshold in sorted({*THRESHOLDS, least}):
        shown = find_shown(outcomes, threshold)
        right = fmean(outcome.is_right for outcome in shown) if shown else 0
        mark = "**" if threshold == least else ""
        lines.append(f"| {mark}{threshold:.2f}{mark} | {len(shown) / len(outcomes):.3f} | {right:.3f} |")
    return "\n".join(lines)


def find_shown(outcomes: Sequence[Outcome], least: float) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.quote and outcome.quote.confidence >= least]


def render_misses(outcomes: Sequence[Outcome], least: float) -> str:
    wrong = [(outcome.asked.text, outcome.quote) for outcome in find_shown(outcomes, least) if not outcome.is_right]
    return "\n".join(
        f"{quote.confidence:.2f} {text} → [{quote.article}] {quote.text}" for text, quote in wrong if quote
    )


def render_nonsense(engine: SearchEngine, source: AskedSet, split: Split) -> str:
    """How many queries that nothing answers get an answer."""
    sets = {"mashed keys, absent words": build_nonsense(Dataset(source.name, "ko", source.center, ()))}
    if source.synonyms:
        sets |= {"off topic": read_off_topic(), "orders to a smart speaker": read_orders(split)}
    counts = [(name, sum(engine.search(text).answer is not None for text in some), some) for name, some in sets.items()]
    return "".join(f"Answered of {name}: {count} of {len(some)}.\n" for name, count, some in counts)


def report_costs() -> Iterator[str]:
    """What an answer adds to a visit's first query, and how long it takes once the texts are there."""
    dataset = make_dataset(SIZE)
    texts = [question.text for question in dataset.questions]
    source = AskedSet(f"{SIZE:,} articles", dataset.center, ())
    index = build_index(dataset.center, "ko", read_synonyms(None)[0])
    more = sorted(count_bytes(index, text, True) - count_bytes(index, text, False) for text in texts[:VISITS])
    yield f"More bytes for a first query, gzip: p50 {find_percentile(more, 0.5):,}, most {more[-1]:,}."
    ms = [found["ms"] for found in ask_candidates(source, texts[:TIMED], index)["found"]]
    half, most = (find_percentile(ms, share) for share in (0.5, 0.95))
    yield f"The answer, in Node, time of the processor: p50 {half:.1f}, p95 {most:.1f} ms."


def count_bytes(index: Mapping[str, bytes], text: str, answers: bool) -> int:
    with SearchEngine(index) as engine:
        return engine.search(text, SHOWN_IN_BOX, answers=answers).bytes


if __name__ == "__main__":
    main()
