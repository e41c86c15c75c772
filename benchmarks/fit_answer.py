"""Fits the numbers by which an answer is chosen and trusted, and sets them beside those that are shipped.

    python benchmarks/fit_answer.py

Two fits, one after the other. Signs: a softmax over the passages of each question (conditional logit), KorQuAD's half
for tuning and, three times as heavy, the example shop's. Confidence: a logistic regression of whether the best passage
is right, on the same questions and on orders given to a smart speaker, none of which the shop answers. Nothing is
written: `theme/assets/search/answer_weights.js` is changed by hand, if `bench_answers.py` is better for it. Needs Node,
the `gaps` extra and the question sets of `$HC_SHARED` (else `../shared`).
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parents[1]))

from search.answers import Asked, AskedSet, ask_candidates, read_korquad_asked, read_orders, read_shop_asked

MOST_QUESTIONS = 1_500
SHOP_WEIGHT, ORDER_WEIGHT = 3.0, 4.0
"""A shop's questions are few, and are what this is for. An answered order is worse than an unanswered question."""
PENALTY = 1.0

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A question: the features of its candidates and which are right, those of the quote and whether it is right."""

    candidates: Sequence[Mapping[str, float]]
    right: Values
    quote: Mapping[str, float]
    is_right: bool
    weight: float


def main() -> None:
    shop, korquad = read_shop_asked("tune"), read_korquad_asked("tune")
    orders = [Asked(text, lambda *_: False) for text in read_orders("tune")]
    shipped, asked = read_examples(korquad, korquad.asked[:MOST_QUESTIONS], 1.0)
    asked += read_examples(shop, shop.asked, SHOP_WEIGHT)[1]
    nonsense = read_examples(shop, orders, ORDER_WEIGHT)[1]
    print(render("sign", shipped["SIGNS"], fit_signs(asked, list(shipped["SIGNS"]))))
    print()
    print(render("confidence", shipped["CONFIDENCE"], fit_confidence([*asked, *nonsense], list(shipped["CONFIDENCE"]))))


def read_examples(source: AskedSet, asked: Sequence[Asked], weight: float) -> tuple[dict[str, Any], list[Example]]:
    """The shipped numbers, and an example for each question that an article is believed to answer."""
    answer = ask_candidates(source, [one.text for one in asked])
    examples = []
    for one, found in zip(asked, answer["found"], strict=True):
        if quote := found["quote"]:
            right = [one.is_right(candidate["article"], candidate["text"]) for candidate in found["candidates"]]
            features = [candidate["features"] for candidate in found["candidates"]]
            is_right = one.is_right(quote["article"], quote["text"])
            examples.append(Example(features, np.array(right, float), quote["features"], is_right, weight))
    return answer["shipped"], examples


def fit_signs(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The weights that make the right candidates of each question likeliest, none too large."""
    data = [(_to_rows(one.candidates, names), one.right, one.weight) for one in examples if one.right.any()]

    def lose(weights: Values) -> tuple[float, Values]:
        loss, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for rows, right, weight in data:
            sums = rows @ weights
            chance = np.exp(sums - sums.max())
            chance /= chance.sum()
            hit = float(chance @ right)
            loss -= weight * float(np.log(hit))
            slope -= weight * (rows.T @ (chance * right / hit - chance))
        return loss, slope

    found = minimize(lose, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, found.x.tolist(), strict=True))


def fit_confidence(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    *given, constant = names
    model = LogisticRegression(max_iter=5_000)
    rows = _to_rows([one.quote for one in examples], given)
    model.fit(rows, [one.is_right for one in examples], sample_weight=[one.weight for one in examples])
    return dict(zip(given, model.coef_[0].tolist(), strict=True)) | {constant: float(model.intercept_[0])}


def _to_rows(features: Sequence[Mapping[str, float]], names: Sequence[str]) -> Values:
    return np.array([[one.get(name, 0.0) for name in names] for one in features])


def render(title: str, shipped: Mapping[str, float], fitted: Mapping[str, float]) -> str:
    lines = [f"| {title} | shipped | fitted |", "|---|--:|--:|"]
    return "\n".join([*lines, *(f"| {name} | {shipped[name]:.2f} | {fitted[name]:.2f} |" for name in shipped)])


if __name__ == "__main__":
    main()
