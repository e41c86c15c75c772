"""What the settings name of the content: shortcuts and popular questions of the home page."""

from collections.abc import Iterator

from hc_builder.checks.link_targets import find_target_fault
from hc_builder.content.help_center import HelpCenter
from hc_builder.pages.icons import has_icon, suggest_icon
from hc_builder.problems import Problem, did_you_mean

_FILE = "mkdocs.yml"
_ICON_HINT = "take a name from https://pictogrammers.com/library/mdi/, with material/ before it"


def check_settings(center: HelpCenter) -> Iterator[Problem]:
    """HC06 of links to no page, and of icons that there are not."""
    settings = center.settings
    for number, shortcut in enumerate(settings.shortcuts, 1):
        name = f"setting `helpcenter: shortcuts[{number}]"
        if fault := find_target_fault(center, settings.language, shortcut.link):
            yield Problem(_FILE, 0, "HC06", f"{name}.link`: {fault[0]}", fault[1])
        if not has_icon(shortcut.icon):
            what = f"{name}.icon`: there is no icon `{shortcut.icon}`"
            yield Problem(_FILE, 0, "HC06", what, suggest_icon(shortcut.icon) or _ICON_HINT)
    known = {id for _, id in center.by_key}
    for number, id in enumerate(settings.popular, 1):
        if id not in known:
            hint = did_you_mean(id, known) or "write its path under the content folder, without .md"
            what = f"setting `helpcenter: popular[{number}]`: there is no article `{id}`"
            yield Problem(_FILE, 0, "HC06", what, hint)
