"""Fits the numbers by which an article is believed to answer, and sets them beside those that are shipped.

    python benchmarks/fit_belief.py

A logistic regression of true questions, on the articles that answer them, against nonsense on the articles found for
it: KorQuAD's half for tuning and the example shop's search tests to fit, KorQuAD's other half, with other nonsense, to
compare. Its coefficients are scaled so that a long word in a heading has the chance that is shipped for it, and what
was not found has 0. Nothing is written: `theme/assets/search/weights.js` is changed by hand, if the figures on the
half held out are better. Needs Node, the `gaps` extra and the question sets of `$HC_SHARED` (else `../shared`).
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parents[1]))

from search.datasets import Dataset, read_center, read_korquad
from search.nonsense import build_nonsense
from search.query_classes import build_queries

from hc_builder.content.help_center import HelpCenter
from hc_builder.content.settings import Settings
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms

CONTENT = Path(__file__).parents[1] / "content"
SCRIPT = Path(__file__).parent / "search/peers/node/features.mjs"
MOST_QUESTIONS = 100
SEEDS = ("fit 1", "fit 2", "fit 3", "fit 4")
UNIT = "word 2 1"
"""The feature that gives the scale: a long word in a title, question, keyword or heading."""

Features = Mapping[str, float]


@dataclass(frozen=True)
class Example:
    """`answers`: one row for each article shown; for a true question only those that answer it."""

    is_true: bool
    answers: tuple[Features, ...]


@dataclass(frozen=True)
class Belief:
    """Chance by feature; an answer is believed from `enough` on."""

    chances: Mapping[str, float]
    enough: float

    def is_answered(self, example: Example) -> bool:
        sums = (sum(self.chances.get(name, 0) * x for name, x in row.items()) for row in example.answers)
        return any(total >= self.enough for total in sums)


def main() -> None:
    half, shipped = read_examples(read_korquad("tune"), SEEDS)
    shop, _ = read_shop_examples()
    held_out, _ = read_examples(read_korquad("test"), ("nonsense",))
    fitted, counts = fit([*half, *shop])
    print(render_numbers(shipped, fitted, counts))
    print()
    print(render_figures({"fitted on": [*half, *shop], "held out": held_out}, {"shipped": shipped, "fitted": fitted}))


def read_examples(dataset: Dataset, seeds: Sequence[str]) -> tuple[list[Example], Belief]:
    true = [
        (query.text, {query.article}) for asked in build_queries(dataset, MOST_QUESTIONS).values() for query in asked
    ]
    nonsense = [text for seed in seeds for text in build_nonsense(dataset, seed)]
    return find_examples(dataset.center, true, nonsense, None)


def read_shop_examples() -> tuple[list[Example], Belief]:
    """The search tests of the example shop; `nothing` is what must not be found."""
    center = read_center(CONTENT, Settings(languages=("ko", "en")))
    entries = yaml.safe_load((CONTENT / "search-tests.yml").read_text("utf-8"))
    expected = [(entry["query"], entry["expect"]) for entry in entries]
    true = [(str(query), {ids} if isinstance(ids, str) else set(ids)) for query, ids in expected if ids != "nothing"]
    nonsense = [str(query) for query, ids in expected if ids == "nothing"]
    made = [text for seed in SEEDS for text in build_nonsense(Dataset("shop", "ko", center, ()), seed)]
    return find_examples(center, true, [*nonsense, *made], CONTENT / "synonyms.yml")


def find_examples(
    center: HelpCenter, true: Sequence[tuple[str, set[str]]], nonsense: Sequence[str], synonyms: Path | None
) -> tuple[list[Example], Belief]:
    index = build_index(center, "ko", read_synonyms(synonyms)[0])
    answer = ask_node(index, [text for text, _ in true] + list(nonsense))
    wanted: list[set[str] | None] = [*(ids for _, ids in true), *(None for _ in nonsense)]
    rows = [
        Example(ids is not None, tuple(hit["features"] for hit in found if ids is None or hit["id"] in ids))
        for ids, found in zip(wanted, answer["found"], strict=True)
    ]
    return rows, read_shipped(answer["shipped"])


def ask_node(index: Mapping[str, bytes], queries: Sequence[str]) -> dict[str, Any]:
    with TemporaryDirectory() as site:
        for name, data in index.items():
            (Path(site) / name).write_bytes(data)
        request = json.dumps({"site": site, "queries": queries})
        done = subprocess.run(["node", str(SCRIPT)], input=request, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def read_shipped(weights: Mapping[str, Any]) -> Belief:
    chances = {
        f"{how} {length} {place}": chance
        for how, by_length in weights["CHANCE"].items()
        for length, by_place in enumerate(by_length)
        for place, chance in enumerate(by_place)
    }
    rest = {"alone": weights["ALONE_CHANCE"], "torn": -weights["TORN"], "certain": weights["CONFIRMED"]}
    return Belief(chances | rest, weights["ENOUGH"])


def fit(examples: Iterable[Example]) -> tuple[Belief, Mapping[str, int]]:
    """Also in how many rows each feature stands: few make its number a guess."""
    rows = [(features, example.is_true) for example in examples for features in example.answers]
    names = sorted({name for features, _ in rows for name in features})
    values = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=5_000)
    model.fit(values, [is_true for _, is_true in rows])
    coefficients = dict(zip(names, model.coef_[0].tolist(), strict=True))
    unit = coefficients[UNIT]
    counts = dict(zip(names, (values != 0).sum(axis=0).tolist(), strict=True))
    return Belief({name: value / unit for name, value in coefficients.items()}, -model.intercept_[0] / unit), counts


def render_numbers(shipped: Belief, fitted: Belief, counts: Mapping[str, int]) -> str:
    lines = ["| feature | rows | shipped | fitted | difference |", "|---|--:|--:|--:|--:|"]
    for name in sorted({*shipped.chances, *fitted.chances}):
        ours, theirs = shipped.chances.get(name, 0.0), fitted.chances.get(name, 0.0)
        lines.append(f"| {name} | {counts.get(name, 0)} | {ours:.2f} | {theirs:.2f} | {theirs - ours:+.2f} |")
    difference = fitted.enough - shipped.enough
    return "\n".join([*lines, f"| enough | | {shipped.enough:.2f} | {fitted.enough:.2f} | {difference:+.2f} |"])


def render_figures(sets: Mapping[str, Sequence[Example]], beliefs: Mapping[str, Belief]) -> str:
    lines = ["| set | numbers | true questions answered | nonsense answered |", "|---|---|--:|--:|"]
    for title, examples in sets.items():
        for name, belief in beliefs.items():
            true, nonsense = ([e for e in examples if e.is_true is kind and e.answers] for kind in (True, False))
            shares = [sum(map(belief.is_answered, some)) / len(some) for some in (true, nonsense)]
            lines.append(f"| {title} | {name} | {shares[0]:.1%} of {len(true)} | {shares[1]:.1%} of {len(nonsense)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
