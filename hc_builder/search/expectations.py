"""Search tests for writers: `content/search-tests.yml` says which article a query must find.

- query: 환불하고 싶어요
  expect: refund/when
  within: 3
- query: 비행기 표
  expect: nothing
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hc_builder.problems import Problem, did_you_mean
from hc_builder.search.engine import SearchEngine
from hc_builder.search.explain import explain_hit

NOTHING = "nothing"
DEFAULT_WITHIN = 3
_FORM_HINT = "write `- query: …`, `expect: article/id` (or a list of ids, or nothing) and, if wanted, `within: 3`"


@dataclass(frozen=True)
class Expectation:
    """One of `expect` must stand among the first `within` hits; an empty `expect` wants no hits at all."""

    query: str
    expect: tuple[str, ...]
    within: int
    path: str
    line: int


def read_expectations(path: Path, shown_path: str) -> tuple[list[Expectation], list[Problem]]:
    """The file's entries and every fault in it; a file that is not there has none."""
    if not path.is_file():
        return [], []
    try:
        root = yaml.compose(path.read_bytes().decode("utf-8-sig", "replace"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"not valid YAML: {getattr(error, 'problem', None) or error}"
        return [], [Problem(shown_path, mark.line + 1 if mark else 1, "HC42", what, _FORM_HINT)]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [Problem(shown_path, 1, "HC42", "the file is not a list of search tests", _FORM_HINT)]
    parsed = [_parse_expectation(node, shown_path) for node in root.value]
    return (
        [item for item in parsed if isinstance(item, Expectation)],
        [item for item in parsed if isinstance(item, Problem)],
    )


def _parse_expectation(node: yaml.Node, path: str) -> Expectation | Problem:
    line = node.start_mark.line + 1
    loader = yaml.SafeLoader("")
    fields: Any = loader.construct_object(node, deep=True)
    if not isinstance(fields, dict):
        return Problem(path, line, "HC42", "a search test is a `query` and what it must find", _FORM_HINT)
    for key in fields:
        if key not in ("query", "expect", "within"):
            hint = did_you_mean(str(key), ("query", "expect", "within")) or _FORM_HINT
            return Problem(path, line, "HC42", f"unknown key `{key}` in a search test", hint)
    query, expect, within = str(fields.get("query") or ""), fields.get("expect"), fields.get("within", DEFAULT_WITHIN)
    if not query or not expect:
        missing = "query" if not query else "expect"
        return Problem(path, line, "HC42", f"a search test without `{missing}`", _FORM_HINT)
    if not isinstance(within, int) or isinstance(within, bool) or within < 1:
        return Problem(path, line, "HC42", f"`within` must be a whole number from 1, not {within!r}", _FORM_HINT)
    ids = tuple(str(id) for id in (expect if isinstance(expect, list) else [expect]))
    return Expectation(query, () if ids == (NOTHING,) else ids, within, path, line)


def check_expectations(
    engine: SearchEngine, expectations: Iterable[Expectation], known: Iterable[str] = ()
) -> list[Problem]:
    """A problem for each that fails, saying what came instead and why. `known` are the ids of all articles."""
    ids = frozenset(known)
    problems = []
    for expectation in expectations:
        problems += _check_ids(expectation, ids) or _check_hits(engine, expectation)
    return problems


def _check_ids(expectation: Expectation, known: frozenset[str]) -> list[Problem]:
    strange = [id for id in expectation.expect if known and id not in known]
    return [_fail(expectation, f"expects '{id}', which is no article", did_you_mean(id, known)) for id in strange]


def _check_hits(engine: SearchEngine, expectation: Expectation) -> list[Problem]:
    result = engine.search(expectation.query, max(10, expectation.within))
    found = [hit.id for hit in result.hits]
    if not expectation.expect:
        if not found:
            return []
        return [_fail(expectation, f"should find nothing, but finds {found[0]}", explain_hit(result.hits[0]))]
    if any(id in found[: expectation.within] for id in expectation.expect):
        return []
    wanted = " or ".join(expectation.expect)
    ranks = [found.index(id) + 1 for id in expectation.expect if id in found]
    place = f"stands at {min(ranks)}" if ranks else "is not found"
    instead = f"first comes {found[0]}" if found else "nothing is found"
    what = f"should find {wanted} in the first {expectation.within}, but it {place}; {instead}"
    hint = explain_hit(result.hits[0]) if found else "add the customer's words to the article's `questions`"
    return [_fail(expectation, what, hint)]


def _fail(expectation: Expectation, what: str, hint: str) -> Problem:
    return Problem(expectation.path, expectation.line, "HC40", f"'{expectation.query}' {what}", hint)
