"""Places here that differ from those a reader proposes: where an earlier import put an article, where a person moved it
to, and beside what already stands there. References follow."""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from hc_builder.content.targets import is_external
from hc_builder.importers.memory import Records
from hc_builder.importers.merging import find_moved
from hc_builder.importers.model import Export, SourceArticle
from hc_builder.importers.names import make_unique
from hc_builder.importers.prose import Prose
from hc_builder.importers.targets import change_targets
from hc_builder.importers.writing import name_file

Paths = Mapping[tuple[str, str], str]
"""Path and language as proposed → the path here."""


@dataclass(frozen=True)
class Ground:
    """What stands here: the content folder, its first language, what earlier imports of the source wrote, and files
    that are letter by letter what the source says."""

    content: Path
    lang: str
    records: Records
    same: frozenset[str] = frozenset()

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(record.path for record in self.records.values())

    def find_path(self, article: SourceArticle, moved: Mapping[str, str]) -> str:
        """Without suffix and language; empty where the article is new."""
        key = f"article:{article.key}"
        path = moved.get(key) or (self.records[key].path if key in self.records else "")
        suffix = name_file("", article.lang, self.lang)
        return path.removesuffix(suffix) if path.endswith(suffix) else ""

    def is_taken(self, article: SourceArticle, path: str) -> bool:
        """By a file that no import wrote, or by a folder's own page."""
        file = name_file(path, article.lang, self.lang)
        return file not in self._known and file not in self.same and (self.content / file).is_file()


def settle_paths(export: Export, ground: Ground) -> Export:
    """The export with every article at its place here."""
    moved = find_moved(ground.records, ground.content)
    paths: dict[tuple[str, str], str] = {}
    known = {(article.path, article.lang): ground.find_path(article, moved) for article in export.articles}
    taken: dict[str, set[str]] = defaultdict(set)
    for (_, lang), path in known.items():
        taken[lang].add(path)
    for article in export.articles:
        place = (article.path, article.lang)
        path = known[place] or _find_free(article, ground, taken[article.lang])
        taken[article.lang].add(path)
        paths[place] = path
    changed = {place: path for place, path in paths.items() if place[0] != path}
    return replace(export, articles=tuple(_move(one, changed) for one in export.articles)) if changed else export


def _find_free(article: SourceArticle, ground: Ground, used: Collection[str]) -> str:
    if article.folder and ground.is_taken(article, article.path):
        return _find_free(replace(article, path=f"{article.folder}/overview"), ground, used)
    path, refused = make_unique(article.path, used), set(used) if ground.is_taken(article, article.path) else set()
    while ground.is_taken(article, path):
        refused.add(path)
        path = make_unique(article.path, refused)
    return path


def _move(article: SourceArticle, paths: Paths) -> SourceArticle:
    own = paths.get((article.path, article.lang), article.path)
    prose = Prose(article.body, "")

    def change(target: str, is_shown: bool) -> str:
        path, sign, fragment = target.partition("#")
        if not path or is_external(target) or path.startswith("/"):
            return target
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(article.path), unquote(path)))
        stem, suffix = (goal.removesuffix(".md"), ".md") if goal.endswith(".md") else (goal, "")
        new = paths.get((stem, article.lang), stem)
        if own == article.path and new == stem:
            return target
        return quote_relative(f"{new}{suffix}", own) + sign + fragment

    change_targets(prose, change)
    return replace(article, path=own, body=prose.finish())


def quote_relative(path: str, page: str) -> str:
    """A path as seen from the file of an article; only what Markdown can't take is escaped."""
    relative = posixpath.relpath(path, posixpath.dirname(page) or ".")
    return "".join(quote(sign) if sign in ' %()<>"\\#?' else sign for sign in relative)
