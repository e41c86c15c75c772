"""The server-side limit: BM25F over morphemes of articles and queries alike, which a static site can't have.

BM25F after Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (CIKM 2004).
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import snowballstemmer  # type: ignore[import-untyped]

from hc_builder.content.help_center import Shown
from search.datasets import Dataset
from search.keywords import load_tokenizer
from search.metrics import Ranking

WEIGHTS = {"title": 3.0, "heading": 2.0, "body": 1.0}
K1, B = 1.2, 0.75
_CONTENT = frozenset(("NNG", "NNP", "NNB", "NNBC", "NR", "SL", "SH", "SN", "VV", "VA", "XR", "MAG", "UNKNOWN"))
_stem = snowballstemmer.stemmer("english").stemWord


def search_limit(dataset: Dataset, queries: Sequence[str]) -> list[Ranking]:
    index = Bm25f(dataset.articles)
    return [index.search(query) for query in queries]


class Bm25f:
    """Postings with the fields' weighted, length-normalized frequencies summed before they saturate."""

    def __init__(self, articles: Sequence[Shown]) -> None:
        self.ids = [shown.article.id for shown in articles]
        fields = [{name: find_morphemes(text) for name, text in list_fields(shown).items()} for shown in articles]
        means = {name: sum(len(part[name]) for part in fields) / len(fields) or 1.0 for name in WEIGHTS}
        self.postings: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for place, parts in enumerate(fields):
            for name, terms in parts.items():
                norm = WEIGHTS[name] / (1 - B + B * len(terms) / means[name])
                for term, count in Counter(terms).items():
                    self.postings[term][place] += norm * count

    def search(self, query: str, most: int = 10) -> Ranking:
        scores: dict[int, float] = defaultdict(float)
        for term in dict.fromkeys(find_morphemes(query)):
            found = self.postings.get(term, {})
            weight = math.log(1 + (len(self.ids) - len(found) + 0.5) / (len(found) + 0.5))
            for place, frequency in found.items():
                scores[place] += weight * frequency / (K1 + frequency)
        return [self.ids[place] for place, _ in heapq.nlargest(most, scores.items(), key=lambda hit: (hit[1], -hit[0]))]


def list_fields(shown: Shown) -> dict[str, str]:
    sections = shown.rendered.sections
    return {
        "title": shown.article.title,
        "heading": "\n".join(section.title for section in sections),
        "body": "\n".join(section.text for section in sections),
    }


def find_morphemes(text: str) -> list[str]:
    """Stems of the words that carry meaning; Latin ones folded and stemmed."""
    found = []
    for token in load_tokenizer().tokenize(text.lower()):
        tags = token.details[0].split("+")
        if tags[0] in _CONTENT:
            inflected = len(tags) > 1 and len(token.details) > 7 and "/" in token.details[7]
            stem = token.details[7].split("/", 1)[0] if inflected else token.surface
            found.append(_stem(stem) if stem.isascii() else stem)
    return found
