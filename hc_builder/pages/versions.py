"""Which pages are one page in several languages, as search engines are told of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hc_builder.pages.places import Place

Version = tuple[str, str]
"""A language, or `x-default` for readers of all others, and the address under the site's root."""
Versions = Mapping[str, tuple[Version, ...]]
"""By the address of each page that search engines may list in more than one language."""


def find_versions(places: Iterable[Place], languages: Sequence[str]) -> Versions:
    """`places` are those of a whole site; of its `languages` the first that has a page is that for all others."""
    groups: dict[object, list[Place]] = defaultdict(list)
    for place in places:
        if place.is_listed and not place.stretch:  # parts of a long list are cut elsewhere in each language
            groups[_name(place)].append(place)
    found = (sorted(group, key=lambda each: languages.index(each.lang)) for group in groups.values() if len(group) > 1)
    return {
        place.url: (*((each.lang, each.url) for each in group), ("x-default", group[0].url))
        for group in found
        for place in group
    }


def describe_place(place: Place, versions: Versions) -> dict[str, Any]:
    """What templates can ask of any page in the list of pages."""
    return place.meta | {"versions": versions.get(place.url, ())}


def _name(place: Place) -> object:
    """What a page and its translations have in common."""
    if place.stop:
        return place.stop.flow.name, place.stop.step.name if place.stop.step else place.stop.card
    return place.shown.article.id if place.shown else ("", place.category.id if place.category else "")
