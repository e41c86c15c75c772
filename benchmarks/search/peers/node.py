"""Engines that run in Node: Material's worker, Pagefind, MiniSearch. Their answers are kept in `.cache`."""

import hashlib
import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import material
import msgspec

from search.datasets import Dataset
from search.metrics import Ranking

BENCHMARKS = Path(__file__).parents[2]
SCRIPTS = Path(__file__).parent / "node"
ASSETS = Path(material.__file__).parent / "templates/assets"

Sizes = tuple[int, int, int]


class Answer(msgspec.Struct, frozen=True):
    """Of one engine: per query its ranking, milliseconds and bytes fetched; sizes are raw, gzip and brotli."""

    rankings: list[list[str]]
    ms: list[float]
    fetched: list[Sizes]
    whole: Sizes


def search_in_node(name: str) -> Callable[[Dataset, Sequence[str]], list[Ranking]]:
    return lambda dataset, queries: list(ask_node(name, dataset, queries).rankings)


def ask_node(name: str, dataset: Dataset, queries: Sequence[str]) -> Answer:
    """Run the engine, unless the same engine answered the same before."""
    request = json.dumps(describe_request(dataset, queries), ensure_ascii=False).encode()
    path = BENCHMARKS / ".cache" / f"{name}-{find_digest(name, request)}.json"
    if not path.is_file():
        install_packages()
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(run_node(name, request))
    return msgspec.json.decode(path.read_bytes(), type=Answer)


def describe_request(dataset: Dataset, queries: Sequence[str]) -> dict[str, object]:
    articles = [
        {
            "id": shown.article.id,
            "title": shown.article.title,
            "sections": [{"anchor": s.anchor, "title": s.title, "text": s.text} for s in shown.rendered.sections],
        }
        for shown in dataset.articles
    ]
    return {"lang": dataset.lang, "assets": str(ASSETS), "articles": articles, "queries": list(queries)}


def find_digest(name: str, request: bytes) -> str:
    parts = [SCRIPTS / f"{name}.mjs", SCRIPTS / "run.mjs", SCRIPTS / "minisearch.mjs", BENCHMARKS / "package-lock.json"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts) + request).hexdigest()[:16]


def run_node(name: str, request: bytes) -> bytes:
    return subprocess.run(["node", SCRIPTS / "run.mjs", name], input=request, stdout=subprocess.PIPE, check=True).stdout


def install_packages() -> None:
    """Once, from the lock file."""
    if not (BENCHMARKS / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=BENCHMARKS, check=True)
