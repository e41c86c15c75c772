"""What was found, in words."""

import json

import msgspec

from hc_builder.search.result import Quote, SearchResult


def render_json(result: SearchResult) -> str:
    """One line."""
    return json.dumps(msgspec.to_builtins(result), ensure_ascii=False)


def render_hits(result: SearchResult) -> str:
    """The query, what is quoted above the results, and a line for each article found."""
    head = f"{result.query}" + (f"  (read as: {result.mended})" if result.mended else "")
    rows = [f"  {number}. {hit.title}  [{hit.id}]" for number, hit in enumerate(result.hits, 1)]
    card = [f"  > {result.card.title}  [{result.card.id}]"] if result.card else []
    return "\n".join([head, *card, *render_answer(result.answer), *(rows or ["  nothing found"])])


def render_answer(answer: Quote | None) -> list[str]:
    """`  > 5번 틀리면 30분 동안 잠겨요.  [account/locked, 0.92]`; no line without an answer."""
    return [f"  > {answer.text}  [{answer.article}, {answer.confidence:.2f}]"] if answer else []
