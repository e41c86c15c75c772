"""Questions with the text that answers them: KorQuAD's, and the example shop's own.

`queries/shop_answers.tsv` was made by reading the shop's articles: a question, and stretches of text of which a right
quote holds one, wherever in the shop it stands.
"""

import hashlib
import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hc_builder.config import read_config
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.settings import Settings
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms
from search.datasets import KORQUAD, SHARED, Split, find_split, make_article, make_center, read_center

SHOP = Path(__file__).parents[2] / "mkdocs.yml"
CONTENT = SHOP.parent / "content"
SCRIPT = Path(__file__).parent / "peers/node/candidates.mjs"
QUERIES = Path(__file__).parent / "queries"
ORDERS = SHARED / "questions/paraKQC/data/paraKQC_v1.txt"
PARAPHRASES = 10


@dataclass(frozen=True)
class Asked:
    """`is_right` says of an article's id and a quote whether the quote answers."""

    text: str
    is_right: Callable[[str, str], bool]


@dataclass(frozen=True)
class AskedSet:
    """`center` holds the articles; `synonyms` is the shop's own file, if it has one."""

    name: str
    center: HelpCenter
    asked: tuple[Asked, ...]
    synonyms: Path | None = None


def read_korquad_asked(split: Split) -> AskedSet:
    """All paragraphs, and the questions on those of the split, mixed; right is what holds the marked answer's place."""
    articles, asked = [], []
    for topic in json.loads(KORQUAD.read_text(encoding="utf-8"))["data"]:
        title = " ".join(topic["title"].replace("_", " ").split())
        for number, part in enumerate(topic["paragraphs"], 1):
            shown = make_article(f"{title} {number}", part["context"])
            articles.append(shown)
            if find_split(title) == split:
                asked += [_ask(qa, shown.article.id, part["context"]) for qa in part["qas"]]
    return AskedSet(f"KorQuAD, {split}", make_center(articles), _mix(asked))


def _ask(qa: dict[str, Any], article: str, context: str) -> Asked:
    text = _squeeze(context)
    start = len(_squeeze(context[: qa["answers"][0]["answer_start"]] + "|")) - 1

    def is_right(id: str, quote: str) -> bool:
        shown = _squeeze(quote.strip("…"))
        at = text.find(shown)
        return id == article and 0 <= at <= start < at + len(shown)

    return Asked(qa["question"], is_right)


def read_shop_asked(split: Split) -> AskedSet:
    lines = (QUERIES / "shop_answers.tsv").read_text(encoding="utf-8").splitlines()
    asked = _mix([_ask_shop(*line.split("\t")) for line in lines])
    half = asked[split == "test" :: 2]
    center = read_center(CONTENT, Settings(languages=("ko", "en"), variables=read_config(SHOP).settings.variables))
    return AskedSet(f"the example shop, {split}", center, half, CONTENT / "synonyms.yml")


def _ask_shop(text: str, *right: str) -> Asked:
    return Asked(text, lambda _, quote: any(_squeeze(part) in _squeeze(quote) for part in right))


def read_orders(split: Split) -> list[str]:
    """300 each of what people say to a smart speaker; nothing of it is for a shop."""
    lines = ORDERS.read_text(encoding="utf-8").splitlines()[::PARAPHRASES]
    return [line.rsplit("\t", 1)[-1] for line in lines[split == "test" :: 2]][:300]


def ask_candidates(
    source: AskedSet, queries: Sequence[str], index: Mapping[str, bytes] | None = None
) -> dict[str, Any]:
    """What `candidates.mjs` answers; `index` is the source's, where it is at hand."""
    files = index or build_index(source.center, "ko", read_synonyms(source.synonyms)[0])
    with TemporaryDirectory() as site:
        for name, data in files.items():
            (Path(site) / name).write_bytes(data)
        request = json.dumps({"site": site, "queries": queries})
        done = subprocess.run(["node", str(SCRIPT)], input=request, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def read_off_topic() -> list[str]:
    return (QUERIES / "off_topic.tsv").read_text(encoding="utf-8").splitlines()


def _mix(asked: list[Asked]) -> tuple[Asked, ...]:
    """In the order of their hashes: the first n are a fair sample, the same on every run."""
    return tuple(sorted(asked, key=lambda one: hashlib.sha256(one.text.encode()).digest()))


def _squeeze(text: str) -> str:
    return " ".join(text.split())
