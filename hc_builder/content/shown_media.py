"""Which files of a content folder its articles show, and which only those name that are not published."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from hc_builder.content.companions import is_film_name, list_companions
from hc_builder.content.help_center import Shown, build_origin
from hc_builder.content.settings import Settings
from hc_builder.content.targets import Origin, find_candidates, is_external, split_target

_FILE_NAME = re.compile(r"[^\s\"'()<>\[\]=,;|`]+")


@dataclass(frozen=True)
class MediaFinder:
    """Finds among the `media` of the folder `root`, by path; what goes along with a film is found with it."""

    root: Path
    settings: Settings
    media: Mapping[str, Path]

    def find_shown(self, articles: Iterable[Shown]) -> frozenset[str]:
        """The files that these articles show or link to."""
        return self._find((shown, target) for shown in articles for target in _list_targets(shown))

    def find_private(self, hidden: Sequence[Shown], public: Sequence[Shown]) -> frozenset[str]:
        """The files that only articles name which are not published."""
        found = self._find_named(hidden)
        return found - self._find_named(public) if found else found

    def _find_named(self, articles: Iterable[Shown]) -> frozenset[str]:
        """The files that these articles name in any way."""
        return self._find((shown, target) for shown in articles for target in _list_names(shown))

    def _find(self, targets: Iterable[tuple[Shown, str]]) -> frozenset[str]:
        own = ((shown, split_target(target)[0]) for shown, target in targets if not is_external(target))
        named = (path for shown, name in own for path in find_candidates(self._find_origin(shown), name))
        found = {path for path in named if path in self.media}
        films = filter(is_film_name, found)
        beside = {path for film in films for path in list_companions(film, self.settings.languages)}
        return frozenset(found | (beside & self.media.keys()))

    def _find_origin(self, shown: Shown) -> Origin:
        return build_origin(self.root, self.settings, shown)


def _list_targets(shown: Shown) -> Iterator[str]:
    yield from (reference.target for reference in shown.rendered.references)
    yield from shown.rendered.style_targets


def _list_names(shown: Shown) -> Iterator[str]:
    yield from _list_targets(shown)
    yield from _FILE_NAME.findall(unescape(shown.article.source))
