"""What a returning reader fetches again after an article was edited: what changed, and little else."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hc_builder.search.analysis import Analysis, Analyzer, Term
from hc_builder.search.document import Document, Window
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index_of
from hc_builder.search.synonyms import Synonyms

ARTICLES, QUERIES = 1_000, 50
CHANCE = random.Random(5)
SYLLABLES = [chr(0xAC00 + 28 * CHANCE.randrange(399)) for _ in range(300)]
WORDS = ["".join(CHANCE.choices(SYLLABLES, k=CHANCE.choice((2, 2, 3)))) for _ in range(20_000)]
WEIGHTS = [1 / (place + 5) for place in range(len(WORDS))]


class Plain(Analyzer):
    """Every word is itself."""

    def analyze(self, word: str) -> Analysis:
        return Analysis((Term(word),))


def make_document(number: int) -> Document:
    title, body = (tuple(CHANCE.choices(WORDS, WEIGHTS, k=count)) for count in (3, 120))
    windows = (Window(0, "title", title), Window(10, "body", body[:60]), Window(11, "body", body[60:]))
    id = f"a/{number}"
    return Document(id, f"{id}/", " ".join(title), "", "a", "faq", (("", ""),), (0, 0), " ".join(body), windows)


def edit(document: Document) -> Document:
    """A sentence of eight words is another."""
    *head, last = document.windows
    words = (*last.words[:10], *CHANCE.choices(WORDS, WEIGHTS, k=8), *last.words[18:])
    return replace(document, windows=(*head, replace(last, words=words)), body=" ".join(words))


def fetch(index: dict[str, bytes], queries: Sequence[str]) -> dict[str, int]:
    with SearchEngine(index) as engine:
        found = [engine.search(query, 7).hits for query in queries]
        assert all(found)
        return engine.fetched


def test_after_an_edit_fifty_queries_fetch_again_a_tenth_of_their_bytes_at_most() -> None:
    documents = [make_document(number) for number in range(ARTICLES)]
    queries = [document.title for document in CHANCE.sample(documents, QUERIES)]
    edited = [edit(documents[0]), *documents[1:]]
    before, after = (build_index_of(them, "ko", Synonyms(), Plain()) for them in (documents, edited))
    assert before["index.json"] != after["index.json"]
    fetched, again = fetch(before, queries), fetch(after, queries)
    new = {name: size for name, size in again.items() if name not in fetched or name == "index.json"}
    assert sum(new.values()) <= sum(fetched.values()) / 10
    assert all(before[name] == after[name] for name in fetched.keys() & again.keys() - {"index.json"})
