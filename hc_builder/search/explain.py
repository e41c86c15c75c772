"""What was found, and why, in words."""

import json

import msgspec

from hc_builder.search.engine import Hit, Quote, Reason, SearchResult

_HOW = {
    "word": "'{query}' as written",
    "part": "'{term}', a part of '{query}'",
    "synonym": "'{term}', which means the same as '{query}'",
    "mended": "'{term}', which '{query}' was taken for",
    "typing": "'{term}', which '{query}' may become",
    "spelled": "'{term}', whose initials are in '{query}'",
    "initials": "'{term}', whose initials are '{query}'",
    "pair": "'{term}', two syllables of a word that no article has",
}
_WHERE = {"title": "title", "question": "questions", "keywords": "keywords", "text": "text"}


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


def explain_hit(hit: Hit) -> str:
    """`'환불' as written in title, text; '배송비', which means the same as '배송료' in text`."""
    return f"{hit.id} has " + "; ".join(map(_explain_reason, hit.why)) if hit.why else f"{hit.id} has no word of it"


def _explain_reason(reason: Reason) -> str:
    how = _HOW.get(reason.how, _HOW["word"]).format(query=reason.query, term=reason.term)
    return f"{how} in {', '.join(_WHERE[place] for place in reason.where)}"
