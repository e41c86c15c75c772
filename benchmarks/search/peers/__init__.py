"""The engines that are compared. Each is one function: a set and queries in, a ranking for each query out."""

from collections.abc import Callable, Sequence
from importlib import import_module

from search.datasets import Dataset
from search.metrics import Ranking

Peer = Callable[[Dataset, Sequence[str]], list[Ranking]]
TITLES = {
    "hc": "**hc**",
    "limit": "BM25F on morphemes of both sides (needs a server)",
}


def find_peer(name: str) -> Peer:
    """Imported when asked for, so that one engine can be measured without what the others need."""
    peer: Peer = getattr(import_module(f"search.peers.{name}"), f"search_{name}")
    return peer
