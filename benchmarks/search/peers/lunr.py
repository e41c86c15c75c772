"""lunr.js scoring what the limit's analyser finds: what lunr's form of an index would cost beside BM25F.

The lunr.js is the one that MkDocs ships; fields and boosts are those of the limit, so that only the scoring differs.
"""

import json
from collections.abc import Sequence
from importlib.resources import files

from py_mini_racer import MiniRacer

from search.datasets import Dataset
from search.metrics import Ranking
from search.peers.limit import WEIGHTS, find_morphemes, list_fields

_SETUP = """
const build = (fields, documents) => lunr(function () {
  this.pipeline.reset()
  this.ref("id")
  for (const [name, boost] of Object.entries(fields)) this.field(name, { boost })
  documents.forEach((document) => this.add(document))
})
let index
const search = (terms, most) => {
  const hits = index.query((query) => terms.forEach((term) => query.term(term, { usePipeline: false })))
  return hits.slice(0, most).map((hit) => hit.ref)
}
"""


def search_lunr(dataset: Dataset, queries: Sequence[str]) -> list[Ranking]:
    library = files("mkdocs") / "contrib/search/templates/search/lunr.js"
    documents = [
        {"id": shown.article.id} | {name: find_morphemes(text) for name, text in list_fields(shown).items()}
        for shown in dataset.articles
    ]
    with MiniRacer() as engine:
        engine.eval(library.read_text("utf-8"))
        engine.eval(_SETUP)
        engine.eval(f"index = build({json.dumps(WEIGHTS)}, {json.dumps(documents)}); 0")
        return [json.loads(str(engine.eval(f"JSON.stringify({_call(query)})"))) for query in queries]


def _call(query: str) -> str:
    return f"search({json.dumps(list(dict.fromkeys(find_morphemes(query))))}, 10)"
