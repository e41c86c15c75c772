"""What is wrong with a help center as a whole: references, addresses, names, pictures, relations, dates."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from hc_builder.cache import Cache
from hc_builder.checks.addresses import check_addresses
from hc_builder.checks.articles import check_foreign, check_reviews, check_texts, check_titles
from hc_builder.checks.audiences import check_audiences
from hc_builder.checks.cards import check_cards
from hc_builder.checks.flows import check_flows
from hc_builder.checks.groups import check_groups
from hc_builder.checks.likeness import check_like_questions, check_like_titles
from hc_builder.checks.media import check_captions, check_weights
from hc_builder.checks.names import check_names
from hc_builder.checks.notices import check_notices
from hc_builder.checks.pictures import check_pictures
from hc_builder.checks.popular import check_popular
from hc_builder.checks.redirects import check_redirects
from hc_builder.checks.references import check_references
from hc_builder.checks.related import check_circles, check_related
from hc_builder.checks.settings import check_settings
from hc_builder.checks.severities import apply_severities, apply_silences
from hc_builder.checks.shop import check_channels, check_colors, check_holidays, check_leftovers
from hc_builder.checks.structure import check_empty_categories, check_orphans
from hc_builder.checks.texts import check_articles
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.links import AddressBook
from hc_builder.problems import Problem

__all__ = ["check_help_center"]


def check_help_center(
    center: HelpCenter, today: date, book: AddressBook | None = None, cache: Cache | None = None
) -> list[Problem]:
    """Every fault of the content, those of reading included, in order of place, as the shop's severities and its
    writers' comments have them. `cache` knows what was found in articles that are as they were."""
    book, articles = book or AddressBook(center), check_articles(center, cache or Cache())
    problems = [*center.problems, *_run_checks(center, today, book)]
    problems += chain.from_iterable(found.problems for found in articles.values())
    silences = {path: found.silences for path, found in articles.items() if found.silences}
    told = apply_severities(problems, center.settings.severities)
    return sorted(apply_silences(told, silences, center.settings.severities))


def _run_checks(center: HelpCenter, today: date, book: AddressBook) -> Iterator[Problem]:
    """All that look at more than one article, or at what is none."""
    checks: tuple[Iterable[Problem], ...] = (
        check_references(center, book=book),
        check_titles(center),
        check_texts(center),
        check_reviews(center, today),
        check_foreign(center),
        check_related(center),
        check_circles(center),
        check_addresses(center),
        check_redirects(center),
        check_names(center),
        check_pictures(center),
        check_weights(center),
        check_captions(center, book),
        check_cards(center, today),
        check_flows(center),
        check_notices(center, today),
        check_popular(center),
        check_settings(center),
        check_audiences(center),
        check_groups(center),
        check_like_titles(center),
        check_like_questions(center),
        check_empty_categories(center),
        check_orphans(center, book),
        check_channels(center),
        check_colors(center),
        check_holidays(center, today),
        check_leftovers(center),
    )
    return chain.from_iterable(checks)
