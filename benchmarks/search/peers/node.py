"""Engines that run in Node: Material's worker, Pagefind, MiniSearch. What they answered is kept in `.cache`."""

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import material  # type: ignore[import-untyped]
import msgspec

from hc_builder.pages.theme_assets import build_theme_assets
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms
from search.cache import remember
from search.datasets import Dataset
from search.metrics import Ranking

BENCHMARKS = Path(__file__).parents[2]
SCRIPTS = Path(__file__).parent / "node"
ASSETS = Path(material.__file__).parent / "templates/assets"

Sizes = tuple[int, int, int]
Session = Sequence[str]
Request = Mapping[str, object]


class Answer(msgspec.Struct, frozen=True):
    """Of one engine: per query its ranking, milliseconds and bytes fetched; sizes are raw, gzip and brotli."""

    rankings: list[list[str]]
    ms: list[float]
    fetched: list[Sizes]
    whole: Sizes


def search_in_node(name: str) -> Callable[[Dataset, Sequence[str]], list[Ranking]]:
    def search(dataset: Dataset, queries: Sequence[str]) -> list[Ranking]:
        with TemporaryDirectory() as site:
            return ask_node(name, dataset, [queries], 10, Path(site)).rankings

    return search


def ask_node(name: str, dataset: Dataset, sessions: Sequence[Session], shown: int, site: Path) -> Answer:
    """Run the engine, or recall what the same one answered before. hc itself is always run.

    What is run leaves in the empty folder `site` what a host would serve.
    """
    request = {**describe_request(dataset, shown), "sessions": [*map(list, sessions)]}
    if name == "hc":
        build_hc(dataset, site)
        return parse_answer(run_node("hc", {**request, "articles": [], "site": str(site)}))
    run = partial(run_node, name, {**request, "site": str(site)})
    return parse_answer(remember(name, list_sources(name), request, run))


def build_site(name: str, dataset: Dataset, folder: Path, shown: int) -> None:
    """Write into `folder` what a host would serve."""
    if name == "hc":
        build_hc(dataset, folder)
    else:
        run_node(name, {**describe_request(dataset, shown), "sessions": [], "site": str(folder)})


def build_hc(dataset: Dataset, folder: Path) -> None:
    """The client that a site ships, and the index."""
    synonyms, _ = read_synonyms(None, lang=dataset.lang)
    client = next(data for name, data in build_theme_assets().files.items() if name.startswith("assets/search/"))
    (folder / "client.js").write_bytes(client)
    for name, data in build_index(dataset.center, dataset.lang, synonyms).items():
        path = folder / "index" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def describe_request(dataset: Dataset, shown: int) -> dict[str, object]:
    """The form that `node/run.mjs` reads."""
    articles = [
        {
            "id": page.article.id,
            "title": page.article.title,
            "sections": [{"anchor": s.anchor, "title": s.title, "text": s.text} for s in page.rendered.sections],
        }
        for page in dataset.articles
    ]
    return {"assets": str(ASSETS), "lang": dataset.lang, "shown": shown, "articles": articles}


def run_node(name: str, request: Request) -> bytes:
    """Installs the packages first where that was not done yet: as locked, but without `ci`, which also wants an entry
    for every machine that Pagefind is built for."""
    if not (BENCHMARKS / "node_modules").is_dir():
        subprocess.run(["npm", "install", "--no-save", "--silent"], cwd=BENCHMARKS, check=True)
    command = ["node", str(SCRIPTS / "run.mjs"), name]
    return subprocess.run(command, input=json.dumps(request).encode(), stdout=subprocess.PIPE, check=True).stdout


def parse_answer(answer: bytes) -> Answer:
    return msgspec.json.decode(answer, type=Answer)


def list_sources(name: str) -> list[Path]:
    """The files that an engine's answer depends on."""
    scripts = [SCRIPTS / f"{script}.mjs" for script in ("run", "minisearch", "minified", name)]
    return [*scripts, BENCHMARKS / "package-lock.json"]
