"""What is for an audience (HC38): it is named to nobody else, but is no secret, and the shop should know both."""

from collections.abc import Iterator

from hc_builder.content.cards import NAME as CARDS
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.targets import split_target
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
        for shown in _list_named(center, suggestion.show):
            name = f"setting `helpcenter: widget.suggestions[{number}].show`"
            yield Problem(_FILE, 0, "HC38", f"{name}: {_tell(center, shown)}", "take it out", "warning")


def _check_cards(center: HelpCenter) -> Iterator[Problem]:
    """The label of a card's link is the title of its page where it has none of its own."""
    for card in center.own_cards:
        for shown in () if card.fields.label else _list_named(center, (card.fields.link,)):
            hint = "give the link a `label` of its own, or take it out"
            yield Problem(center.shown_path(CARDS), card.line, "HC38", _tell(center, shown), hint, "warning")


def _list_named(center: HelpCenter, targets: tuple[str, ...]) -> Iterator[Shown]:
    """The articles among them that are for an audience."""
    found = (center.find(split_target(target)[0].strip("/")) for target in targets)
    return (shown for shown in found if shown and center.find_audience(shown.article.id))


def _tell(center: HelpCenter, shown: Shown) -> str:
    id = shown.article.id
    return f"everybody is shown the title of `{id}`, which is for `{center.find_audience(id)}`"
