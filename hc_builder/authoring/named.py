"""The files beside the articles that name articles by their id, and the keys under which they do."""

from collections.abc import Iterator
from pathlib import Path

from hc_builder.checks.search_tests import NAME as SEARCH_TESTS
from hc_builder.content.cards import NAME as CARDS
from hc_builder.content.flows import FOLDER
from hc_builder.content.popular import NAME as POPULAR
from hc_builder.project import Project

_SETTINGS = frozenset({"policies", "link", "popular", "show"})


def find_naming(project: Project) -> Iterator[tuple[Path, frozenset[str]]]:
    """Those that are there; without keys, every value names an article."""
    root = project.center.root
    files = [
        (root / CARDS, frozenset({"link"})),
        (root / SEARCH_TESTS, frozenset({"expect"})),
        (root / POPULAR, frozenset[str]()),
        *((path, frozenset({"article"})) for path in sorted((root / FOLDER).glob("*.yml"))),
        *((project.folder / path, _SETTINGS) for path in project.config.files),
    ]
    return ((path, keys) for path, keys in files if path.is_file())
