"""Engines that run in Node: Material's worker, Pagefind, MiniSearch. What they answered is kept in `.cache`."""

import hashlib
import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import material
import msgspec

from hc_builder.search.engine import find_engine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms
from search.datasets import Dataset
from search.metrics import Ranking

BENCHMARKS = Path(__file__).parents[2]
SCRIPTS = Path(__file__).parent / "node"
ASSETS = Path(material.__file__).parent / "templates/assets"

Sizes = tuple[int, int, int]
Session = Sequence[str]


class Answer(msgspec.Struct, frozen=True):
    """Of one engine: per query its ranking, milliseconds and bytes fetched; sizes are raw, gzip and brotli."""

    rankings: list[list[str]]
    ms: list[float]
    fetched: list[Sizes]
    whole: Sizes


def search_in_node(name: str) -> Callable[[Dataset, Sequence[str]], list[Ranking]]:
    return lambda dataset, queries: list(ask_node(name, dataset, [queries], shown=10).rankings)


def ask_node(name: str, dataset: Dataset, sessions: Sequence[Session], shown: int) -> Answer:
    """Run the engine, unless the same engine answered the same before. hc itself is always run."""
    request = describe_request(dataset, sessions, shown)
    if name == "hc":
        return parse_answer(run_hc(dataset, request))
    body = json.dumps(request, ensure_ascii=False).encode()
    path = BENCHMARKS / ".cache" / f"{name}-{find_digest(name, body)}.json"
    if not path.is_file():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(run_node(name, body))
    return parse_answer(path.read_bytes())


def describe_request(dataset: Dataset, sessions: Sequence[Session], shown: int) -> dict[str, object]:
    """The form that `node/run.mjs` reads."""
    articles = [
        {
            "id": shown.article.id,
            "title": shown.article.title,
            "sections": [{"anchor": s.anchor, "title": s.title, "text": s.text} for s in shown.rendered.sections],
        }
        for shown in dataset.articles
    ]
    places = {"assets": str(ASSETS), "theme": str(find_engine().parent)}
    return {**places, "lang": dataset.lang, "shown": shown, "articles": articles, "sessions": [*map(list, sessions)]}


def run_hc(dataset: Dataset, request: dict[str, object]) -> bytes:
    synonyms, _ = read_synonyms(None, lang=dataset.lang)
    with TemporaryDirectory() as folder:
        for name, data in build_index(dataset.center, dataset.lang, synonyms).items():
            (Path(folder) / name).write_bytes(data)
        return run_node("hc", json.dumps(request | {"articles": [], "index": folder}).encode())


def run_node(name: str, request: bytes) -> bytes:
    """Installs the packages first, from the lock file, where that was not done yet."""
    if not (BENCHMARKS / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=BENCHMARKS, check=True)
    return subprocess.run(["node", SCRIPTS / "run.mjs", name], input=request, stdout=subprocess.PIPE, check=True).stdout


def parse_answer(answer: bytes) -> Answer:
    return msgspec.json.decode(answer, type=Answer)


def find_digest(name: str, request: bytes) -> str:
    """Of all that the answer depends on."""
    parts = [SCRIPTS / f"{name}.mjs", SCRIPTS / "run.mjs", SCRIPTS / "minisearch.mjs", BENCHMARKS / "package-lock.json"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts) + request).hexdigest()[:16]
