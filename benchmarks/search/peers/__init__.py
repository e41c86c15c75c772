"""The engines that are compared. Each is one function: a set and queries in, a ranking for each query out."""

from collections.abc import Callable, Sequence
from importlib import import_module

from search.datasets import Dataset
from search.metrics import Ranking
from search.peers.node import search_in_node

Peer = Callable[[Dataset, Sequence[str]], list[Ranking]]
TITLES = {
    "hc": "**hc**",
    "limit": "BM25F on morphemes of both sides (needs a server)",
    "lunr": "lunr.js scoring the same morphemes (needs a server)",
    "material": "Material's search worker (lunr.js)",
    "pagefind": "Pagefind 1.6",
    "minisearch": "MiniSearch, prefix and fuzzy",
    "garu": "MiniSearch on garu-ko's morphemes (1.3 MB more)",
}


def find_peer(name: str) -> Peer:
    """Those in Python are imported when asked for, so that one can be measured without what the other needs."""
    if name not in ("hc", "limit", "lunr"):
        return search_in_node(name)
    peer: Peer = getattr(import_module(f"search.peers.{name}"), f"search_{name}")
    return peer
