"""Search tests for writers: `content/search-tests.yml` says which article a query must find, and they are run through
the search that customers use.

- query: 환불하고 싶어요
  expect: refund/when
  within: 3
- query: 비행기 표
  expect: nothing
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Protocol, get_type_hints

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.checks.severities import apply_severities
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.text_file import read_text_file
from hc_builder.content.yaml_list import read_yaml_list
from hc_builder.problems import Problem, did_you_mean, has_errors
from hc_builder.yaml_text import Fields, Items, Node, Scalar, describe_node, find_repeated

if TYPE_CHECKING:
    from hc_builder.search.engine import SearchEngine

NAME = "search-tests.yml"
NOTHING = "nothing"
DEFAULT_WITHIN = 3
_FORM_HINT = "write `- query: …`, `expect: article/id` (or a list of ids, or nothing) and, if wanted, `within: 3`"


class ExpectationFields(msgspec.Struct, frozen=True):
    """A search test as a writer means it: `expect` is one id, some of which any will do, or `nothing`."""

    query: str
    expect: tuple[str, ...]
    within: int = DEFAULT_WITHIN


_KEYS = tuple(get_type_hints(ExpectationFields))


@dataclass(frozen=True)
class Expectation:
    """One of `expect` must stand among the first `within` hits; an empty `expect` wants no hits at all."""

    query: str
    expect: tuple[str, ...]
    within: int
    path: str
    line: int


class Searchable(Protocol):
    """A project, as far as its search is concerned."""

    @property
    def center(self) -> HelpCenter: ...

    @property
    def problems(self) -> tuple[Problem, ...]: ...

    @property
    def derived(self) -> Cache: ...

    def name_search_index(self, lang: str) -> bytes: ...

    def open_search(self) -> "SearchEngine": ...


def check_project(project: Searchable) -> list[Problem]:
    """Every fault of the project; its search tests are run once nothing else is wrong."""
    problems = [*project.problems]
    if has_errors(problems):
        return problems
    return [*problems, *apply_severities(run_search_tests(project), project.center.settings.severities)]


def run_search_tests(project: Searchable) -> list[Problem]:
    """A problem for each query that finds something else than it should; none where there is no such file. What came of
    the same tests on the same index is known from the last time."""
    center = project.center
    path, shown_path = center.root / NAME, center.shown_path(NAME)
    ids = sorted({shown.article.id for shown in center.articles})
    file = read_text_file(path, shown_path)
    if file is None:
        return []
    key = make_key("search tests", project.name_search_index(center.settings.language), repr(file), shown_path, *ids)
    return project.derived.remember(key, list[Problem], lambda: _try_all(project, path, shown_path, ids))


def _try_all(project: Searchable, path: Path, shown_path: str, ids: Iterable[str]) -> list[Problem]:
    expectations, problems = read_expectations(path, shown_path)
    if not expectations:
        return problems
    with project.open_search() as engine:
        return [*problems, *check_expectations(engine, expectations, ids)]


def read_expectations(path: Path, shown_path: str) -> tuple[list[Expectation], list[Problem]]:
    """The file's entries and every fault in it; a file that is not there has none."""
    what = "the file is not a list of search tests"
    nodes, problems = read_yaml_list(path, shown_path, "HC42", what, _FORM_HINT)
    parsed = [_parse_expectation(node, shown_path) for node in nodes]
    faults = [item for item in parsed if isinstance(item, Problem)]
    return [item for item in parsed if isinstance(item, Expectation)], [*problems, *faults]


def _parse_expectation(node: Node, path: str) -> Expectation | Problem:
    if not isinstance(node, Fields):
        return Problem(path, node.line, "HC42", "a search test is a `query` and what it must find", _FORM_HINT)
    fields = {pair.key.value: pair.value for pair in node.pairs}
    if fault := next(_find_faults(node, fields, path), None):
        return fault
    within = _read_within(fields.get("within"))
    if within is None:
        what = f"`within` must be a whole number from 1, not {describe_node(fields['within'])}"
        return Problem(path, node.line, "HC42", what, _FORM_HINT)
    expect = _read_texts(fields["expect"])
    query = _read_texts(fields["query"])[0]
    return Expectation(query, () if expect == (NOTHING,) else expect, within, path, node.line)


def _find_faults(node: Fields, fields: dict[str, Node], path: str) -> Iterator[Problem]:
    for key in fields:
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or _FORM_HINT
            yield Problem(path, node.line, "HC42", f"unknown key `{key}` in a search test", hint)
    for again, first in find_repeated(node):
        what = f"`{again.value}` is given twice; the first is on line {first}"
        yield Problem(path, again.line, "HC42", what, "begin each search test with `- query: …`")
    for name in ("query", "expect"):
        if not _read_texts(fields.get(name)):
            yield Problem(path, node.line, "HC42", f"a search test without `{name}`", _FORM_HINT)
    if isinstance(fields.get("query"), Items):
        yield Problem(path, node.line, "HC42", "`query` must be one text, not a list", _FORM_HINT)


def _read_texts(node: Node | None) -> tuple[str, ...]:
    """A list of texts, or one."""
    nodes = node.nodes if isinstance(node, Items) else (node,)
    return tuple(item.value for item in nodes if isinstance(item, Scalar) and not item.is_empty and item.value.strip())


def _read_within(node: Node | None) -> int | None:
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return DEFAULT_WITHIN
    text = node.value if isinstance(node, Scalar) else ""
    return int(text) if text.isascii() and text.isdigit() and int(text[:9]) > 0 else None


def check_expectations(
    engine: "SearchEngine", expectations: Iterable[Expectation], known: Iterable[str] = ()
) -> list[Problem]:
    """A problem for each that fails, saying what came instead and why. `known` are the ids of all articles."""
    ids = frozenset(known)
    return [
        problem
        for expectation in expectations
        for problem in (_check_ids(expectation, ids) or _check_hits(engine, expectation))
    ]


def _check_ids(expectation: Expectation, known: frozenset[str]) -> list[Problem]:
    strange = [id for id in expectation.expect if known and id not in known]
    return [_fail(expectation, f"expects '{id}', which is no article", did_you_mean(id, known)) for id in strange]


def _check_hits(engine: "SearchEngine", expectation: Expectation) -> list[Problem]:
    result = engine.search(expectation.query, max(10, expectation.within))
    found = [hit.id for hit in result.hits]
    if not expectation.expect:
        if not found:
            return []
        hint = f"write `expect: {found[0]}` if it answers; why it was found: {_name_explanation(expectation, found[0])}"
        return [_fail(expectation, f"should find nothing, but finds {found[0]}", hint)]
    if any(id in found[: expectation.within] for id in expectation.expect):
        return []
    wanted = " or ".join(expectation.expect)
    ranks = [found.index(id) + 1 for id in expectation.expect if id in found]
    place = f"stands at {min(ranks)}" if ranks else "is not found"
    instead = f"first comes {found[0]}" if found else "nothing is found"
    what = f"should find {wanted} in the first {expectation.within}, but it {place}; {instead}"
    cure = "add the customer's words to the article's `questions`"
    hint = f"{cure}; why: {_name_explanation(expectation, expectation.expect[0])}" if found else cure
    return [_fail(expectation, what, hint)]


def _name_explanation(expectation: Expectation, id: str) -> str:
    """The command that says why an article is found, or why not."""
    return f"hc search {quote(expectation.query)} --explain --article {quote(id)}"


def _fail(expectation: Expectation, what: str, hint: str) -> Problem:
    return Problem(expectation.path, expectation.line, "HC40", f"'{expectation.query}' {what}", hint)
