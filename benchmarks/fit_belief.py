"""Fits the numbers by which an article is believed to answer, and sets them beside those that are shipped.

    python benchmarks/fit_belief.py

A logistic regression of true questions, on the articles that answer them, against questions that have no answer, on
the articles found for them. Fitted on KorQuAD's half for tuning, Adobe's articles, and the example shop with its search
tests and without its `questions` lines; against nonsense, everyday questions written by hand (`off_topic_fit.tsv`) and
KorQuAD's questions asked of the shop. Compared on what no number was fitted to: KorQuAD's other half, words that no
article uses, other everyday questions and other nonsense. Coefficients are scaled so that a long word in a heading has
the chance that is shipped for it, and what was not found has 0. The last table is the choice of `ENOUGH`: what each
threshold answers, rightly and falsely. Nothing is written: `theme/assets/search/weights.js` is changed by hand. Needs
Node, the `gaps` extra and the question sets of `$HC_SHARED` (else `../shared`).
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

from search.datasets import Dataset, Split, read_adobe, read_center, read_korquad
from search.nonsense import build_nonsense
from search.query_classes import build_queries
from search.unused_words import Asked, read_classes, read_queries, strip_questions

from hc_builder.config import read_config
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.settings import Settings
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms

SHOP = Path(__file__).parents[1] / "mkdocs.yml"
CONTENT = SHOP.parent / "content"
SCRIPT = Path(__file__).parent / "search/peers/node/features.mjs"
MOST_QUESTIONS = 100
SEEDS = ("fit 1", "fit 2", "fit 3", "fit 4")
KEPT_SHARES = (0.995, 0.99, 0.98, 0.97, 0.96, 0.95, 0.92, 0.9, 0.85)
"""Of true questions in the tables of thresholds."""
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

    def find_surest(self, example: Example) -> float:
        return max(sum(self.chances.get(name, 0) * x for name, x in row.items()) for row in example.answers)

    def is_answered(self, example: Example) -> bool:
        return self.find_surest(example) >= self.enough


def main() -> None:
    half, shipped = read_examples(read_korquad("tune"), SEEDS)
    fitted_on = [*half, *read_examples(read_adobe(), SEEDS)[0], *read_shop_examples(), *read_plain_examples(FIT)]
    held_out = [*read_examples(read_korquad("test"), ("nonsense",))[0], *read_plain_examples(HELD_OUT)]
    fitted, counts = fit(fitted_on)
    print(render_numbers(shipped, fitted, counts))
    print()
    print(render_figures({"fitted on": fitted_on, "held out": held_out}, {"shipped": shipped, "fitted": fitted}))
    print()
    print(render_curve(shipped, held_out))


def read_examples(dataset: Dataset, seeds: Sequence[str]) -> tuple[list[Example], Belief]:
    true = [
        (query.text, {query.article}) for asked in build_queries(dataset, MOST_QUESTIONS).values() for query in asked
    ]
    nonsense = [text for seed in seeds for text in build_nonsense(dataset, seed)]
    return find_examples(dataset.center, true, nonsense, None)


def read_shop_examples() -> list[Example]:
    """The search tests of the example shop; `nothing` is what must not be found."""
    center = read_center(CONTENT, Settings(languages=("ko", "en"), variables=read_config(SHOP).settings.variables))
    entries = yaml.safe_load((CONTENT / "search-tests.yml").read_text("utf-8"))
    expected = [(entry["query"], entry["expect"]) for entry in entries]
    true = [(str(query), {ids} if isinstance(ids, str) else set(ids)) for query, ids in expected if ids != "nothing"]
    nonsense = [str(query) for query, ids in expected if ids == "nothing"]
    made = [text for seed in SEEDS for text in build_nonsense(Dataset("shop", "ko", center, ()), seed)]
    return find_examples(center, true, [*nonsense, *made], CONTENT / "synonyms.yml")[0]


@dataclass(frozen=True)
class PlainSet:
    """Questions to the shop without its `questions` lines: classes that have an answer, files of off-topic ones, and
    the half of KorQuAD whose keywords are off topic too."""

    classes: tuple[str, ...]
    off_topic: tuple[str, ...]
    strange: Split


FIT = PlainSet(("own questions", "unused words, tune", "English"), ("off_topic_fit",), "tune")
HELD_OUT = PlainSet(("unused words, test", "unused words, fresh"), ("off_topic", "off_topic_fresh"), "test")


def read_plain_examples(chosen: PlainSet) -> list[Example]:
    center = read_center(CONTENT, Settings(words=("온서랍", "바로택배")))
    classes = read_classes(center)
    asked: list[Asked] = [query for name in chosen.classes for query in classes[name]]
    off_topic = [query.text for name in chosen.off_topic for query in read_queries(name)]
    strange = [query.text for query in build_queries(read_korquad(chosen.strange), MOST_QUESTIONS)["keywords"]]
    true = [(query.text, set(query.articles)) for query in asked]
    return find_examples(strip_questions(center), true, [*off_topic, *strange], None)[0]


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
    rest = {
        "alone": weights["ALONE_CHANCE"],
        "torn": -weights["TORN"],
        "titled": weights["IN_TITLE"],
        "commonplace": -weights["COMMONPLACE"],
        "strange": -weights["STRANGE"],
        "certain": weights["CONFIRMED"],
        "telling": weights["TELLING"],
    }
    return Belief(chances | rest, weights["ENOUGH"])


def fit(examples: Iterable[Example]) -> tuple[Belief, Mapping[str, int]]:
    """Also in how many rows each feature stands: few make its number a guess."""
    rows = [(features, example.is_true) for example in examples for features in example.answers]
    names = sorted({name for features, _ in rows for name in features})
    values = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    model = LogisticRegression(C=1, class_weight="balanced", max_iter=5_000)
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


def render_curve(belief: Belief, examples: Sequence[Example]) -> str:
    """Per share of true questions that are still answered: the threshold, and the share of others answered."""
    true, others = (
        sorted(belief.find_surest(example) for example in examples if example.is_true is kind and example.answers)
        for kind in (True, False)
    )
    lines = ["| true questions answered | threshold | others answered |", "|--:|--:|--:|"]
    for share in KEPT_SHARES:
        least = true[int((1 - share) * len(true))]
        false = sum(surest >= least for surest in others) / len(others)
        lines.append(f"| {share:.1%} | {least:.2f} | {false:.1%} of {len(others)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
