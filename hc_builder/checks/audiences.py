"""What is for an audience (HC38): it is named to nobody else, but is no secret, and the shop should know both."""

from collections.abc import Iterator
from functools import partial

from hc_builder.content.cards import NAME as CARDS
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.targets import split_target
from hc_builder.pages.targets import find_page
from hc_builder.problems import Problem

_FILE = "mkdocs.yml"


def check_audiences(center: HelpCenter) -> Iterator[Problem]:
    """Notices of the folders, and warnings of what everybody is shown of their articles."""
    yield from _check_home(center)
    if center.audiences:
        yield from _check_folders(center)
        yield from _check_related(center)
        yield from _check_settings(center)
        yield from _check_cards(center)


def _check_home(center: HelpCenter) -> Iterator[Problem]:
    for category in center.categories:
        if category.fields.audience and not category.id:
            hint = (
                "take `audience` out; put its articles into a folder, or ask for a login on the whole site at the host"
            )
            what = "a help center can't be for an audience as a whole"
            yield Problem(center.shown_path(category.path), 0, "HC38", what, hint)


def _check_folders(center: HelpCenter) -> Iterator[Problem]:
    for category in center.categories:
        if category.id and (audience := category.fields.audience):
            what = f"what is for `{audience}` stands in no list and no search, but anybody with its address can read it"
            hint = f"ask for a login on /{category.id}/ at the host where it must be secret: `hc docs audiences`"
            yield Problem(center.shown_path(category.path), 0, "HC38", what, hint, "notice")


def _check_related(center: HelpCenter) -> Iterator[Problem]:
    for shown in center.articles:
        path, line = center.shown_path(shown.article.path), shown.article.lines.get("related", 1)
        for id in shown.article.fields.related:
            audience = center.find_audience(id)
            if audience not in ("", center.find_audience(shown.article.id)):
                what = f"`related` names `{id}`, which is for `{audience}`: it is left out here"
                yield Problem(path, line, "HC38", what, "take it out, or link to it in the text", "notice")


def _check_settings(center: HelpCenter) -> Iterator[Problem]:
    settings = center.settings
    for number, id in enumerate(settings.popular, 1):
        if audience := center.find_audience(id):
            what = f"setting `helpcenter: popular[{number}]`: `{id}` is for `{audience}`: it is left out"
            yield Problem(_FILE, 0, "HC38", what, "take it out", "warning")
    for number, suggestion in enumerate(settings.widget.suggestions, 1):
        for id in _list_named(center, suggestion.show):
            name = f"setting `helpcenter: widget.suggestions[{number}].show`"
            yield Problem(_FILE, 0, "HC38", f"{name}: {_tell(center, id)}", "take it out", "warning")


def _check_cards(center: HelpCenter) -> Iterator[Problem]:
    """The label of a card's link is the title of its page where it has none of its own."""
    for card in center.own_cards:
        for id in () if card.fields.label else _list_named(center, (card.fields.link,)):
            hint = "give the link a `label` of its own, or take it out"
            yield Problem(center.shown_path(CARDS), card.line, "HC38", _tell(center, id), hint, "warning")


def _list_named(center: HelpCenter, targets: tuple[str, ...]) -> Iterator[str]:
    """The pages among them, of articles and folders in any language, that are for an audience."""
    for target in targets:
        id, is_there = split_target(target)[0].strip("/"), partial(find_page, center, target)
        if center.find_audience(id) and any(map(is_there, center.settings.languages)):
            yield id


def _tell(center: HelpCenter, id: str) -> str:
    return f"everybody is shown the title of `{id}`, which is for `{center.find_audience(id)}`"
