"""The checks of one article's own text. They read all of it, so what they found is kept by what it was made of."""

from collections.abc import Sequence
from itertools import chain

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.checks.markup_slips import (
    check_boxes_filled,
    check_callout_kinds,
    check_heading_levels,
    check_pictures_described,
    check_table_heads,
    check_tags_closed,
)
from hc_builder.checks.prose import Prose
from hc_builder.checks.severities import Silence, find_silences
from hc_builder.checks.shop import check_leftovers_in, is_example
from hc_builder.checks.style import check_style
from hc_builder.checks.wording import check_brand_words, check_terms
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.settings import GivenSettings
from hc_builder.problems import Problem

_OF_MARKUP = (
    check_pictures_described,
    check_tags_closed,
    check_boxes_filled,
    check_callout_kinds,
    check_table_heads,
    check_heading_levels,
)


class Findings(msgspec.Struct, frozen=True, array_like=True):
    """What is wrong with one article, and what its writer silenced."""

    problems: tuple[Problem, ...]
    silences: tuple[Silence, ...]


_decode = msgspec.msgpack.Decoder(Findings).decode


def check_articles(center: HelpCenter, cache: Cache) -> dict[str, Findings]:
    """By path as a writer would type it; articles that are as they were are not read again."""
    setup = repr((center.root.name, center.settings.words, center.settings.terms, is_example(center.settings)))
    keys = {center.shown_path(shown.article.path): _name(shown, setup) for shown in center.articles}
    known = cache.get_many(filter(None, keys.values()))
    found: dict[str, Findings] = {}
    made: dict[bytes, bytes] = {}
    for shown, (path, key) in zip(center.articles, keys.items(), strict=True):
        if key in known:
            found[path] = _decode(known[key])
            continue
        found[path] = check_article(Prose(shown, path), center.settings)
        if key:
            made[key] = msgspec.msgpack.encode(found[path])
    cache.put_many(made)
    return found


def _name(shown: Shown, setup: str) -> bytes:
    return make_key("text checks", shown.key, shown.article.path, setup) if shown.key else b""


def leave_silenced(center: HelpCenter, problems: Sequence[Problem]) -> list[Problem]:
    """The problems that no comment of their articles silences; for who does not check all articles."""
    told = {problem.path for problem in problems}
    proses = (Prose(shown, center.shown_path(shown.article.path)) for shown in center.articles)
    silences = {
        prose.path: find_silences(prose.commented, prose.path, prose.shown.article.body_line)[0]
        for prose in proses
        if prose.path in told
    }
    return [one for one in problems if not any(silence.covers(one) for silence in silences.get(one.path, ()))]


def check_article(prose: Prose, settings: GivenSettings) -> Findings:
    article = prose.shown.article
    silences, faults = find_silences(prose.commented, prose.path, article.body_line)
    problems: Sequence[Problem] = (
        *faults,
        *chain.from_iterable(check(prose) for check in _OF_MARKUP),
        *check_style(prose),
        *check_terms(prose, settings.terms),
        *check_brand_words(prose, settings.words),
        *(() if is_example(settings) else check_leftovers_in(prose)),
    )
    return Findings(tuple(problems), silences)
